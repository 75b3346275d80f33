# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The test questions: fixed, without repeats, and kept out of training.

Groups: sums by kind (held-out pairs of numbers), memory, knowledge in held-out frames and held-out
wordings, and wild questions written by hand as a newcomer types them (knowledge/wild.txt). Dialogues
ask something that leans on earlier turns; long ones ask something plain after many turns.
"""
import functools
import random
from dataclasses import dataclass

import conversation
import questions
import wording
from conversation import normal
from topics import BY_NAME, KNOWLEDGE, TOPICS

SEED = 2026


@dataclass
class Case:
    """One test: a right answer holds any one of the keys."""

    group: str
    text: str
    keys: tuple
    before: tuple = ()  # earlier turns as (role, text)


def wild():
    """Lines of wild.txt: question => key | other key; keys of the form =topic stand for a topic's answer."""
    cases = []
    for line in (KNOWLEDGE / "wild.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, keys = line.split(" => ")
            cases.append(Case("wild", text.strip(), tuple(key(k.strip()) for k in keys.split(" | "))))
    return cases


def key(text):
    """A key as written, or the answer of a topic."""
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
        if question is not None:
            found.setdefault(normal(question.text), question)
        if len(found) == count:
            break
    return list(found.values())


def sums(rng, name, op, fits, count=50):
    """Held-out sums whose operands fit; each pair once."""
    pairs = {}
    for _ in range(20000):
        a, b = questions.operands(rng, op)
        if fits(a, b) and questions.held(a, op, b) and (b, a) not in pairs:
            pairs[(a, b)] = None
        if len(pairs) == count:
            break
    made = [questions.sum_question(rng, True, op, pair, rng.random() < 0.7) for pair in pairs]
    return [Case(f"sum {name}", q.text, (q.key,)) for q in made]


@functools.lru_cache(None)
def cases():
    """All test cases."""
    rng = random.Random(SEED)
    digits = lambda n: len(str(n))
    result = sums(rng, "a+b below 100", "+", lambda a, b: max(a, b) < 100)
    result += sums(rng, "a+b below 1000", "+", lambda a, b: 100 <= max(a, b) < 1000)
    result += sums(rng, "a-b below 100", "-", lambda a, b: a < 100 and b <= a)
    result += sums(rng, "a-b below 1000", "-", lambda a, b: 100 <= a < 1000 and b <= a)
    result += sums(rng, "a*b, 2 by 1 digits", "*", lambda a, b: sorted((digits(a), digits(b))) == [1, 2] and max(a, b) > 12)
    result += sums(rng, "a*b, 2 by 2 digits", "*", lambda a, b: min(a, b) > 12)
    result += sums(rng, "a/b", "/", lambda a, b: a % b == 0 and a // b <= 30)
    for name, make in (("size", questions.size_question), ("fit", questions.fit_question)):
        result += [Case(f"memory {name}", q.text, (q.key,)) for q in unique(lambda: make(rng, True), 50)]
    rough = lambda q: questions.Question(wording.roughen(rng, q.text) if q.rough else q.text, q.thought, q.answer, q.kind, q.key)
    for file in ("app", "field", "chat", "korean"):
        topics = [t for t in TOPICS if t.file == file]
        if file in ("app", "field"):
            framed = [t for t in topics if t.do or t.what]
            result += [Case(f"frame {file}", q.text, (q.answer,)) for q in unique(lambda: rough(questions.topic_question(rng, "frame", rng.choice(framed))), 80)]
        result += [Case(f"phrase {file}", text, (t.answer,)) for t in topics for text in held_phrases(rng, t)]
    for name, make in (("model", questions.model_question), ("quant", questions.quant_question), ("compare", questions.compare_question), ("hold", questions.hold_question), ("beyond", questions.beyond_question)):
        result += [Case(f"phrase {name}", q.text, (q.key,)) for q in unique(lambda: rough(make(rng, True)), 60)]
    return result + wild()


def held_phrases(rng, topic):
    """Each held-out wording of a topic once; verb and noun phrases in a training frame."""
    for kind, frames in (("do", wording.DO_FRAMES), ("what", wording.WHAT_FRAMES), ("ask", ["{ask}"])):
        for phrase in topic.held[kind]:
            yield wording.expand(rng, rng.choice(frames)).replace("{" + kind + "}", wording.expand(rng, phrase))


@functools.lru_cache(None)
def banned():
    """The test questions in normal form: training leaves out every text that holds one of three or more words."""
    return frozenset(f" {normal(c.text)} " for c in cases() if normal(c.text).count(" ") >= 2)


def told(asked):
    """Turns as messages."""
    return tuple(m for q in asked for m in (("user", wording.sentence(q.text)), ("assistant", q.answer)))


@functools.lru_cache(None)
def dialogues():
    """Follow-ups about models and sums, and names to remember, 20 of each, after one to three turns."""
    rng, result = random.Random(SEED + 1), []
    while len(result) < 60:
        kind = len(result) // 20
        padding = [questions.topic_question(rng) for _ in range(rng.randrange(3))]
        if kind == 2:
            name, last = conversation.name_pair(rng)
            before = [name] + padding
        else:
            first = questions.model_question(rng) if kind == 0 else questions.sum_question(rng, op=rng.choice("+-*"), plain=True)
            before, last = padding + [first], conversation.follow_up(rng, first)
            if last is None:
                continue
        result.append(Case(f"dialogue {('model', 'sum', 'name')[kind]}", wording.sentence(last.text), (last.key,), told(before)))
    return result


@functools.lru_cache(None)
def long_dialogues(tokenizer, lengths=(250, 500, 1000, 1500, 1900), count=30):
    """A plain question about a topic after a conversation of about so many tokens."""
    rng, result = random.Random(SEED + 2), []
    for length in lengths:
        for _ in range(count):
            before = ()
            while len(tokenizer.encode(conversation.prompt(before, True))) < length - 90:
                before += told([questions.pick(rng, 0.2)])
            last = questions.topic_question(rng)
            result.append(Case(f"after {length} tokens", wording.sentence(last.text), (last.answer,), before))
    return result
