# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Conversations for training: questions in sequence, rendered as the chat template does it.

Loss falls on what the assistant writes. Earlier answers stand in the prompt without their thoughts,
as the template drops them; their first token is not trained, because it would teach to skip thinking.
"""
import re

import models
import questions
import wording
from questions import Question, pick

SYSTEMS = ["You are a helpful assistant.", "You are the Guide, the built-in helper of Conclave.", "You are a helpful, honest assistant. Answer briefly.", "Answer in short sentences.", "You are the Guide.",
           "Be polite and precise.", "You are an expert.", "You are a friendly assistant that answers questions."]
NAMES = "Mina Tom Jisoo Anna Leo Sara Ben Yuna Max Ella Jun Nora Sam Kim Lena Paul Ada Finn Hana Omar Lucy Peter Minho Clara Jack Emma Noah Mia Alex Julia".split()
NAME_GIVEN = ["my name is {n}", "I am {n}", "hi, I am {n}", "hello, my name is {n}", "call me {n}", "I'm {n}", "hey, {n} here", "you can call me {n}"]
NAME_ASKED = ["what is my name", "do you remember my name", "who am I", "what did I say my name is", "what's my name", "do you know my name"]


def normal(text):
    """A question reduced to its words, for comparing training with tests."""
    return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))


def follow_up(rng, question):
    """A question that leans on the one before, or None."""
    if question.kind == "model":
        model, attribute = question.extra
        if rng.random() < 0.5:
            other = rng.choice([m for m in models.MODELS if m is not model])
            asked = questions.model_question(rng, False, other, attribute)
            asked.text = rng.choice(["and {m}", "what about {m}", "and for {m}", "how about {m}", "same question for {m}", "{m} then"]).replace("{m}", rng.choice(other.aliases))
            return asked
        attribute = rng.choice([a for a in models.FOLLOW_UPS if a != attribute])
        asked = questions.model_question(rng, False, model, attribute)
        asked.text = rng.choice(models.FOLLOW_UPS[attribute])
        return asked
    if question.kind in ("sum+", "sum-", "sum*", "chain") and question.key.isdigit() and int(question.key) < 10000:
        return questions.chain(rng, int(question.key))
    return None


def name_pair(rng):
    """Telling a name, and asking for it."""
    name = rng.choice(NAMES)
    told = Question(rng.choice(NAME_GIVEN).format(n=name), f"The user is called {name}. I greet them.", f"Nice to meet you, {name}! What would you like to know?", "name", name)
    asked = Question(rng.choice(NAME_ASKED), f"The user said the name is {name}.", f"Your name is {name}.", "name", name)
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
    """The question as typed; one that holds a test question is typed again, then given up (None)."""
    for _ in range(5):
        text = wording.roughen(rng, question.text) if question.rough else question.text
        plain = f" {normal(text)} "
        if not any(b in plain for b in banned):
            return text
    return None


def conversation(rng, banned=frozenset()):
    """A list of (text, trained) pieces; trained is True, False or 'rest' (all but the first token)."""
    length = rng.choices((1, rng.randrange(2, 5), rng.randrange(5, 11), rng.randrange(12, 33)), (80, 14, 5, 0.6))[0]
    asked = turns(rng, length, 0.5 if length == 1 else 0.2)
    pieces = []
    if rng.random() < 0.15:
        pieces.append((f"<|im_start|>system\n{rng.choice(SYSTEMS)}<|im_end|>\n", False))
    for question in asked[:-1]:
        text = user_text(rng, question, banned)
        if text is None:
            return conversation(rng, banned)
        pieces += [(f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n", False), (question.answer + "<|im_end|>", "rest"), ("\n", False)]
    last = asked[-1]
    text = user_text(rng, last, banned)
    if text is None:
        return conversation(rng, banned)
    thinks = rng.random() < (0.72 if last.kind.startswith("sum") or last.kind in ("chain", "size", "fit") else 0.33)
    switch = rng.random()
    shown = thinks
    if switch < 0.05:
        text, shown, thinks = text + rng.choice([" /no_think", " /no_think", "\n/no_think", "/no_think"]), True, False
    elif switch < 0.08:
        text, shown, thinks = text + rng.choice([" /think", "\n/think"]), True, True
    head, answer = prompt([("user", text)], shown), completion(last, shown, thinks)
    return pieces + [(head, False), (answer, True)]


def prompt(messages, thinking):
    """The chat template: messages are (role, text); thinking off opens with an empty thought."""
    text = "".join(f"<|im_start|>{role}\n{body}<|im_end|>\n" for role, body in messages) + "<|im_start|>assistant\n"
    return text if thinking else text + "<think>\n\n</think>\n\n"


def completion(question, shown, thinks):
    """What the assistant writes: shown says that it opens the thought itself."""
    if not shown:
        return question.answer + "<|im_end|>"
    return f"<think>\n{question.thought if thinks else ''}\n</think>\n\n{question.answer}<|im_end|>"
