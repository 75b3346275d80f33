# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The heavy operations of the network, with backward passes written by hand.

Autograd would copy too much memory here. Weights are float32; products run in bfloat16 where the
processor has AVX512-BF16, which makes training about half again as fast, and in float32 elsewhere.
tests/test_network.py checks the gradients against finite differences.
"""
import math
import pathlib

import torch


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
        return (
            (scaled - normed * (scaled * normed).mean(-1, keepdim=True)) * scale,
            grad_weight,
            None,
        )


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
    """Causal attention with grouped heads.

    query [batch, heads, T, size]; key and value [batch, heads_kv, T, size].
    """

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


# Expert segments are padded to this many rows: few shapes, so oneDNN reuses its kernels.
ROW_GROUP = 64


class Experts(torch.autograd.Function):
    """SwiGLU experts on rows sorted by expert: one product per expert (gate and up joined)."""

    @staticmethod
    def forward(ctx, x, weights, chosen, gate_up, down):
        rows, width = x.shape
        used, count, ffn, kind = (
            chosen.shape[1],
            gate_up.shape[0],
            down.shape[2],
            Precision.products,
        )
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
        ctx.save_for_backward(
            sorted_x,
            inner,
            sigmoid.to(kind),
            hidden,
            y,
            weights,
            back,
            source,
            row_weight,
            gate_up,
            down,
        )
        ctx.segments = segments
        return (
            y.index_select(0, back).view(rows, used, width).float() * weights.unsqueeze(-1)
        ).sum(1)

    @staticmethod
    def backward(ctx, grad):
        (
            sorted_x,
            inner,
            sigmoid,
            hidden,
            y,
            weights,
            back,
            source,
            row_weight,
            gate_up,
            down,
        ) = ctx.saved_tensors
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
