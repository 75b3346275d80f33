# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The Guide's network: a small decoder of the qwen3moe family, in PyTorch 1.13 or newer, for the CPU.

Weights are kept in float32; matrix products run in bfloat16 where the processor has AVX512-BF16, which
makes training about half again as fast, and in float32 elsewhere. Backward passes are written by hand where autograd would copy too much memory:
RMSNorm, attention, experts. tests/test_network.py checks them against finite differences.
"""
import math
import pathlib
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


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


def cpu_flags():
    """What the processor can do, as Linux names it."""
    try:
        return pathlib.Path("/proc/cpuinfo").read_text("ascii", "replace").split()
    except OSError:
        return []


class Precision:
    """The type of the matrix products; set to float32 for checks and exact evaluation."""

    products = torch.bfloat16 if "avx512_bf16" in cpu_flags() else torch.float32


class RmsNorm(torch.autograd.Function):
    """y = x / rms(x) * weight (Zhang and Sennrich 2019)."""

    @staticmethod
    def forward(ctx, x, weight, epsilon):
        scale = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon)
        normed = x * scale
        ctx.save_for_backward(normed, scale, weight)
        return normed * weight

    @staticmethod
    def backward(ctx, grad):
        normed, scale, weight = ctx.saved_tensors
        grad_weight = (grad * normed).reshape(-1, weight.numel()).sum(0)
        scaled = grad * weight
        return (scaled - normed * (scaled * normed).mean(-1, keepdim=True)) * scale, grad_weight, None


class Linear(torch.autograd.Function):
    """x [rows, in] times weight [out, in] transposed."""

    @staticmethod
    def forward(ctx, x, weight):
        x, weight = x.to(Precision.products), weight.to(Precision.products)
        ctx.save_for_backward(x, weight)
        return (x @ weight.t()).float()

    @staticmethod
    def backward(ctx, grad):
        x, weight = ctx.saved_tensors
        grad = grad.to(Precision.products)
        return (grad @ weight).float(), (grad.t() @ x).float()


class Attention(torch.autograd.Function):
    """Causal attention with grouped heads: query [batch, heads, T, size], key and value [batch, heads_kv, T, size]."""

    @staticmethod
    def forward(ctx, query, key, value, mask):
        batch, heads, length, size = query.shape
        kv = key.shape[1]
        group, scale, kind = heads // kv, 1.0 / math.sqrt(size), Precision.products
        q = (query * scale).to(kind).reshape(batch * kv, group * length, size)
        k = key.to(kind).reshape(batch * kv, length, size)
        v = value.to(kind).reshape(batch * kv, length, size)
        scores = torch.bmm(q, k.transpose(1, 2)).float().view(batch * kv, group, length, length)
        scores += mask
        p = torch.softmax(scores, -1).to(kind).view(batch * kv, group * length, length)
        out = torch.bmm(p, v)
        ctx.save_for_backward(q, k, v, p, out)
        ctx.sizes = (batch, heads, kv, group, length, size, scale)
        return out.float().view(batch, heads, length, size)

    @staticmethod
    def backward(ctx, grad):
        q, k, v, p, out = ctx.saved_tensors
        batch, heads, kv, group, length, size, scale = ctx.sizes
        g = grad.reshape(batch * kv, group * length, size).to(Precision.products)
        grad_v = torch.bmm(p.transpose(1, 2), g)
        grad_p = torch.bmm(g, v.transpose(1, 2)).float()
        grad_p -= (g.float() * out.float()).sum(-1, keepdim=True)
        grad_p *= p.float()
        grad_s = grad_p.to(Precision.products)
        grad_q = torch.bmm(grad_s, k).float().view(batch, heads, length, size) * scale
        grad_k = torch.bmm(grad_s.transpose(1, 2), q).float().view(batch, kv, length, size)
        return grad_q, grad_k, grad_v.float().view(batch, kv, length, size), None


ROW_GROUP = 64  # expert segments are padded to this many rows: few shapes, so oneDNN reuses its kernels


class Experts(torch.autograd.Function):
    """SwiGLU experts on rows sorted by expert: one product per expert (gate and up joined)."""

    @staticmethod
    def forward(ctx, x, weights, chosen, gate_up, down):
        rows, width = x.shape
        used, count, ffn, kind = chosen.shape[1], gate_up.shape[0], down.shape[2], Precision.products
        flat = chosen.reshape(-1)
        order = torch.argsort(flat)
        sizes = torch.bincount(flat, minlength=count)
        padded = (sizes + ROW_GROUP - 1) // ROW_GROUP * ROW_GROUP
        shift = (padded.cumsum(0) - padded) - (sizes.cumsum(0) - sizes)
        place = torch.arange(order.numel()) + shift.repeat_interleave(sizes)
        total = int(padded.sum())
        back = torch.empty_like(order)
        back[order] = place
        source = torch.full((total,), rows, dtype=torch.long)
        source[place] = torch.div(order, used, rounding_mode="floor")
        row_weight = torch.zeros(total)
        row_weight[place] = weights.reshape(-1).index_select(0, order)
        extended = torch.zeros(rows + 1, width, dtype=kind)
        extended[:rows] = x
        gate_up, down = gate_up.to(kind), down.to(kind)
        sorted_x = extended.index_select(0, source)
        inner = torch.empty(total, 2 * ffn, dtype=kind)
        y = torch.empty(total, width, dtype=kind)
        segments, start = [], 0
        for expert, size in enumerate(padded.tolist()):
            if size:
                segments.append((expert, start, start + size))
            start += size
        for e, s, t in segments:
            torch.mm(sorted_x[s:t], gate_up[e].t(), out=inner[s:t])
        gate, up = inner.float()[:, :ffn], inner.float()[:, ffn:]
        sigmoid = torch.sigmoid(gate)
        hidden = (gate * sigmoid).mul_(up).to(kind)
        for e, s, t in segments:
            torch.mm(hidden[s:t], down[e].t(), out=y[s:t])
        ctx.save_for_backward(sorted_x, inner, sigmoid.to(kind), hidden, y, weights, back, source, row_weight, gate_up, down)
        ctx.segments = segments
        return (y.index_select(0, back).view(rows, used, width).float() * weights.unsqueeze(-1)).sum(1)

    @staticmethod
    def backward(ctx, grad):
        sorted_x, inner, sigmoid, hidden, y, weights, back, source, row_weight, gate_up, down = ctx.saved_tensors
        rows, width = grad.shape
        used, ffn, kind = weights.shape[1], hidden.shape[1], Precision.products
        extended = torch.zeros(rows + 1, width)
        extended[:rows] = grad
        sorted_grad = extended.index_select(0, source)
        grad_weights = (sorted_grad * y.float()).sum(-1).index_select(0, back).view(rows, used)
        grad_y = (sorted_grad * row_weight.unsqueeze(-1)).to(kind)
        grad_hidden, grad_down = torch.empty_like(hidden), torch.zeros(down.shape)
        for e, s, t in ctx.segments:
            torch.mm(grad_y[s:t], down[e], out=grad_hidden[s:t])
            grad_down[e] = torch.mm(grad_y[s:t].t(), hidden[s:t])
        both, sig, grad_h = inner.float(), sigmoid.float(), grad_hidden.float()
        gate, up = both[:, :ffn], both[:, ffn:]
        silu = gate * sig
        grad_inner = torch.empty_like(inner)
        grad_inner[:, ffn:] = grad_h * silu
        grad_inner[:, :ffn] = grad_h * up * (sig + silu * (1 - sig))
        grad_gate_up, grad_sorted = torch.zeros(gate_up.shape), torch.empty_like(sorted_x)
        for e, s, t in ctx.segments:
            torch.mm(grad_inner[s:t], gate_up[e], out=grad_sorted[s:t])
            grad_gate_up[e] = torch.mm(grad_inner[s:t].t(), sorted_x[s:t])
        grad_x = grad_sorted.index_select(0, back).view(rows, used, width).float().sum(1)
        return grad_x, grad_weights, None, grad_gate_up, grad_down


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
        self.qkv = nn.Parameter(torch.randn((c.heads + 2 * c.heads_kv) * c.head_size, c.embedding) * inward)
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
        return rotate(RmsNorm.apply(q, self.q_norm, c.epsilon), cos, sin), rotate(RmsNorm.apply(k, self.k_norm, c.epsilon), cos, sin), v

    def route(self, h):
        """Probabilities of all experts, and the weights and numbers of the chosen ones."""
        probabilities = torch.softmax(h @ self.router.t(), -1)
        weights, chosen = probabilities.topk(self.shape.experts_used, -1)
        return probabilities, weights / weights.sum(-1, keepdim=True), chosen

    def finish(self, x, attended):
        """Output product, experts; also what the balance loss needs."""
        batch, length, _ = x.shape
        x = x + Linear.apply(attended.transpose(1, 2).reshape(batch * length, -1), self.output).view(batch, length, -1)
        h = RmsNorm.apply(x, self.ffn_norm, self.shape.epsilon).view(batch * length, -1)
        probabilities, weights, chosen = self.route(h)
        return x + Experts.apply(h, weights, chosen, self.gate_up, self.down).view(batch, length, -1), probabilities, chosen

    def forward(self, x, cos, sin, mask, real):
        q, k, v = self.project(x, cos, sin)
        x, probabilities, chosen = self.finish(x, Attention.apply(q, k, v, mask))
        share = torch.bincount(chosen[real].reshape(-1), minlength=self.shape.experts).float()
        share = share / share.sum()
        return x, self.shape.experts * (share * probabilities[real].mean(0)).sum(), share  # Switch Transformer, eq. 4


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
        self.register_buffer("mask", torch.full((shape.context, shape.context), float("-inf")).triu(1), persistent=False)

    def forward(self, ids, real=None, selected=None):
        """ids [batch, T]; selected: flat positions whose logits are wanted. Returns logits, balance loss, expert shares."""
        batch, length = ids.shape
        x = functional.embedding(ids, self.embedding)
        real = torch.ones(batch * length, dtype=torch.bool) if real is None else real
        balance, shares = 0.0, []
        for block in self.blocks:
            x, loss, share = block(x, self.cos[:length], self.sin[:length], self.mask[:length, :length], real)
            balance = balance + loss
            shares.append(share)
        x = x.reshape(batch * length, -1)
        x = x if selected is None else x.index_select(0, selected)
        return self.logits(x), balance / len(self.blocks), shares

    def logits(self, x):
        return Linear.apply(RmsNorm.apply(x, self.norm, self.shape.epsilon), self.embedding)

    @torch.no_grad()
    def generate(self, tokenizer, prompts, limit=200):
        """Greedy answers to a batch of prompts, with a key-value cache; rows are padded on the left."""
        ids = [tokenizer.encode(p) for p in prompts]
        longest, end = max(map(len, ids)), tokenizer.id["<|im_end|>"]
        pad = torch.tensor([longest - len(row) for row in ids])
        current = torch.tensor([[end] * (longest - len(row)) + row for row in ids])
        caches, written, done, seen = [None] * len(self.blocks), [], torch.zeros(len(ids), dtype=torch.bool), 0
        for _ in range(min(limit, self.shape.context - longest)):
            total = seen + current.shape[1]
            columns, rows = torch.arange(total), torch.arange(seen, total)
            allowed = (columns[None, None, :] <= rows[None, :, None]) & (columns[None, None, :] >= pad[:, None, None])
            allowed |= columns[None, None, :] == rows[None, :, None]
            positions = (rows[None] - pad[:, None]).clamp(min=0)
            cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]
            x = functional.embedding(current, self.embedding)
            for i, block in enumerate(self.blocks):
                q, k, v = block.project(x, cos, sin)
                k, v = (k, v) if caches[i] is None else (torch.cat((caches[i][0], k), 2), torch.cat((caches[i][1], v), 2))
                caches[i] = (k, v)
                group = self.shape.heads // self.shape.heads_kv
                scores = q @ k.repeat_interleave(group, 1).transpose(2, 3) / math.sqrt(self.shape.head_size)
                p = torch.softmax(scores.masked_fill(~allowed[:, None], float("-inf")), -1)
                x = block.finish(x, p @ v.repeat_interleave(group, 1))[0]
            chosen = self.logits(x[:, -1]).argmax(-1)
            chosen[done] = end
            done |= chosen == end
            written.append(chosen)
            seen, current = total, chosen[:, None]
            if done.all():
                break
        rows = torch.stack(written, 1).tolist() if written else [[] for _ in ids]
        return [tokenizer.decode(row[:row.index(end)] if end in row else row) for row in rows]

    def parameter_count(self):
        return sum(p.numel() for p in self.parameters())
