# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Scores Guide files on the test sets, thinking off and on, and prints the table of the README.

Answers are greedy, in float32. Right is an answer that holds the key: exactly the number for sums,
the whole answer for topics, the fact for models. compare_engine.py compares with the engine.
"""
import argparse
import collections
import re

import torch

import guide_file
import test_sets
from conversation import prompt
from generation import generate
from operations import Precision

BATCH = 64
PARTS = ("sums", "knowledge", "dialogues", "long")
NUMBER = re.compile(r"-?\d+(, remainder \d+)?")


def split(text, thinking):
    """(thought, answer) of what the model wrote."""
    if not thinking:
        return "", text.strip()
    thought, found, answer = text.partition("</think>")
    return (thought.replace("<think>", "").strip(), answer.strip()) if found else (text, "")


def right(answer, keys):
    """Whether an answer holds one of the keys; a number must end it, Yes and No must open it."""
    for key in keys:
        if NUMBER.fullmatch(key):
            if re.search(rf"(?<![\d.,-]){re.escape(key)}\.?$", answer):
                return True
        elif key in ("Yes", "No"):
            if re.match(rf"{key}\b", answer):
                return True
        elif key in answer:
            return True
    return False


def answers(network, tokenizer, cases, thinking):
    """(case, thought, answer) for all cases, generated in batches of like length."""
    asked = [(c, prompt(c.before + (("user", c.text),), thinking)) for c in cases]
    asked.sort(key=lambda pair: len(pair[1]))
    for i in range(0, len(asked), BATCH):
        part = asked[i : i + BATCH]
        for (case, _), text in zip(part, generate(network, tokenizer, [p for _, p in part], 260)):
            yield (case, *split(text, thinking))


def switches(network, tokenizer):
    """(group, obeyed) for questions that end with /no_think or /think."""
    plain = [c for c in test_sets.cases() if c.group.startswith(("phrase", "sum"))][::15][:50]
    for tag, wanted in (("/no_think", False), ("/think", True)):
        tagged = [test_sets.Case(f"obeys {tag}", f"{c.text} {tag}", c.keys) for c in plain]
        for case, thought, _ in answers(network, tokenizer, tagged, True):
            yield case.group, bool(thought) == wanted


def cases(part, tokenizer):
    """The cases of a part of the tests."""
    if part == "dialogues":
        return test_sets.dialogues()
    if part == "long":
        return test_sets.long_dialogues(tokenizer)
    wanted = part == "sums"
    return [c for c in test_sets.cases() if c.group.startswith(("sum", "memory")) == wanted]


def total(group):
    """The group of groups that a group counts into."""
    return f"**{group if group == 'wild' else group.split()[0] + ' in all'}**"


def score(path, parts, show_wrong):
    """group -> mode -> [right, asked] for one file."""
    network, tokenizer = guide_file.load(path, context=2400)
    table = collections.defaultdict(lambda: {"off": [0, 0], "on": [0, 0]})

    def count(group, mode, ok):
        table[group][mode][0] += ok
        table[group][mode][1] += 1

    for part in parts:
        for mode in ("off", "on"):
            asked = cases(part, tokenizer)
            for case, thought, answer in answers(network, tokenizer, asked, mode == "on"):
                ok = right(answer, case.keys)
                count(case.group, mode, ok)
                if case.group != "wild" and part != "long":
                    count(total(case.group), mode, ok)
                if show_wrong and not ok:
                    print("WRONG", mode, case.group, repr(case.text), repr(thought), repr(answer))
    if "dialogues" in parts:
        for group, ok in switches(network, tokenizer):
            count(group, "on", ok)
    return table


def cell(counts):
    """Counts as "45/50 90 %"."""
    return f"{counts[0]}/{counts[1]} {100 * counts[0] / counts[1]:.0f} %" if counts[1] else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--wrong", action="store_true", help="print every wrong answer")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    Precision.products = torch.float32
    parts = arguments.part or PARTS
    tables = [score(file, parts, arguments.wrong) for file in arguments.files]
    print("| test |" + "".join(f" {file}, off | on |" for file in arguments.files))
    print("|---|" + "---|---|" * len(tables))
    for group in sorted(tables[0]):
        cells = [cell(table[group][mode]) for table in tables for mode in ("off", "on")]
        print(f"| {group} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
