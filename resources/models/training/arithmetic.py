# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Sums and the traces that solve them in steps small enough for a tiny model.

Every trace is column arithmetic as taught in school: one digit, one table entry or one borrow
per line, with the result so far written out. tests/test_arithmetic.py checks each line.
"""
GB_TENTHS = {"Q2_K": 4, "Q3_K_M": 5, "Q4_K_M": 6, "Q5_K_M": 7, "Q6_K": 8, "Q8_0": 11, "F16": 20}
BITS = {2: "Q2_K", 3: "Q3_K_M", 4: "Q4_K_M", 5: "Q5_K_M", 6: "Q6_K", 8: "Q8_0", 16: "F16"}


def add(a, b):
    """Column addition from the right."""
    x, y = str(a)[::-1], str(b)[::-1]
    lines, carry, result = [], 0, ""
    for i in range(max(len(x), len(y))):
        digits = [int(v[i]) for v in (x, y) if i < len(v)] + ([carry] if carry else [])
        total = sum(digits)
        result, carry = str(total % 10) + result, total // 10
        step = "+".join(map(str, digits)) + f"={total}" if len(digits) > 1 else f"{total}"
        lines.append(f"{step}, so {result}" + (f" carry {carry}" if carry else ""))
    if carry:
        lines.append(f"carry {carry}, so {carry}{result}")
    return lines


def subtract(a, b):
    """Column subtraction from the right, with borrowing."""
    if a < b:
        return [f"{b} is larger, so minus {b}-{a}"] + subtract(b, a) + [f"so -{b - a}"]
    x, y = str(a)[::-1], str(b)[::-1]
    lines, borrow, result = [], 0, ""
    for i, digit in enumerate(x):
        step = digit + ("-1" if borrow else "") + (f"-{y[i]}" if i < len(y) else "")
        value = int(digit) - borrow - (int(y[i]) if i < len(y) else 0)
        borrow = 1 if value < 0 else 0
        result = str(value % 10) + result
        if borrow:
            lines.append(f"{step}={value}, borrow 10, {value + 10}, so {result}")
        else:
            lines.append((f"{step}={value}" if step != digit else digit) + f", so {result}")
    if len(result) > 1 and result[0] == "0":
        lines.append(f"{result} is {int(result)}")
    return lines


def parts(n):
    """47 -> [40, 7]; 40 -> [40]; 105 -> [100, 5]."""
    text = str(n)
    return [int(c) * 10 ** (len(text) - 1 - i) for i, c in enumerate(text) if c != "0"]


def multiply(a, b):
    """Products of the parts; sums of more than two products by columns."""
    if a < b:
        a, b = b, a
    if a <= 10 or len(parts(a)) == len(parts(b)) == 1:
        return [f"{a}*{b}={a * b}"]
    lines, totals = [], []
    for q in parts(b):
        if q in (1, 10, 100):
            lines.append(f"{a}*{q}={a * q}")
            totals.append(a * q)
            continue
        products = [f"{p}*{q}={p * q}" for p in parts(a)]
        total = 0
        for p in parts(a):
            if total:
                products.append(f"{total}+{p * q}={total + p * q}")
            total += p * q
        lines += products
        totals.append(total)
    total = totals[0]
    for other in totals[1:]:
        lines += [f"{total}+{other}"] + add(total, other)
        total += other
    return lines


def divide(a, b):
    """Long division: how often, times, minus, bring down."""
    lines, left, result = [], 0, ""
    for digit in str(a):
        left = left * 10 + int(digit)
        if left < b and not result:
            continue
        times = left // b
        result += str(times)
        product = times * b
        lines.append(
            f"{left}: {times}*{b}={product}, {left}-{product}={left - product}, so {result}"
        )
        left -= product
    if not lines:
        lines.append(f"{a} is smaller than {b}, so 0")
    if left:
        lines.append(f"left {left}")
    return lines


SOLVERS = {
    "+": (add, lambda a, b: a + b),
    "-": (subtract, lambda a, b: a - b),
    "*": (multiply, lambda a, b: a * b),
    "/": (divide, lambda a, b: a // b),
}


def solve(a, op, b):
    """(trace, result as text): 29 / 4 gives '7, remainder 1'."""
    trace, function = SOLVERS[op]
    result = str(function(a, b))
    if op == "/" and a % b:
        result += f", remainder {a % b}"
    return f"{a} {op} {b}\n" + "\n".join(trace(a, b)), result


def tenths(n):
    """84 -> '8.4', 80 -> '8'."""
    return f"{n // 10}.{n % 10}" if n % 10 else str(n // 10)


def model_size(billions, quant):
    """(trace, GB as text) for a model of so many billion parameters in a quantisation."""
    per = GB_TENTHS[quant]
    product = billions * per
    whole = per % 10 == 0
    factor = per // 10 if whole else per
    trace = [f"{quant}: {tenths(per)} GB per billion", f"{billions} * {factor}"]
    trace += multiply(billions, factor)
    if not whole:
        trace.append(f"{product}/10={tenths(product)}")
    return "\n".join(trace), tenths(product)
