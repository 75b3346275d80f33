# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Questions about memory: how much a model needs, whether it fits, what a memory holds."""
from arithmetic import BITS, GB_TENTHS, model_size, tenths
from question import Question, cased, held
from topics import expand, wordings

WORDINGS = wordings("memory")
COMMON = (3, 4, 7, 8, 13, 14, 24, 27, 30, 32, 70, 109)
CARDS = (4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 80, 96, 128)
ASKED = (
    2,
    3,
    4,
    4,
    6,
    6,
    8,
    8,
    8,
    10,
    11,
    12,
    12,
    16,
    16,
    18,
    20,
    22,
    24,
    24,
    32,
    36,
    40,
    48,
    64,
    80,
    96,
    128,
    160,
    192,
    256,
)
HOLDS = [  # from so many GB on: model, quantisation, file size in GB
    (4, "Qwen3-4B", "Q4_K_M", "2.5"),
    (6, "Qwen3-4B", "Q6_K", "3.3"),
    (8, "Qwen3-8B", "Q4_K_M", "5.0"),
    (10, "Qwen3-8B", "Q6_K", "6.7"),
    (12, "Qwen3-14B", "Q4_K_M", "9.0"),
    (16, "Qwen3-14B", "Q6_K", "12.1"),
    (20, "Qwen3-14B", "Q8_0", "15.7"),
    (24, "Qwen3-30B-A3B", "Q4_K_M", "18.6"),
    (32, "Qwen3-30B-A3B", "Q6_K", "25.1"),
    (48, "Qwen3-30B-A3B", "Q8_0", "32.5"),
    (64, "Qwen3-30B-A3B", "F16", "61.1"),
    (160, "Qwen3-235B-A22B", "Q4_K_M", "142.2"),
]


def sized(rng, text, billions, quant):
    """Fills {p}, {w} and {q}: 14B, 14 billion, Q4_K_M or 4 bits."""
    bits = next(b for b, q in BITS.items() if q == quant)
    name = rng.choice(
        [quant, quant, quant.lower(), f"{bits} bits", f"{bits} bit", f"{bits}-bit", f"{bits}bit"]
    )
    size = [f"{billions}B", f"{billions}B", f"{billions}b", f"{billions} B", f"{billions} billion"]
    text = expand(rng, text).replace("{p}", rng.choice(size))
    return text.replace("{w}", f"{billions} billion").replace("{q}", name)


def size_case(rng, test):
    """(billions, quantisation), held out by checksum."""
    while True:
        billions = rng.choice([rng.randrange(1, 41), rng.randrange(1, 121), rng.choice(COMMON)])
        bits = rng.choice([2, 3, 4, 4, 5, 6, 8, 8, 16])
        if held(billions, "B", bits) == test:
            return billions, BITS[bits]


def size_question(rng, test=False):
    """How much memory a model of a given size needs."""
    billions, quant = size_case(rng, test)
    trace, size = model_size(billions, quant)
    text = cased(rng, sized(rng, rng.choice(WORDINGS["size"]), billions, quant))
    answer = f"About {size} GB for the weights in {quant}, plus 1 to 2 GB for the context."
    return Question(text, trace, answer, "size", f"About {size} GB", False)


def fit_question(rng, test=False):
    """Whether a model fits into so many GB."""
    billions, quant = size_case(rng, test)
    trace, size = model_size(billions, quant)
    near = [m for m in CARDS if 0.3 < m / (float(size) + 2) < 4]
    memory = rng.choice(near or [24])
    need = billions * GB_TENTHS[quant] + 20
    fits = need <= memory * 10
    total = tenths(need)
    trace += f"\n{size}+2={total}\n{total} is {'not more' if fits else 'more'} than {memory}"
    text = sized(rng, rng.choice(WORDINGS["fit"]), billions, quant).replace("{m}", str(memory))
    verdict = "Yes" if fits else "No"
    answer = (
        f"{verdict}: about {size} GB for the weights in {quant} and 2 GB for the context make "
        f"{total} GB, {'and you have' if fits else 'more than your'} {memory} GB."
    )
    return Question(cased(rng, text), trace, answer, "fit", verdict, False)


def hold_question(rng, test=False):
    """Which model suits a memory size."""
    memory = rng.choice(ASKED)
    frame = rng.choice(WORDINGS["hold-held" if test else "hold"])
    text = expand(rng, frame).replace("{m}", str(memory))
    fitting = [h for h in HOLDS if h[0] <= memory]
    if not fitting:
        return Question(
            text,
            f"{memory} GB are little. Qwen3-1.7B has 1.3 GB in Q4_K_M.",
            f"With {memory} GB take Qwen3-1.7B in Q4_K_M: it has 1.3 GB.",
            "hold",
            "Qwen3-1.7B",
        )
    _, name, quant, size = fitting[-1]
    thought = (
        f"The memory is {memory} GB, and the context needs 1 to 2 GB. {name} has {size} GB "
        f"in {quant}: it fits."
    )
    answer = (
        f"With {memory} GB take {name} in {quant}: its file has {size} GB, and the rest is "
        "for the context."
    )
    return Question(text, thought, answer, "hold", f"{name} in {quant}")
