# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The test questions: fixed, without repeats, and kept out of training.

Groups: sums by kind (held-out pairs of numbers), memory, knowledge in held-out frames and held-out
wordings, and wild questions written by hand as a newcomer types them (knowledge/wild.txt).
Dialogues ask something that leans on earlier turns; long ones ask something plain after many turns.
"""
import functools
import random
from dataclasses import dataclass

import conversation
import quants
import questions
import sizes
import sums
import wording
from conversation import normal
from question import held
from topics import BY_NAME, KNOWLEDGE, TOPICS

SEED = 2026
SUM_GROUPS = {  # name: operator, which operands
    "a+b below 100": ("+", lambda a, b: max(a, b) < 100),
    "a+b below 1000": ("+", lambda a, b: 100 <= max(a, b) < 1000),
    "a-b below 100": ("-", lambda a, b: b <= a < 100),
    "a-b below 1000": ("-", lambda a, b: 100 <= a < 1000 and b <= a),
    "a*b, 2 by 1 digits": ("*", lambda a, b: min(a, b) < 10 and 12 < max(a, b) < 100),
    "a*b, 2 by 2 digits": ("*", lambda a, b: min(a, b) > 12 and max(a, b) < 100),
    "a/b": ("/", lambda a, b: a % b == 0 and a // b <= 30),
}
HELD_MAKERS = {  # group: generator of held-out wordings
    "phrase model": questions.model_question,
    "phrase quant": quants.quant_question,
    "phrase compare": quants.compare_question,
    "phrase hold": sizes.hold_question,
    "phrase beyond": questions.beyond_question,
}


@dataclass
class Case:
    """One test: a right answer holds any one of the keys."""

    group: str
    text: str
    keys: tuple
    before: tuple = ()  # earlier turns as (role, text)


def wild():
    """Lines of wild.txt: question => key | other key."""
    cases = []
    for line in (KNOWLEDGE / "wild.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, keys = line.split(" => ")
            cases.append(Case("wild", text.strip(), tuple(key(k) for k in keys.split(" | "))))
    return cases


def key(text):
    """A key as written, or for =name the answer of a topic."""
    text = text.strip()
    if text == "=beyond":
        return "That is beyond me"
    if text == "=unknown":
        return "I have no facts about that model"
    return BY_NAME[text[1:]].answer if text.startswith("=") else text


def unique(make, count, tries=4000):
    """Up to count different questions from a generator."""
    found = {}
    for _ in range(tries):
        question = make()
        found.setdefault(normal(question.text), question)
        if len(found) == count:
            break
    return list(found.values())


def held_sums(rng, name, count=50):
    """Held-out sums of a group; each pair once."""
    op, fits = SUM_GROUPS[name]
    pairs = {}
    for _ in range(20000):
        a, b = sums.operands(rng, op)
        if fits(a, b) and held(a, op, b) and (b, a) not in pairs:
            pairs[(a, b)] = None
        if len(pairs) == count:
            break
    made = [sums.sum_question(rng, True, op, pair, rng.random() < 0.7) for pair in pairs]
    return [Case(f"sum {name}", q.text, (q.key,)) for q in made]


def rough(rng, question):
    """The question with typing noise."""
    if question.rough:
        question.text = wording.roughen(rng, question.text)
    return question


def held_phrases(rng, topic):
    """Each held-out wording of a topic once; verb and noun phrases in a training frame."""
    for kind, phrases in topic.held.items():
        for phrase in phrases:
            yield wording.in_frame(rng, kind, phrase)


def held_frames(rng, file, count=80):
    """Trained phrases of a file in held-out frames."""
    framed = [t for t in TOPICS if t.file == file and (t.do or t.what)]

    def make():
        return rough(rng, questions.topic_question(rng, "frame", rng.choice(framed)))

    return [Case(f"frame {file}", q.text, (q.answer,)) for q in unique(make, count)]


@functools.lru_cache(None)
def cases():
    """All test cases of one turn."""
    rng, result = random.Random(SEED), []
    for name in SUM_GROUPS:
        result += held_sums(rng, name)
    for name, make in (("size", sizes.size_question), ("fit", sizes.fit_question)):
        made = unique(lambda: make(rng, True), 50)
        result += [Case(f"memory {name}", q.text, (q.key,)) for q in made]
    result += held_frames(rng, "app") + held_frames(rng, "field")
    for topic in TOPICS:
        for text in held_phrases(rng, topic):
            result.append(Case(f"phrase {topic.file}", text, (topic.answer,)))
    for group, make in HELD_MAKERS.items():
        made = unique(lambda: rough(rng, make(rng, True)), 60)
        result += [Case(group, q.text, (q.key,)) for q in made]
    return result + wild()


@functools.lru_cache(None)
def banned():
    """Test questions of three or more words in normal form: training drops texts that hold one."""
    plain = (normal(c.text) for c in cases())
    return frozenset(f" {text} " for text in plain if text.count(" ") >= 2)


def told(asked):
    """Turns as messages."""
    turns = ((("user", wording.sentence(q.text)), ("assistant", q.answer)) for q in asked)
    return tuple(message for turn in turns for message in turn)


@functools.lru_cache(None)
def dialogues(count=20):
    """Follow-ups about models and sums, and names to remember, after one to three turns."""
    rng, result = random.Random(SEED + 1), []
    while len(result) < 3 * count:
        kind = ("model", "sum", "name")[len(result) // count]
        padding = [questions.topic_question(rng) for _ in range(rng.randrange(3))]
        if kind == "name":
            name, last = conversation.name_pair(rng)
            before = [name] + padding
        else:
            plain_sum = kind == "sum" and sums.sum_question(rng, op=rng.choice("+-*"), plain=True)
            first = plain_sum or questions.model_question(rng)
            before, last = padding + [first], conversation.follow_up(rng, first)
        if last:
            text = wording.sentence(last.text)
            result.append(Case(f"dialogue {kind}", text, (last.key,), told(before)))
    return result


@functools.lru_cache(None)
def long_dialogues(tokenizer, lengths=(250, 500, 1000, 1500, 1900), count=20):
    """A plain question about a topic after a conversation of about so many tokens."""
    rng, result = random.Random(SEED + 2), []
    for length in lengths:
        for _ in range(count):
            before = ()
            while len(tokenizer.encode(conversation.prompt(before, True))) < length - 90:
                before += told([questions.pick(rng, 0.2)])
            last = questions.topic_question(rng)
            text = wording.sentence(last.text)
            result.append(Case(f"after {length} tokens", text, (last.answer,), before))
    return result
