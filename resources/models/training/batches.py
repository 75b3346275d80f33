# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Conversations as batches of token ids; made on the fly, so none is seen twice."""
import numpy as np
import torch

import conversation
import test_sets

CHUNK = 6144  # conversations sorted by length together
ROUND = 8  # lengths are rounded up to this, outputs to OUTPUTS: few shapes of matrix products
OUTPUTS = 256
IGNORED = -100


def rounded(n, step):
    """n or the next multiple of step."""
    return -(-n // step) * step


def encoded(pieces, tokenizer):
    """Ids of a conversation, and which of them are to be predicted."""
    ids, trained = [], []
    for text, mode in pieces:
        part = tokenizer.encode(text)
        ids += part
        trained += [mode is True or (mode == "rest" and i > 0) for i in range(len(part))]
    return np.array(ids), np.array(trained)


def batches(rng, tokenizer, context, batch_tokens):
    """Endless batches of conversations of like length."""
    banned = test_sets.banned()
    while True:
        chunk = [encoded(conversation.conversation(rng, banned), tokenizer) for _ in range(CHUNK)]
        chunk = sorted((c for c in chunk if len(c[0]) <= context), key=lambda c: len(c[0]))
        ready, current = [], []
        for sample in chunk:
            if current and (len(current) + 1) * rounded(len(sample[0]), ROUND) > batch_tokens:
                ready.append(current)
                current = []
            current.append(sample)
        rng.shuffle(ready)
        yield from ready


def collate(batch, pad):
    """Tensors: ids [rows, T], flat mask of real tokens, flat positions to predict from, targets."""
    length = rounded(max(len(ids) for ids, _ in batch), ROUND)
    ids = np.full((len(batch), length), pad)
    real = np.zeros((len(batch), length), bool)
    selected, targets = [], []
    for row, (sample, trained) in enumerate(batch):
        ids[row, : len(sample)] = sample
        real[row, : len(sample)] = True
        at = np.flatnonzero(trained)
        selected.append(row * length + at - 1)
        targets.append(sample[at])
    selected, targets = np.concatenate(selected), np.concatenate(targets)
    filler = rounded(len(selected), OUTPUTS) - len(selected)
    selected = np.concatenate([selected, np.zeros(filler, int)])
    targets = np.concatenate([targets, np.full(filler, IGNORED)])
    return tuple(torch.from_numpy(a) for a in (ids, real.reshape(-1), selected, targets))
