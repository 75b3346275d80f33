# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Questions about quantisations: what one is like, and two against each other."""
from question import Question
from topics import expand, wordings

WORDINGS = wordings("quants")
QUANTS = [  # name, bits per weight and GB of an 8.2B model, loss, advice; best first
    ("F16", "16", "16.4", "nothing is lost", "take it to make other quantisations from"),
    ("Q8_0", "8.5", "8.7", "you will not notice a loss", "take it when memory is no problem"),
    ("Q6_K", "6.6", "6.7", "the loss is very small", "take it if it fits"),
    ("Q5_K_M", "5.7", "5.9", "the loss is small", "a good middle"),
    ("Q4_K_M", "4.9", "5.0", "the loss is small on models of 4B and more", "the usual choice"),
    ("Q3_K_M", "4.0", "4.1", "you notice the loss", "only when memory is short"),
    ("Q2_K", "3.2", "3.3", "the loss is large", "for experiments"),
]
ALIASES = {
    "F16": ["F16", "FP16", "f16", "fp16", "BF16", "half precision"],
    "Q8_0": ["Q8_0", "q8_0", "Q8", "q8", "8 bit"],
    "Q6_K": ["Q6_K", "q6_k", "Q6", "q6"],
    "Q5_K_M": ["Q5_K_M", "q5_k_m", "Q5", "q5"],
    "Q4_K_M": ["Q4_K_M", "q4_k_m", "Q4", "q4", "Q4 K M", "4 bit"],
    "Q3_K_M": ["Q3_K_M", "q3_k_m", "Q3", "q3"],
    "Q2_K": ["Q2_K", "q2_k", "Q2", "q2"],
}


def quant_question(rng, test=False):
    """What a quantisation is like."""
    name, bits, size, loss, advice = rng.choice(QUANTS)
    text = expand(rng, rng.choice(WORDINGS["quant-held" if test else "quant"]))
    key = f"{name} has about {bits} bits"
    answer = f"{key} per weight: an 8B model takes {size} GB, and {loss}; {advice}."
    return Question(
        text.replace("{q}", rng.choice(ALIASES[name])),
        f"The question is about {name}. It has about {bits} bits per weight.",
        answer,
        "quant",
        key,
    )


def compare_question(rng, test=False):
    """Two quantisations against each other."""
    first, second = rng.sample(range(len(QUANTS)), 2)
    (high, high_bits, high_size, *_), (low, low_bits, low_size, *_) = (
        QUANTS[min(first, second)],
        QUANTS[max(first, second)],
    )
    text = expand(rng, rng.choice(WORDINGS["compare-held" if test else "compare"]))
    for slot, index in (("{a}", first), ("{b}", second)):
        text = text.replace(slot, rng.choice(ALIASES[QUANTS[index][0]]))
    thought = (
        f"{high} has {high_bits} bits, {low} has {low_bits} bits. So {high} is better and "
        f"{low} is smaller."
    )
    key = f"{high} keeps more quality, {low} is smaller"
    answer = f"{key}: an 8B model takes {high_size} GB in {high} and {low_size} GB in {low}."
    return Question(text, thought, answer, "compare", key)
