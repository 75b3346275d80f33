# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Every step of every trace is true, small, and leads to the result."""
import random
import re
import unittest

import paths  # noqa: F401
import arithmetic
import sums

STEP = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?(?:[-+*/]\d+)+)=(-?\d+(?:\.\d+)?)")


class Traces(unittest.TestCase):
    def setUp(self):
        self.rng = random.Random(7)

    def check_steps(self, trace):
        for left, right in STEP.findall(trace):
            self.assertAlmostEqual(eval(left), float(right), places=6, msg=trace)

    def test_every_written_step_is_true(self):
        for _ in range(3000):
            question = sums.sum_question(self.rng)
            self.check_steps(question.thought)

    def test_results_are_true(self):
        for _ in range(3000):
            a, op, b = sums.sum_question(self.rng).extra
            _, result = arithmetic.solve(a, op, b)
            expected = {"+": a + b, "-": a - b, "*": a * b, "/": a // b}[op]
            self.assertEqual(int(result.split(",")[0]), expected)
            if op == "/" and a % b:
                self.assertTrue(result.endswith(f"remainder {a % b}"))

    def test_the_last_step_holds_the_result(self):
        for _ in range(3000):
            question = sums.sum_question(self.rng)
            last = question.thought.splitlines()[-1]
            if question.extra[1] != "/":
                self.assertTrue(last.endswith(question.key), question.thought)

    def test_division_steps_are_single_digits(self):
        for _ in range(500):
            a, b = self.rng.randrange(1, 5000), self.rng.randrange(2, 13)
            trace = "\n".join(arithmetic.divide(a, b))
            for times in re.findall(r": (\d+)\*", trace):
                self.assertLess(int(times), 10)

    def test_addition_writes_digit_by_digit(self):
        steps = ["7+5=12, so 2 carry 1", "4+8+1=13, so 32 carry 1", "3+1=4, so 432"]
        self.assertEqual(arithmetic.add(347, 85), steps)

    def test_memory_is_billions_times_gigabytes(self):
        for quant, per in arithmetic.GB_TENTHS.items():
            for billions in (1, 7, 14, 32, 70, 109):
                trace, size = arithmetic.model_size(billions, quant)
                self.assertAlmostEqual(float(size), billions * per / 10)
                self.check_steps(trace)


if __name__ == "__main__":
    unittest.main()
