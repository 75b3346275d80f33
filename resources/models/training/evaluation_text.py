# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Writes resources/evaluation/guide.txt: conversations on which quants of the Guide are measured.

They are of the kind that the Guide was trained on, drawn with a seed of their own. On other prose
the Guide only guesses, and then the perplexity of a worse quant can be the better one.
"""
import argparse
import random

from conversation import completion, mode, prompt, turns

SEED, CHARACTERS = 20261126, 15000


def conversation(rng):
    """One to three turns, all answers whole, as the chat template renders them."""
    asked = turns(rng, rng.randrange(1, 4), 0.2)
    last = asked[-1]
    before = []
    for question in asked[:-1]:
        before += [("user", question.text), ("assistant", question.answer)]
    text, shown, thinks = mode(rng, last, last.text)
    return prompt(before + [("user", text)], shown) + completion(last, shown, thinks) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    arguments = parser.parse_args()
    rng, text = random.Random(SEED), ""
    while len(text) < CHARACTERS:
        text += conversation(rng)
    with open(arguments.out, "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    main()
