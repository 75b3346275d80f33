# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Single questions of every kind, each with its thought, its answer and the key a right answer holds."""
import re
import zlib
from dataclasses import dataclass

import arithmetic
import beyond
import models
import wording
from topics import BY_NAME, TOPICS, expand


@dataclass
class Question:
    """A question with its solution; extra carries what a follow-up needs."""

    text: str
    thought: str
    answer: str
    kind: str
    key: str
    rough: bool = True
    extra: object = None


def held(*parts):
    """True for the tenth of all cases kept out of training, chosen by checksum."""
    return zlib.crc32("|".join(map(str, parts)).encode()) % 10 == 0


# ---------------------------------------------------------------- sums
SYMBOLS = {"+": ["+", "+", "+", "+", "plus", "and"], "-": ["-", "-", "-", "minus"], "*": ["*", "*", "*", "x", "×", "times", "multiplied by"], "/": ["/", "/", "/", "÷", ":", "divided by"]}
SUM_FRAMES = ["what is {e}", "{e}", "{e}", "{e} = ?", "{e} =", "{e}=", "{e}?", "[calculate|compute|solve|work out|evaluate] {e}", "how much is {e}", "what's {e}", "[can|could] you [calculate|compute|work out|solve] {e}", "tell me {e}", "[result|sum|value] of {e}", "[please|pls] [calculate|do|solve] {e}",
              "what does {e} make", "what do you get for {e}", "[quick|ok,|so|now|and] {e}", "I need {e}", "do you know {e}", "{e} is what", "[math|sum|maths]: {e}", "how many is {e}", "what is the result of {e}"]
STORIES = {
    "+": ["I have {a} {o} and [get|buy|find] {b} more. How many [do I have|are there|is that] [now|]?", "[there are|we have] {a} {o} in one box and {b} in another. How many [in total|together|in all]?", "add {a} and {b}", "add {b} to {a}", "[what is the|the] sum of {a} and {b}", "one chat has {a} messages and another has {b}. How many together?",
          "{a} {o} plus {b} {o}", "a model needs {a} GB and the context {b} GB. How much together?"],
    "-": ["I have {a} {o} and [give away|lose|eat|sell] {b}. How many are left?", "subtract {b} from {a}", "take {b} away from {a}", "[what is the|the] difference between {a} and {b}", "from {a} {o}, {b} are gone. How many remain?", "my card has {a} GB and a model takes {b} GB. How much is [free|left]?", "what is {a} less {b}", "if I have {a} {o} and [eat|use|lose] {b}, how many remain"],
    "*": ["[there are|I have] {a} boxes with {b} {o} each. How many {o} [are there|do I have]?", "multiply {a} by {b}", "multiply {a} and {b}", "[what is the|the] product of {a} and {b}", "one model needs {b} GB. How much do {a} of them need?", "{a} people have {b} {o} each, how many in all"],
    "/": ["share {a} {o} among {b} people. How many does each get?", "divide {a} by {b}", "I split {a} {o} into {b} equal groups. How big is each group?", "how often does {b} go into {a}", "{a} {o} for {b} people, how many each"],
}
OBJECTS = "apples books coins cards eggs pens stones files tokens cups chairs cookies balls keys boxes".split()


def operands(rng, op):
    """Two numbers for a sum: mostly up to three digits, exact and inexact divisions."""
    if op in "+-":
        limit = rng.choices((20, 100, 1000, 10000), (2, 5, 4, 0.6))[0]
        a, b = rng.randrange(1, limit), rng.randrange(1, limit if rng.random() < 0.7 else min(limit, 100))
        return (b, a) if op == "-" and a < b and rng.random() < 0.88 else (a, b)
    if op == "*":
        kind = rng.choices(("table", "by one digit", "two digits", "three digits"), (3, 4.5, 3, 1))[0]
        if kind == "table":
            return rng.randrange(2, 13), rng.randrange(2, 13)
        a, b = {"by one digit": (rng.randrange(11, 100), rng.randrange(2, 10)), "two digits": (rng.randrange(11, 100), rng.randrange(11, 100)),
                "three digits": (rng.randrange(101, 1000), rng.randrange(2, 10))}[kind]
        return (a, b) if rng.random() < 0.7 else (b, a)
    b = rng.randrange(2, 13)
    return b * rng.randrange(2, 10 ** rng.randrange(1, 3) * 2) + (rng.randrange(b) if rng.random() < 0.2 else 0), b


