# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Trains the Guide for a given time and writes checkpoints as it goes (see README.md; start it with train.sh).

Conversations are made on the fly, so none is seen twice. The learning rate follows the clock: a short
warm-up, then a cosine down to 2 % at the end of the time.
"""
import argparse
import math
import pathlib
import random
import time

import numpy as np
import torch
from torch.nn import functional

import conversation
import guide_file
import test_sets
import tokenizer as tokens
from network import Network, Shape

CHUNK = 6144  # conversations sorted by length together
IGNORED = -100


def encoded(text_pieces, tokenizer):
    """Ids of a conversation, and which of them are to be predicted."""
    ids, trained = [], []
    for text, mode in text_pieces:
        part = tokenizer.encode(text)
        ids += part
        trained += [mode is True or (mode == "rest" and i > 0) for i in range(len(part))]
    return np.array(ids), np.array(trained)


def batches(rng, tokenizer, banned, context, batch_tokens):
    """Endless batches of conversations of like length."""
    while True:
        chunk = [encoded(conversation.conversation(rng, banned), tokenizer) for _ in range(CHUNK)]
        chunk = sorted((c for c in chunk if len(c[0]) <= context), key=lambda c: len(c[0]))
        ready, current = [], []
        for sample in chunk:
            length = -(-len(sample[0]) // 8) * 8
            if current and (len(current) + 1) * length > batch_tokens:
                ready.append(current)
                current = []
            current.append(sample)
        rng.shuffle(ready)
        yield from ready


def collate(batch, pad):
    """Ids [rows, T], flat mask of real tokens, flat positions to predict from, and their targets."""
    length = -(-max(len(ids) for ids, _ in batch) // 8) * 8
    ids = np.full((len(batch), length), pad)
    real = np.zeros((len(batch), length), bool)
    selected, targets = [], []
    for row, (sample, trained) in enumerate(batch):
        ids[row, :len(sample)] = sample
        real[row, :len(sample)] = True
        at = np.flatnonzero(trained)
        selected.append(row * length + at - 1)
        targets.append(sample[at])
    selected, targets = np.concatenate(selected), np.concatenate(targets)
    filler = -len(selected) % 256  # few shapes for the output product
    selected = np.concatenate([selected, np.zeros(filler, int)])
    targets = np.concatenate([targets, np.full(filler, IGNORED)])
    return tuple(torch.from_numpy(a) for a in (ids, real.reshape(-1), selected, targets))


def start(arguments, rng):
    """The network to train, and its tokenizer: those of a file, or new ones."""
    if arguments.start:
        return guide_file.load(arguments.start, arguments.context)
    texts = ["".join(t for t, _ in conversation.conversation(rng)) for _ in range(20000)]
    return Network(Shape(context=arguments.context)), tokens.Tokenizer(tokens.learn(texts, Shape().vocabulary))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=pathlib.Path, help="folder for the checkpoints (GGUF files)")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--passed", type=float, default=0, help="minutes of the schedule that an earlier run has done")
    parser.add_argument("--start", help="go on from this Guide file instead of from nothing")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--batch-tokens", type=int, default=2048)
    parser.add_argument("--context", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    network, tokenizer = start(arguments, rng)
    print(f"{network.parameter_count() / 1e6:.2f} M parameters", flush=True)
    matrices = [p for p in network.parameters() if p.dim() >= 2]
    vectors = [p for p in network.parameters() if p.dim() < 2]
    optimiser = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}],
                                  lr=arguments.rate, betas=(0.9, 0.97), eps=1e-9, foreach=True)
    began = saved = time.time()
    steps, seen, losses = 0, 0, []
    for batch in batches(rng, tokenizer, test_sets.banned(), arguments.context, arguments.batch_tokens):
        share = ((time.time() - began) / 60 + arguments.passed) / arguments.minutes
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = arguments.rate * min(1, (steps + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
        ids, real, selected, targets = collate(batch, tokenizer.id["<|endoftext|>"])
        logits, balance, shares = network(ids, real, selected)
        loss = functional.cross_entropy(logits, targets, ignore_index=IGNORED)
        (loss + network.shape.balance * balance).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        steps, seen = steps + 1, seen + int(real.sum())
        losses.append(loss.item())
        if steps % 50 == 0:
            passed, load = time.time() - began, torch.stack(shares)
            print(f"{passed / 60:5.1f} min  step {steps}  loss {sum(losses) / len(losses):.4f}  experts {load.min():.3f} to {load.max():.3f}  "
                  f"{seen / 1e6:.2f} M tokens, {seen / passed:.0f} a second", flush=True)
            losses = []
        if time.time() - saved > 600:
            saved = time.time()
            guide_file.save(arguments.output / f"guide-{int((saved - began) / 60):03d}.gguf", network, tokenizer)
    guide_file.save(arguments.output / "guide.gguf", network, tokenizer)
    print(f"done: {steps} steps, {seen} tokens, {(time.time() - began) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
