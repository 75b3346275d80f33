# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Reads the Guide's knowledge: plain text files of topics, one answer and many wordings each.

    = name                 begins a topic
    about: noun phrase     what a thought says the question is about
    answer: text           what the Guide answers
    do: verb phrase        put into frames such as "How do I {do}?"
    what: noun phrase      put into frames such as "What is {what}?"
    ask: whole question    used as it stands
    held-do, held-what, held-ask: wordings kept out of training, for the tests

A wording may hold choices in brackets, [one|another|], also nested: one line gives many wordings.
Other files are lists of wordings, "key: wording" on each line.
"""
import pathlib
import re
from dataclasses import dataclass, field

KNOWLEDGE = pathlib.Path(__file__).parent / "knowledge"
FILES = ("app", "field", "chat", "korean")
CHOICE = re.compile(r"\[([^\[\]]*)\]")


@dataclass
class Topic:
    """One thing the Guide can say, and how people ask for it."""

    name: str
    file: str
    about: str = ""
    answer: str = ""
    do: list = field(default_factory=list)
    what: list = field(default_factory=list)
    ask: list = field(default_factory=list)
    held: dict = field(default_factory=lambda: {"do": [], "what": [], "ask": []})


def expand(rng, wording):
    """One random reading of a wording: every [a|b] becomes a or b."""
    while True:
        shorter = CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), wording)
        if shorter == wording:
            return re.sub(r"\s+", " ", wording).replace(" ?", "?").strip()
        wording = shorter


def entries(file):
    """(key, text) of every line that says something; "= name" has the key "="."""
    for line in (KNOWLEDGE / f"{file}.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            yield "=", line[2:].strip()
        elif line.strip() and not line.startswith("#"):
            key, _, text = line.partition(": ")
            yield key, text


def wordings(file):
    """A list of wordings for each key of a file."""
    result = {}
    for key, text in entries(file):
        result.setdefault(key, []).append(text)
    return result


def topics(file):
    """The topics of one knowledge file."""
    result = []
    for key, text in entries(file):
        if key == "=":
            result.append(Topic(text, file))
        elif key in ("about", "answer"):
            setattr(result[-1], key, text)
        elif key in ("do", "what", "ask"):
            getattr(result[-1], key).append(text)
        elif key.startswith("held-") and key[5:] in result[-1].held:
            result[-1].held[key[5:]].append(text)
        else:
            raise ValueError(f"{file}.txt, topic {result[-1].name}: unknown key {key!r}")
    return result


TOPICS = [topic for file in FILES for topic in topics(file)]
BY_NAME = {topic.name: topic for topic in TOPICS}