def pair_held(a, op, b):
    """Held-out sums; for + and * also with the operands swapped."""
    return held(a, op, b) or (op in "+*" and held(b, op, a))


def sum_question(rng, test=False, op=None, pair=None, plain=False):
    """A sum as an expression or a little story."""
    while True:
        chosen = op or rng.choice("++---***///")
        a, b = pair or operands(rng, chosen)
        if pair or pair_held(a, chosen, b) == test:
            break
    trace, result = arithmetic.solve(a, chosen, b)
    if plain or rng.random() < 0.72:
        symbol = rng.choice(SYMBOLS[chosen])
        gap = " " if symbol.isalpha() or " " in symbol or rng.random() < 0.7 else ""
        text = expand(rng, rng.choice(SUM_FRAMES)).replace("{e}", f"{a}{gap}{symbol}{gap}{b}")
        answer = f"{a} {chosen} {b} = {result}"
    else:
        text = expand(rng, rng.choice(STORIES[chosen])).replace("{a}", str(a)).replace("{b}", str(b)).replace("{o}", rng.choice(OBJECTS))
        answer = f"The answer is {result}."
    return Question(cased(rng, text), trace, answer, "sum" + chosen, result, False, (a, chosen, b))


def cased(rng, text):
    """Sums keep their digits: only case and end sign vary."""
    style = rng.random()
    return wording.sentence(text) if style < 0.5 and text[0].isalpha() else text.lower() if style < 0.85 else text.rstrip(".?")


def chain(rng, number):
    """A sum that goes on from the last result."""
    op, b = rng.choice("+-"), rng.randrange(1, 100)
    if op == "-" and b > number:
        op = "+"
    frames = {"+": ["now add {b}", "plus {b}", "and plus {b}", "add {b} to that", "{b} more", "+ {b}", "and {b} more"], "-": ["now subtract {b}", "minus {b}", "and minus {b}", "take {b} away from that", "- {b}", "take away {b}"]}[op]
    trace, result = arithmetic.solve(number, op, b)
    return Question(cased(rng, rng.choice(frames).replace("{b}", str(b))), trace, f"{number} {op} {b} = {result}", "chain", result, False, (number, op, b))


# ---------------------------------------------------------------- memory
SIZE_FRAMES = ["how much [vram|memory|ram|space] does a {p} model need [at|in|with] {q}", "how [many GB|many gigabytes|large|big] is a {p} model [in|at|with] {q}", "{p} [at|in] {q}", "{p} {q}", "[memory|vram|size|gb] [for|of] {p} [at|in] {q}", "a model has {w} parameters, how many GB in {q}",
               "how much memory for {p} in {q}", "what size does a {p} model have in {q}", "I want to run a {p} model in {q}, how much memory", "how much does {p} take in {q}", "{p} model {q} [vram|memory|size]", "[estimate|work out|calculate] the [size|memory] of {w} parameters in {q}"]
FIT_FRAMES = ["[does|will] a {p} model in {q} fit [in|into|on] {m} GB", "can I run [a|] {p} in {q} with {m} GB", "I have {m} GB, can I run {p} in {q}", "is {m} GB enough for {p} in {q}", "{p} {q} on {m} GB", "[does|will] {p} [at|in] {q} run on a {m} GB card", "my [card|gpu] has {m} GB. Will a {p} model in {q} fit?", "do {m} GB hold a {p} model in {q}"]


