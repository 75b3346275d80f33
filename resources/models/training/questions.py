# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Questions of knowledge: models, topics, requests beyond the Guide; and the whole mixture."""
import re

import beyond
import models
import wording
from question import Question
from quants import compare_question, quant_question
from sizes import fit_question, hold_question, size_question
from sums import sum_question
from topics import TOPICS

UNKNOWN_SUFFIXES = (" 7B", "-13B", " 2", " 70B", "-LLM", " 34B", "-1.5")
NOT_UNDERSTOOD = "I do not understand this. I say so."
THOUGHT_WORDS = 10


def model_question(rng, test=False, model=None, attribute=None):
    """A fact about a model; extra is (model, attribute)."""
    model = model or rng.choice(models.MODELS)
    attribute = attribute or rng.choice(models.ATTRIBUTES)
    answer, key = models.answer(model, attribute)
    text = models.question(rng, attribute, rng.choice(model.aliases), test)
    return Question(
        text, models.thought(model, attribute), answer, "model", key, True, (model, attribute)
    )


def unknown_model_question(rng, test=False):
    """A model of which the Guide has no facts."""
    name = rng.choice(models.UNKNOWN_MODELS)
    if rng.random() < 0.4:
        name = beyond.nonword(rng).capitalize() + rng.choice(UNKNOWN_SUFFIXES)
    text = models.question(rng, rng.choice(models.ATTRIBUTES), name, test)
    return Question(
        text,
        f"I know nothing about {name}.",
        models.UNKNOWN_ANSWER,
        "unknown model",
        models.UNKNOWN_ANSWER,
    )


def topic_thought(topic):
    """The trace for a topic: what it is about, and how the answer begins."""
    if topic.name in ("confused", "foreign"):
        return NOT_UNDERSTOOD
    if topic.file not in ("app", "field"):
        return f"This is {topic.about}."
    clause = re.split(r"(?<=\w{3})[.,:;!] ", topic.answer)[0].rstrip(".!")
    hint = " ".join(clause.split()[:THOUGHT_WORDS])
    return f"The question is about {topic.about}. What helps: {hint}."


def topic_question(rng, split="train", topic=None):
    """A question about one topic of the knowledge files."""
    topic = topic or rng.choice(TOPICS)
    return Question(
        wording.framed(rng, topic, split),
        topic_thought(topic),
        topic.answer,
        topic.file,
        topic.answer,
        topic.file != "korean",
        topic,
    )


def beyond_question(rng, test=False):
    """Something the Guide cannot do."""
    return Question(
        beyond.request(rng, test),
        "This is not about Conclave or models. I am too small for it, so I say so.",
        beyond.ANSWER,
        "beyond",
        beyond.ANSWER,
    )


def gibberish_question(rng, test=False):
    """Nothing at all."""
    return Question(
        beyond.gibberish(rng),
        NOT_UNDERSTOOD,
        beyond.GIBBERISH_ANSWER,
        "gibberish",
        beyond.GIBBERISH_ANSWER,
        False,
    )


KNOWLEDGE = {
    topic_question: 58,
    model_question: 15,
    unknown_model_question: 1.2,
    quant_question: 4,
    compare_question: 3,
    hold_question: 3,
    beyond_question: 11,
    gibberish_question: 2,
}
SUMS = {sum_question: 40, size_question: 6, fit_question: 4}


def pick(rng, sums_share):
    """A random training question."""
    pool = SUMS if rng.random() < sums_share else KNOWLEDGE
    return rng.choices(list(pool), list(pool.values()))[0](rng)
