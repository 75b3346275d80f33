# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Compares Conclave's engine with PyTorch on a Guide file: token ids of 1000 texts, 40 greedy answers.

    compare_engine.py path/to/conclave-cli guide.gguf
"""
import argparse
import json
import random
import subprocess

import torch

import conversation
import guide_file
import test_sets
from evaluate import split
from generation import generate
from operations import Precision

STRANGE = [
    "",
    " ",
    "\n\n  x\t!",
    "é ☂ 가나다 ¡hola!",
    "a_b__c  d",
    "1234567890",
    "it's I'LL we've",
    "\r\n \r",
]


def texts(count):
    """Texts of the corpus and some odd ones."""
    rng = random.Random(99)
    plain = ("".join(t for t, _ in conversation.conversation(rng)) for _ in range(count))
    return STRANGE + [t.replace("<|", "<").replace("think>", "thought>") for t in plain]


def tokens(cli, model, lines):
    """The engine's token ids."""
    command = [cli, "tokenize", model, "--batch", "--no-special"]
    asked = "".join(json.dumps({"text": line}) + "\n" for line in lines)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return [json.loads(line)["tokens"] for line in done.stdout.splitlines()]


def answer(cli, model, text, thinking):
    """The engine's greedy (thought, answer)."""
    command = [cli, "generate", model, "--prompt", text, "--think", "on" if thinking else "off"]
    command += ["--temp", "0", "--max-tokens", "200", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    return (result["thinking"] or "").strip(), result["text"].strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cli")
    parser.add_argument("model")
    parser.add_argument("--answers", type=int, default=40)
    choice = parser.parse_args()
    torch.set_num_threads(1)
    Precision.products = torch.float32
    network, tokenizer = guide_file.load(choice.model)
    lines = texts(1000)
    engine = tokens(choice.cli, choice.model, lines)
    ours = [tokenizer.encode(line) for line in lines]
    for line, a, b in zip(lines, engine, ours):
        if a != b:
            print("different tokens:", repr(line), a, b)
    print(f"token ids: {sum(a == b for a, b in zip(engine, ours))} of {len(lines)} texts equal")
    equal, cases = 0, test_sets.cases()
    for i, case in enumerate(cases[:: len(cases) // choice.answers][: choice.answers]):
        thinking = i % 2 == 0
        prompt = conversation.prompt([("user", case.text)], thinking)
        expected = split(generate(network, tokenizer, [prompt])[0], thinking)
        given = answer(choice.cli, choice.model, case.text, thinking)
        equal += given == expected
        if given != expected:
            print("different answer:", repr(case.text), given, expected)
    print(f"greedy answers: {equal} of {choice.answers} equal")


if __name__ == "__main__":
    main()