def sized(rng, text, billions, quant):
    """Fills {p} {w} {q}: 14B, 14 billion, Q4_K_M or 4 bits."""
    bits = next(b for b, q in arithmetic.BITS.items() if q == quant)
    name = rng.choice([quant, quant, quant.lower(), f"{bits} bits", f"{bits} bit", f"{bits}-bit", f"{bits}bit"])
    return (expand(rng, text).replace("{p}", rng.choice([f"{billions}B", f"{billions}B", f"{billions}b", f"{billions} B", f"{billions} billion"])).replace("{w}", f"{billions} billion")
            .replace("{q}", name))


def size_case(rng, test):
    """(billions, quantisation), held out by checksum."""
    while True:
        billions = rng.choice([rng.randrange(1, 41), rng.randrange(1, 121), rng.choice([3, 4, 7, 8, 13, 14, 24, 27, 30, 32, 70, 109])])
        bits = rng.choice([2, 3, 4, 4, 5, 6, 8, 8, 16])
        if held(billions, "B", bits) == test:
            return billions, arithmetic.BITS[bits]


def size_question(rng, test=False):
    """How much memory a model of a given size needs."""
    billions, quant = size_case(rng, test)
    trace, gigabytes = arithmetic.model_size(billions, quant)
    text = sized(rng, rng.choice(SIZE_FRAMES), billions, quant)
    return Question(cased(rng, text), trace, f"About {gigabytes} GB for the weights in {quant}, plus 1 to 2 GB for the context.", "size", f"About {gigabytes} GB", False)


def fit_question(rng, test=False):
    """Whether a model fits into so many GB."""
    billions, quant = size_case(rng, test)
    trace, gigabytes = arithmetic.model_size(billions, quant)
    memory = rng.choice([m for m in (4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 80, 96, 128) if 0.3 < m / (float(gigabytes) + 2) < 4] or [24])
    need = billions * arithmetic.GB_TENTHS[quant] + 20
    fits = need <= memory * 10
    trace += f"\n{gigabytes}+2={arithmetic.tenths(need)}\n{arithmetic.tenths(need)} is {'not more' if fits else 'more'} than {memory}"
    text = sized(rng, rng.choice(FIT_FRAMES), billions, quant).replace("{m}", str(memory))
    answer = (f"{'Yes' if fits else 'No'}: about {gigabytes} GB for the weights in {quant} and 2 GB for the context make {arithmetic.tenths(need)} GB, "
              f"{'and you have' if fits else 'more than your'} {memory} GB.")
    return Question(cased(rng, text), trace, answer, "fit", "Yes" if fits else "No", False)


HOLDS = [(4, "Qwen3-4B", "Q4_K_M", "2.5"), (6, "Qwen3-4B", "Q6_K", "3.3"), (8, "Qwen3-8B", "Q4_K_M", "5.0"), (10, "Qwen3-8B", "Q6_K", "6.7"), (12, "Qwen3-14B", "Q4_K_M", "9.0"), (16, "Qwen3-14B", "Q6_K", "12.1"),
         (20, "Qwen3-14B", "Q8_0", "15.7"), (24, "Qwen3-30B-A3B", "Q4_K_M", "18.6"), (32, "Qwen3-30B-A3B", "Q6_K", "25.1"), (48, "Qwen3-30B-A3B", "Q8_0", "32.5"), (64, "Qwen3-30B-A3B", "F16", "61.1"), (160, "Qwen3-235B-A22B", "Q4_K_M", "142.2")]
HOLD_FRAMES = ["what can I run [on|with] {m} GB [of vram|of memory|vram|ram|]", "I have {m} GB [of vram|of memory|of video memory|vram|ram|], [what|which model] [can I run|should I take|do you recommend|fits]", "my [card|gpu|graphics card|computer|laptop|pc] has {m} GB [vram|of memory|], what [can I run|now|fits]",
               "[best|which|good] model for {m} GB [vram|of vram|ram|]", "{m} GB [vram|ram|], which model", "what [fits|runs] [in|on|into] {m} GB", "which [quantisation|quant|quant should I take] for {m} GB", "{m} GB [card|gpu|vram|ram]", "I only have {m} GB", "got {m} gigs of vram, recommendation"]


