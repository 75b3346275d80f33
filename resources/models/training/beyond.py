# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Requests beyond the Guide, and input that means nothing: it must say so instead of guessing."""
from topics import BY_NAME, expand, wordings

ANSWER = (
    "That is beyond me: I am only the small built-in Guide. For this, open a bigger model: click "
    'the model name and choose "Open a GGUF file…".'
)
GIBBERISH_ANSWER = BY_NAME["confused"].answer
WORDINGS = wordings("beyond")
THINGS, PERSONS, PLACES = ("|".join(WORDINGS[k]).split("|") for k in ("thing", "person", "place"))
SYLLABLES = WORDINGS["syllable"][0].split()
KEY_ROWS = ("asdfghjkl", "qwertyuiop", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "sdfjklwer")
SMALL_WORDS = (
    "the of and to in is that for with on this are be or it at from by not have but one all can "
    "what"
).split()
NOISES = (
    "aaaa|aaaaaaa|xxx|blah blah|bla bla bla|lorem ipsum|foo bar|foo|abc|xyz|ok ok ok ok|la la la|"
    "hmmmm|zzz|beep boop|......|???|1 2 3 test"
).split("|")


def nonword(rng):
    """A made-up word of two to four syllables."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(2, 5)))


def request(rng, held=False):
    """A request beyond the Guide."""
    text = expand(rng, rng.choice(WORDINGS["ask-held" if held else "ask"]))
    while "{thing}" in text:
        text = text.replace("{thing}", rng.choice(THINGS), 1)
    text = text.replace("{person}", rng.choice(PERSONS)).replace("{place}", rng.choice(PLACES))
    return text.replace("{nonword}", nonword(rng))


def gibberish(rng):
    """Keys hit at random, made-up words, stray signs."""
    kind = rng.randrange(5)
    if kind == 0:
        row = rng.choice(KEY_ROWS)
        return "".join(rng.choice(row) for _ in range(rng.randrange(3, 14)))
    if kind == 1:
        return " ".join(nonword(rng) for _ in range(rng.randrange(1, 6)))
    if kind == 2:
        return "".join(rng.choice("!?.,;:-_#*+~%&/()=<>@") for _ in range(rng.randrange(2, 8)))
    if kind == 3:
        return " ".join(rng.choice(SMALL_WORDS) for _ in range(rng.randrange(3, 8)))
    return rng.choice(NOISES)
