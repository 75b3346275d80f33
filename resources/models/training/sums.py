# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Questions with sums, as expressions and as little stories."""
import arithmetic
from question import Question, cased, held
from topics import expand, wordings

WORDINGS = wordings("sums")
SYMBOLS = {
    "+": ["+", "+", "+", "+", "plus", "and"],
    "-": ["-", "-", "-", "minus"],
    "*": ["*", "*", "*", "x", "×", "times", "multiplied by"],
    "/": ["/", "/", "/", "÷", ":", "divided by"],
}
THINGS = (
    "apples books coins cards eggs pens stones files tokens cups chairs cookies balls keys boxes"
)


def operands(rng, op):
    """Two numbers for a sum: mostly up to three digits, exact and inexact divisions."""
    if op in "+-":
        limit = rng.choices((20, 100, 1000, 10000), (2, 5, 4, 0.2))[0]
        a = rng.randrange(1, limit)
        b = rng.randrange(1, limit if rng.random() < 0.7 else min(limit, 100))
        return (b, a) if op == "-" and a < b and rng.random() < 0.93 else (a, b)
    if op == "*":
        return factors(rng)
    b = rng.randrange(2, 13)
    quotient = rng.randrange(2, 10 ** rng.randrange(1, 3) * 2)
    return b * quotient + (rng.randrange(b) if rng.random() < 0.12 else 0), b


def factors(rng):
    """Two numbers to multiply: from the table, or of two or three digits."""
    kind = rng.choices(("table", "by one digit", "two digits", "three digits"), (3, 5, 1.5, 0.3))[0]
    if kind == "table":
        return rng.randrange(2, 13), rng.randrange(2, 13)
    a = rng.randrange(101, 1000) if kind == "three digits" else rng.randrange(11, 100)
    b = rng.randrange(11, 100) if kind == "two digits" else rng.randrange(2, 10)
    return (a, b) if rng.random() < 0.7 else (b, a)


def pair_held(a, op, b):
    """Held-out sums; for + and * also with the operands swapped."""
    return held(a, op, b) or (op in "+*" and held(b, op, a))


def sum_question(rng, test=False, op=None, pair=None, plain=False):
    """A sum as an expression (always where plain) or a little story."""
    while True:
        chosen = op or rng.choice("++---***///")
        a, b = pair or operands(rng, chosen)
        if pair or pair_held(a, chosen, b) == test:
            break
    trace, result = arithmetic.solve(a, chosen, b)
    if plain or rng.random() < 0.72:
        symbol = rng.choice(SYMBOLS[chosen])
        gap = " " if symbol.isalpha() or " " in symbol or rng.random() < 0.7 else ""
        frame = expand(rng, rng.choice(WORDINGS["expression"]))
        text = frame.replace("{e}", f"{a}{gap}{symbol}{gap}{b}")
        answer = f"{a} {chosen} {b} = {result}"
    else:
        text = expand(rng, rng.choice(WORDINGS["story" + chosen])).replace("{a}", str(a))
        text = text.replace("{b}", str(b)).replace("{o}", rng.choice(THINGS.split()))
        answer = f"The answer is {result}."
    return Question(cased(rng, text), trace, answer, "sum" + chosen, result, False, (a, chosen, b))


def chain(rng, number):
    """A sum that goes on from the last result."""
    op, b = rng.choice("+-"), rng.randrange(1, 100)
    if op == "-" and b > number:
        op = "+"
    text = cased(rng, rng.choice(WORDINGS["chain" + op]).replace("{b}", str(b)))
    trace, result = arithmetic.solve(number, op, b)
    return Question(
        text, trace, f"{number} {op} {b} = {result}", "chain", result, False, (number, op, b)
    )
