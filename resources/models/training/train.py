# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Trains the Guide for a given time and writes checkpoints (README.md; start it by train.sh).

The learning rate follows the clock: a short warm-up, then a cosine down to 2 % at the end.
"""
import argparse
import math
import pathlib
import random
import signal
import time

import torch
from torch.nn import functional

import conversation
import guide_file
import tokenizer as tokens
from batches import IGNORED, batches, collate
from network import Network, Shape

WARM_UP_STEPS = 30
REPORT_STEPS = 50
CHECKPOINT_MINUTES = 10


def options():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("output", type=pathlib.Path, help="folder for the checkpoints (GGUF files)")
    add("--minutes", type=float, default=120, help="length of the schedule")
    add("--passed", type=float, default=0, help="minutes of it that an earlier run has done")
    add("--start", help="go on from this Guide file instead of from nothing")
    add("--threads", type=int, default=2)
    add("--rate", type=float, default=2e-3, help="highest learning rate")
    add("--batch-tokens", type=int, default=2048)
    add("--context", type=int, default=2048)
    add("--seed", type=int, default=1)
    return parser.parse_args()


def begin(start, context, rng):
    """The network to train, and its tokenizer: those of a file, or new ones."""
    if start:
        return guide_file.load(start, context)
    texts = ["".join(t for t, _ in conversation.conversation(rng)) for _ in range(20000)]
    shape = Shape(context=context)
    return Network(shape), tokens.Tokenizer(tokens.learn(texts, shape.vocabulary))


def make_optimiser(network, rate):
    """AdamW; norms are not decayed."""
    matrices = [p for p in network.parameters() if p.dim() >= 2]
    vectors = [p for p in network.parameters() if p.dim() < 2]
    groups = [
        {"params": matrices, "weight_decay": 0.05},
        {"params": vectors, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.97), eps=1e-9, foreach=True)


def rate_factor(step, share):
    """Learning rate relative to the highest, after a share of the time."""
    warm_up = min(1, (step + 1) / WARM_UP_STEPS)
    return warm_up * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))


def learn(network, optimiser, batch):
    """One step: (loss, expert shares)."""
    ids, real, selected, targets = batch
    logits, balance, shares = network(ids, real, selected)
    loss = functional.cross_entropy(logits, targets, ignore_index=IGNORED)
    (loss + network.shape.balance * balance).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return loss.item(), torch.stack(shares)


class Clock:
    """The schedule: how much of it has passed; a termination signal ends it at once."""

    def __init__(self, minutes, passed):
        self.began, self.minutes, self.before, self.stopped = time.time(), minutes, passed, False
        signal.signal(signal.SIGTERM, self.stop)

    def stop(self, *_):
        self.stopped = True

    def passed(self):
        """Minutes of this run."""
        return (time.time() - self.began) / 60

    def share(self):
        return 1 if self.stopped else (self.passed() + self.before) / self.minutes


def main():
    choice = options()
    choice.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(choice.threads)
    torch.manual_seed(choice.seed)
    rng = random.Random(choice.seed)
    network, tokenizer = begin(choice.start, choice.context, rng)
    print(f"{network.parameter_count() / 1e6:.2f} M parameters", flush=True)
    optimiser = make_optimiser(network, choice.rate)
    pad = tokenizer.id["<|endoftext|>"]
    clock, saved = Clock(choice.minutes, choice.passed), 0
    step, seen, losses = 0, 0, []
    for batch in batches(rng, tokenizer, choice.context, choice.batch_tokens):
        passed, share = clock.passed(), clock.share()
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = choice.rate * rate_factor(step, share)
        tensors = collate(batch, pad)
        loss, shares = learn(network, optimiser, tensors)
        step, seen = step + 1, seen + int(tensors[1].sum())
        losses.append(loss)
        if step % REPORT_STEPS == 0:
            print(
                f"{passed:5.1f} min  step {step}  loss {sum(losses) / len(losses):.4f}  "
                f"expert shares {shares.min():.3f} to {shares.max():.3f}  "
                f"{seen / 1e6:.2f} M tokens, {seen / passed / 60:.0f} a second",
                flush=True,
            )
            losses = []
        if passed - saved > CHECKPOINT_MINUTES:
            saved = passed
            name = f"guide-{int(choice.passed + passed):03d}.gguf"
            guide_file.save(choice.output / name, network, tokenizer)
    guide_file.save(choice.output / "guide.gguf", network, tokenizer)
    print(f"done: {step} steps, {seen} tokens, {clock.passed():.1f} minutes")


if __name__ == "__main__":
    main()
