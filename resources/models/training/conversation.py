# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Conversations for training: questions in sequence, rendered as the chat template does it.

Loss falls on what the assistant writes. Earlier answers stand in the prompt without their thoughts,
as the template drops them; their first token is not trained: that would teach to skip thinking.
"""
import re

import models
import sums
import wording
from question import Question
from questions import model_question, pick

SYSTEMS = [
    "You are a helpful assistant.",
    "You are the Guide, the built-in helper of Conclave.",
    "You are a helpful, honest assistant. Answer briefly.",
    "Answer in short sentences.",
    "You are the Guide.",
    "Be polite and precise.",
    "You are an expert.",
    "You are a friendly assistant that answers questions.",
]
NAMES = (
    "Mina Tom Jisoo Anna Leo Sara Ben Yuna Max Ella Jun Nora Sam Kim Lena Paul Ada Finn Hana Omar "
    "Lucy Peter Minho Clara Jack Emma Noah Mia Alex Julia"
).split()
NAME_GIVEN = (
    "my name is {n}|I am {n}|hi, I am {n}|hello, my name is {n}|call me {n}|I'm {n}|hey, {n} here|"
    "you can call me {n}"
).split("|")
NAME_ASKED = (
    "what is my name|do you remember my name|who am I|what did I say my name is|what's my name|"
    "do you know my name"
).split("|")
OTHER_MODEL = (
    "and {m}|what about {m}|and for {m}|how about {m}|same question for {m}|{m} then"
).split("|")


def normal(text):
    """A question reduced to its words, for comparing training with tests."""
    return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))


def follow_up(rng, question):
    """A question that leans on the one before, or None."""
    if question.kind == "model":
        model, attribute = question.extra
        if rng.random() < 0.5:
            other = rng.choice([m for m in models.MODELS if m is not model])
            asked = model_question(rng, False, other, attribute)
            asked.text = rng.choice(OTHER_MODEL).replace("{m}", rng.choice(other.aliases))
            return asked
        attribute = rng.choice([a for a in models.ATTRIBUTES if a != attribute])
        asked = model_question(rng, False, model, attribute)
        asked.text = rng.choice(models.WORDINGS[attribute + "-after"])
        return asked
    small = question.key.isdigit() and int(question.key) < 10000
    if question.kind in ("sum+", "sum-", "sum*", "chain") and small:
        return sums.chain(rng, int(question.key))
    return None


def name_pair(rng):
    """Telling a name, and asking for it."""
    name = rng.choice(NAMES)
    told = Question(
        rng.choice(NAME_GIVEN).format(n=name),
        f"The user is called {name}. I greet them.",
        f"Nice to meet you, {name}! What would you like to know?",
        "name",
        name,
    )
    asked = Question(
        rng.choice(NAME_ASKED),
        f"The user said the name is {name}.",
        f"Your name is {name}.",
        "name",
        name,
    )
    return told, asked


def turns(rng, count, sums_share):
    """A list of questions: independent ones, follow-ups, and now and then a name to remember."""
    result, pending = [], None
    while len(result) < count:
        if pending and (len(result) == count - 1 or rng.random() < 0.5):
            result.append(pending)
            pending = None
            continue
        after = follow_up(rng, result[-1]) if result and rng.random() < 0.35 else None
        if after:
            result.append(after)
        elif pending is None and count - len(result) > 1 and rng.random() < 0.08:
            told, pending = name_pair(rng)
            result.append(told)
        else:
            result.append(pick(rng, sums_share))
    return result


def user_text(rng, question, banned):
    """The question as typed; one that holds a test question is typed again, at last None."""
    for _ in range(5):
        text = wording.roughen(rng, question.text) if question.rough else question.text
        plain = f" {normal(text)} "
        if not any(b in plain for b in banned):
            return text
    return None


LENGTHS = {(1, 2): 88, (2, 5): 9, (5, 11): 2.5, (12, 33): 0.4}  # turns: weight
# Answers of knowledge are soon known by heart: often only the opening words, which decide, are trained.
OPENING_ONLY, OPENING_WORDS = 0.72, (4, 9)
STEPPED = ("sum+", "sum-", "sum*", "sum/", "chain", "size", "fit")  # where thinking helps most


def conversation(rng, banned=frozenset()):
    """(text, trained) pieces; trained is True, False or "rest": all but the first token."""
    count = rng.randrange(*rng.choices(list(LENGTHS), list(LENGTHS.values()))[0])
    asked = turns(rng, count, 0.25 if count == 1 else 0.15)
    texts = [user_text(rng, question, banned) for question in asked]
    if None in texts:
        return conversation(rng, banned)
    pieces = []
    if rng.random() < 0.15:
        pieces.append((f"<|im_start|>system\n{rng.choice(SYSTEMS)}<|im_end|>\n", False))
    for question, text in list(zip(asked, texts))[:-1]:
        head = f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n"
        pieces += [(head, False), (question.answer + "<|im_end|>", "rest"), ("\n", False)]
    text, shown, thinks = mode(rng, asked[-1], texts[-1])
    pieces.append((prompt([("user", text)], shown), False))
    written = completion(asked[-1], shown, thinks)
    if asked[-1].kind not in STEPPED and rng.random() < OPENING_ONLY:
        count = rng.randrange(*OPENING_WORDS) + (4 if thinks else 0)
        written = " ".join(written.split(" ")[:count])
    return pieces + [(written, True)]


def mode(rng, question, text):
    """(text, whether the model opens the thought itself, whether it thinks); tags overrule."""
    tag = rng.random()
    if tag < 0.05:
        return (
            text + rng.choice([" /no_think", " /no_think", "\n/no_think", "/no_think"]),
            True,
            False,
        )
    if tag < 0.08:
        return text + rng.choice([" /think", "\n/think"]), True, True
    thinks = rng.random() < (0.72 if question.kind in STEPPED else 0.33)
    return text, thinks, thinks


def prompt(messages, thinking):
    """The chat template: messages are (role, text); thinking off opens with an empty thought."""
    turns_ = "".join(f"<|im_start|>{role}\n{body}<|im_end|>\n" for role, body in messages)
    opened = turns_ + "<|im_start|>assistant\n"
    return opened if thinking else opened + "<think>\n\n</think>\n\n"


def completion(question, shown, thinks):
    """What the assistant writes: shown says that it opens the thought itself."""
    if not shown:
        return question.answer + "<|im_end|>"
    return f"<think>\n{question.thought if thinks else ''}\n</think>\n\n{question.answer}<|im_end|>"