def hold_question(rng, test=False):
    """Which model suits a memory size."""
    memory = rng.choice([2, 3, 4, 4, 6, 6, 8, 8, 8, 10, 11, 12, 12, 16, 16, 18, 20, 22, 24, 24, 32, 36, 40, 48, 64, 80, 96, 128, 160, 192, 256])
    fitting = [h for h in HOLDS if h[0] <= memory]
    frames = HOLD_FRAMES[-2:] if test else HOLD_FRAMES[:-2]
    text = expand(rng, rng.choice(frames)).replace("{m}", str(memory))
    if not fitting:
        return Question(text, f"{memory} GB are little. Qwen3-1.7B has 1.3 GB in Q4_K_M.", f"With {memory} GB take Qwen3-1.7B in Q4_K_M: it has 1.3 GB.", "hold", "Qwen3-1.7B")
    _, name, quant, size = fitting[-1]
    return Question(text, f"The memory is {memory} GB, and the context needs 1 to 2 GB. {name} has {size} GB in {quant}: it fits.",
                    f"With {memory} GB take {name} in {quant}: its file has {size} GB, and the rest is for the context.", "hold", f"{name} in {quant}")


# ---------------------------------------------------------------- quantisations
QUANTS = [("F16", "16", "16.4", "nothing is lost", "take it to make other quantisations from"), ("Q8_0", "8.5", "8.7", "you will not notice a loss", "take it when memory is no problem"), ("Q6_K", "6.6", "6.7", "the loss is very small", "take it if it fits"),
          ("Q5_K_M", "5.7", "5.9", "the loss is small", "a good middle"), ("Q4_K_M", "4.9", "5.0", "the loss is small on models of 4B and more", "the usual choice"), ("Q3_K_M", "4.0", "4.1", "you notice the loss", "only when memory is short"),
          ("Q2_K", "3.2", "3.3", "the loss is large", "for experiments")]
QUANT_ALIASES = {"F16": ["F16", "FP16", "f16", "fp16", "BF16", "half precision"], "Q8_0": ["Q8_0", "q8_0", "Q8", "q8", "8 bit"], "Q6_K": ["Q6_K", "q6_k", "Q6", "q6"], "Q5_K_M": ["Q5_K_M", "q5_k_m", "Q5", "q5"], "Q4_K_M": ["Q4_K_M", "q4_k_m", "Q4", "q4", "Q4 K M", "4 bit"],
                 "Q3_K_M": ["Q3_K_M", "q3_k_m", "Q3", "q3"], "Q2_K": ["Q2_K", "q2_k", "Q2", "q2"]}
QUANT_FRAMES = ["what is {q}", "what does {q} mean", "explain {q}", "{q}", "is {q} [good|enough|usable|ok|any good|bad|fine]", "should I [use|take] {q}", "how good is {q}", "how [big|large] is an 8B model in {q}", "how many bits [does {q} use|has {q}|per weight does {q} have]", "tell me about {q}", "when should I [use|take] {q}",
                "does {q} lose quality", "what is the quality of {q}", "[quality|loss|size] of {q}", "is {q} [lossless|worth it|too small|much worse]", "why [take|use] {q}", "what do you think of {q}", "{q} quality"]
QUANT_HELD = ["how much quality does {q} cost", "can you describe {q}", "what do I get with {q}", "would you recommend {q}", "any downsides to {q}"]
COMPARE_FRAMES = ["what is better, {a} or {b}", "{a} or {b}", "{a} vs {b}", "what is the difference between {a} and {b}", "should I [take|use] {a} or {b}", "compare {a} [and|with|to] {b}", "which is [smaller|better|faster|larger], {a} or {b}", "is {a} [better|smaller|worse] than {b}", "{a} versus {b}", "difference {a} {b}", "{a} or rather {b}", "how does {a} compare to {b}"]
COMPARE_HELD = ["{a} against {b}, which one wins", "do I gain much from {a} over {b}", "choose for me: {a}, {b}"]


