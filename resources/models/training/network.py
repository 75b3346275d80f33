# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The Guide's network: a small decoder of the qwen3moe family, in PyTorch 1.13 or newer."""
import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from operations import Attention, Experts, Linear, RmsNorm


@dataclass
class Shape:
    """Sizes, named after their GGUF keys."""

    vocabulary: int = 1536
    embedding: int = 256
    blocks: int = 6
    heads: int = 4
    heads_kv: int = 2
    head_size: int = 64
    experts: int = 8
    experts_used: int = 2
    expert_ffn: int = 256
    epsilon: float = 1e-6
    rope_base: float = 10000.0
    context: int = 2048
    balance: float = 0.01


def rotate(x, cos, sin):
    """Rotary positions on the two halves of each head (NeoX order)."""
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Block(nn.Module):
    """Attention and experts, each behind a norm and added to the stream."""

    def __init__(self, shape):
        super().__init__()
        self.shape = c = shape
        inward, outward = 0.04, 0.04 / math.sqrt(2 * c.blocks)
        self.attn_norm = nn.Parameter(torch.ones(c.embedding))
        self.qkv = nn.Parameter(
            torch.randn((c.heads + 2 * c.heads_kv) * c.head_size, c.embedding) * inward
        )
        self.q_norm = nn.Parameter(torch.ones(c.head_size))
        self.k_norm = nn.Parameter(torch.ones(c.head_size))
        self.output = nn.Parameter(torch.randn(c.embedding, c.heads * c.head_size) * outward)
        self.ffn_norm = nn.Parameter(torch.ones(c.embedding))
        self.router = nn.Parameter(torch.randn(c.experts, c.embedding) * 0.02)
        self.gate_up = nn.Parameter(torch.randn(c.experts, 2 * c.expert_ffn, c.embedding) * inward)
        self.down = nn.Parameter(torch.randn(c.experts, c.embedding, c.expert_ffn) * outward)

    def project(self, x, cos, sin):
        """Normed and rotated query, key, and value: [batch, heads, T, size]."""
        c, (batch, length, _) = self.shape, x.shape
        h = RmsNorm.apply(x, self.attn_norm, c.epsilon).view(batch * length, -1)
        qkv = Linear.apply(h, self.qkv).view(batch, length, -1, c.head_size).transpose(1, 2)
        q, k, v = qkv.split((c.heads, c.heads_kv, c.heads_kv), 1)
        return (
            rotate(RmsNorm.apply(q, self.q_norm, c.epsilon), cos, sin),
            rotate(RmsNorm.apply(k, self.k_norm, c.epsilon), cos, sin),
            v,
        )

    def route(self, h):
        """Probabilities of all experts, and the weights and numbers of the chosen ones."""
        probabilities = torch.softmax(h @ self.router.t(), -1)
        weights, chosen = probabilities.topk(self.shape.experts_used, -1)
        return probabilities, weights / weights.sum(-1, keepdim=True), chosen

    def finish(self, x, attended):
        """Output product, experts; also what the balance loss needs."""
        batch, length, _ = x.shape
        x = x + Linear.apply(
            attended.transpose(1, 2).reshape(batch * length, -1), self.output
        ).view(batch, length, -1)
        h = RmsNorm.apply(x, self.ffn_norm, self.shape.epsilon).view(batch * length, -1)
        probabilities, weights, chosen = self.route(h)
        return (
            x + Experts.apply(h, weights, chosen, self.gate_up, self.down).view(batch, length, -1),
            probabilities,
            chosen,
        )

    def forward(self, x, cos, sin, mask, real):
        q, k, v = self.project(x, cos, sin)
        x, probabilities, chosen = self.finish(x, Attention.apply(q, k, v, mask))
        share = torch.bincount(chosen[real].reshape(-1), minlength=self.shape.experts).float()
        share = share / share.sum()
        # Load balance as in the Switch Transformer, equation 4.
        balance = self.shape.experts * (share * probabilities[real].mean(0)).sum()
        return x, balance, share


class Network(nn.Module):
    """Embedding, blocks, norm, and the embedding again as output matrix."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.randn(shape.vocabulary, shape.embedding) * 0.02)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.blocks))
        self.norm = nn.Parameter(torch.ones(shape.embedding))
        half = shape.head_size // 2
        turns = shape.rope_base ** (-torch.arange(half, dtype=torch.float64) / half)
        angles = torch.arange(shape.context, dtype=torch.float64)[:, None] * turns
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)
        self.register_buffer(
            "mask",
            torch.full((shape.context, shape.context), float("-inf")).triu(1),
            persistent=False,
        )

    def forward(self, ids, real=None, selected=None):
        """Logits, balance loss and expert shares.

        ids [batch, T]; selected: flat positions whose logits are wanted.
        """
        batch, length = ids.shape
        x = functional.embedding(ids, self.embedding)
        real = torch.ones(batch * length, dtype=torch.bool) if real is None else real
        balance, shares = 0.0, []
        for block in self.blocks:
            x, loss, share = block(
                x, self.cos[:length], self.sin[:length], self.mask[:length, :length], real
            )
            balance = balance + loss
            shares.append(share)
        x = x.reshape(batch * length, -1)
        x = x if selected is None else x.index_select(0, selected)
        return self.logits(x), balance / len(self.blocks), shares

    def logits(self, x):
        return Linear.apply(RmsNorm.apply(x, self.norm, self.shape.epsilon), self.embedding)

    def parameter_count(self):
        return sum(p.numel() for p in self.parameters())
