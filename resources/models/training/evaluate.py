# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Scores Guide files on the test sets, thinking off and on, and prints the table of the README.

    evaluate.py FILE.gguf [FILE.gguf...] [--part sums|knowledge|dialogues|long] [--wrong]

Answers are greedy, in float32. Right is an answer that holds the key: exactly the number for sums, the whole
answer for topics, the fact for models. The engine gives the same text (tests/compare_engine.py).
"""
import argparse
import collections
import re

import torch

import guide_file
import test_sets
from conversation import prompt
from network import Precision

BATCH = 24


def split(text, thinking):
    """(thought, answer) of what the model wrote."""
    if not thinking:
        return "", text.strip()
    thought, found, answer = text.partition("</think>")
    return (thought.replace("<think>", "").strip(), answer.strip()) if found else (text, "")


def right(answer, keys):
    """Whether an answer holds one of the keys."""
    for key in keys:
        if re.fullmatch(r"-?\d+(, remainder \d+)?", key):
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
    prompts = [(c, prompt(c.before + (("user", c.text),), thinking)) for c in cases]
    prompts.sort(key=lambda p: len(p[1]))
    for i in range(0, len(prompts), BATCH):
        part = prompts[i:i + BATCH]
        for (case, _), text in zip(part, network.generate(tokenizer, [p for _, p in part], 260)):
            yield (case, *split(text, thinking))


def switches(network, tokenizer):
    """How often /no_think and /think are obeyed."""
    cases = [c for c in test_sets.cases() if c.group.startswith(("phrase", "sum"))][::25][:50]
    for tag, wanted in ((" /no_think", False), (" /think", True)):
        tagged = [test_sets.Case("switch" + tag, c.text + tag, c.keys) for c in cases]
        for case, thought, _ in answers(network, tokenizer, tagged, True):
            yield case.group, bool(thought) == wanted


def parts(name, tokenizer):
    """The cases of a part of the tests."""
    everything = test_sets.cases()
    return {"sums": [c for c in everything if c.group.startswith(("sum", "memory"))], "knowledge": [c for c in everything if not c.group.startswith(("sum", "memory"))],
            "dialogues": test_sets.dialogues(), "long": test_sets.long_dialogues(tokenizer)}[name]


def score(path, names, show_wrong):
    """group -> {mode: [right, all]} for one file."""
    network, tokenizer = guide_file.load(path, context=2400)
    table = collections.defaultdict(lambda: {"off": [0, 0], "on": [0, 0]})

    def count(group, mode, ok):
        table[group][mode][0] += ok
        table[group][mode][1] += 1

    for name in names:
        for mode in ("off", "on"):
            for case, thought, answer in answers(network, tokenizer, parts(name, tokenizer), mode == "on"):
                ok = right(answer, case.keys)
                count(case.group, mode, ok)
                count({"sums": "ALL SUMS" if case.group.startswith("sum") else "ALL MEMORY", "knowledge": "ALL WORDINGS" if case.group != "wild" else "ALL WILD"}.get(name, f"ALL {name.upper()}"), mode, ok)
                if show_wrong and not ok:
                    print(f"WRONG {mode} | {case.group} | {case.text} | {thought!r} | {answer!r} | {case.keys[0]!r}")
    if "dialogues" in names:
        for group, ok in switches(network, tokenizer):
            count(group, "on", ok)
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--part", action="append", choices=("sums", "knowledge", "dialogues", "long"))
    parser.add_argument("--wrong", action="store_true", help="print every wrong answer")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    Precision.products = torch.float32
    names = arguments.part or ["sums", "knowledge", "dialogues", "long"]
    tables = [score(f, names, arguments.wrong) for f in arguments.files]
    cell = lambda counts: f"{counts[0]}/{counts[1]} {100 * counts[0] / counts[1]:.0f} %" if counts[1] else "-"
    print("| test |" + "".join(f" {f} off | on |" for f in arguments.files) + "\n|---|" + "---|---|" * len(tables))
    for group in tables[0]:
        print(f"| {group} |" + "".join(f" {cell(t[group]['off'])} | {cell(t[group]['on'])} |" for t in tables))


if __name__ == "__main__":
    main()
