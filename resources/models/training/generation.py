# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Greedy answers from the network in PyTorch, with a key-value cache."""
import math

import torch
from torch.nn import functional


class Cache:
    """Keys and values of all blocks for a batch whose rows are padded on the left."""

    def __init__(self, network, padding):
        self.network, self.padding = network, padding
        self.stored = [None] * len(network.blocks)
        self.seen = 0

    def step(self, ids):
        """Logits [batch, vocabulary] after the next tokens [batch, T]."""
        network, c = self.network, self.network.shape
        columns = torch.arange(self.seen + ids.shape[1])
        rows = columns[self.seen :]
        allowed = (columns <= rows[:, None]) & (columns >= self.padding[:, None, None])
        allowed |= columns == rows[:, None]
        positions = (rows - self.padding[:, None]).clamp(min=0)
        cos, sin = network.cos[positions][:, None], network.sin[positions][:, None]
        x = functional.embedding(ids, network.embedding)
        for i, block in enumerate(network.blocks):
            query, key, value = block.project(x, cos, sin)
            if self.stored[i]:
                key = torch.cat((self.stored[i][0], key), 2)
                value = torch.cat((self.stored[i][1], value), 2)
            self.stored[i] = (key, value)
            group = c.heads // c.heads_kv
            key, value = key.repeat_interleave(group, 1), value.repeat_interleave(group, 1)
            scores = query @ key.transpose(2, 3) / math.sqrt(c.head_size)
            weights = torch.softmax(scores.masked_fill(~allowed[:, None], -math.inf), -1)
            x = block.finish(x, weights @ value)[0]
        self.seen += ids.shape[1]
        return network.logits(x[:, -1])


@torch.no_grad()
def generate(network, tokenizer, prompts, limit=200):
    """The likeliest token again and again, for a batch of prompts."""
    ids = [tokenizer.encode(p) for p in prompts]
    longest, end = max(map(len, ids)), tokenizer.id["<|im_end|>"]
    cache = Cache(network, torch.tensor([longest - len(row) for row in ids]))
    following = torch.tensor([[end] * (longest - len(row)) + row for row in ids])
    done, written = torch.zeros(len(ids), dtype=torch.bool), []
    for _ in range(min(limit, network.shape.context - longest)):
        chosen = cache.step(following).argmax(-1)
        chosen[done] = end
        done |= chosen == end
        written.append(chosen)
        following = chosen[:, None]
        if done.all():
            break
    rows = torch.stack(written, 1).tolist() if written else [[] for _ in ids]
    return [tokenizer.decode(row[: row.index(end)] if end in row else row) for row in rows]
