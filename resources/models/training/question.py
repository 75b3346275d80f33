# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""A question with its solution, and what all kinds of questions share."""
import zlib
from dataclasses import dataclass

from wording import sentence


@dataclass
class Question:
    """key is what a right answer holds; rough says that typing noise may be added."""

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


def cased(rng, text):
    """Questions with numbers keep them: only case and end sign vary."""
    style = rng.random()
    if style < 0.5 and text[0].isalpha():
        return sentence(text)
    return text.lower() if style < 0.85 else text.rstrip(".?")