def quant_question(rng, test=False):
    """What a quantisation is like."""
    name, bits, size, loss, advice = rng.choice(QUANTS)
    text = expand(rng, rng.choice(QUANT_HELD if test else QUANT_FRAMES)).replace("{q}", rng.choice(QUANT_ALIASES[name]))
    return Question(text, f"The question is about {name}. It has about {bits} bits per weight.", f"{name} has about {bits} bits per weight: an 8B model takes {size} GB, and {loss}; {advice}.", "quant", f"{name} has about {bits} bits")


def compare_question(rng, test=False):
    """Two quantisations against each other."""
    first, second = rng.sample(range(len(QUANTS)), 2)
    high, low = QUANTS[min(first, second)], QUANTS[max(first, second)]
    text = expand(rng, rng.choice(COMPARE_HELD if test else COMPARE_FRAMES))
    text = text.replace("{a}", rng.choice(QUANT_ALIASES[QUANTS[first][0]])).replace("{b}", rng.choice(QUANT_ALIASES[QUANTS[second][0]]))
    return Question(text, f"{high[0]} has {high[1]} bits, {low[0]} has {low[1]} bits. So {high[0]} is better and {low[0]} is smaller.",
                    f"{high[0]} keeps more quality, {low[0]} is smaller: an 8B model takes {high[2]} GB in {high[0]} and {low[2]} GB in {low[0]}.", "compare", f"{high[0]} keeps more quality, {low[0]} is smaller")


# ---------------------------------------------------------------- models, topics, the rest
def model_question(rng, test=False, model=None, attribute=None):
    """A fact about a model."""
    model, attribute = model or rng.choice(models.MODELS), attribute or rng.choice(list(models.WORDINGS))
    answer, key = models.answer(model, attribute)
    return Question(models.question(rng, model, attribute, test), models.thought(model, attribute), answer, "model", key, True, (model, attribute))


def unknown_model_question(rng, test=False):
    """A model of which the Guide has no facts."""
    name = rng.choice(models.UNKNOWN_MODELS)
    if rng.random() < 0.4:
        name = beyond.nonword(rng).capitalize() + rng.choice([" 7B", "-13B", " 2", " 70B", "-LLM", " 34B", "-1.5"])
    text = expand(rng, rng.choice(models.WORDINGS[rng.choice(list(models.WORDINGS))][1 if test else 0])).replace("{m}", name)
    return Question(text, f"I know nothing about {name}.", models.UNKNOWN_ANSWER, "unknown model", models.UNKNOWN_ANSWER)


def topic_thought(topic):
    """The trace for a knowledge question."""
    if topic.name in ("confused", "foreign"):
        return "I do not understand this. I say so."
    words = re.split(r"(?<=\w{3})[.,:;!] ", topic.answer)[0].rstrip(".!").split(" ")
    first = " ".join(words[:10])
    return f"The question is about {topic.about}. What helps: {first}." if topic.file in ("app", "field") else f"This is {topic.about}."


def topic_question(rng, split="train", topic=None):
    """A question about one topic of the knowledge files."""
    topic = topic or rng.choice(TOPICS)
    return Question(wording.framed(rng, topic, split), topic_thought(topic), topic.answer, topic.file, topic.answer, topic.file != "korean", topic)


def beyond_question(rng, test=False):
    """Something the Guide cannot do."""
    return Question(beyond.request(rng, test), "This is not about Conclave or models. I am too small for it, so I say so.", beyond.ANSWER, "beyond", beyond.ANSWER)


def gibberish_question(rng, test=False):
    """Nothing at all."""
    return Question(beyond.gibberish(rng), "I do not understand this. I say so.", beyond.GIBBERISH_ANSWER, "gibberish", beyond.GIBBERISH_ANSWER, False)


KNOWLEDGE = [(topic_question, 44), (model_question, 15), (unknown_model_question, 1.2), (quant_question, 4), (compare_question, 3), (hold_question, 3), (beyond_question, 11), (gibberish_question, 2)]
SUMS = [(sum_question, 40), (size_question, 6), (fit_question, 4)]


def pick(rng, sums_share):
    """A random training question."""
    pool = SUMS if rng.random() < sums_share else KNOWLEDGE
    return rng.choices([f for f, _ in pool], [w for _, w in pool])[0](rng)
