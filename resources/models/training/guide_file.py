# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""The Guide as a GGUF file: tensor names, metadata, chat template; both ways."""
import numpy as np
import torch

import gguf_file
from network import Network, Shape
from tokenizer import Tokenizer

THOUGHT_DROPPED = (
    "{%- if m.role == 'assistant' and '</think>' in c -%}"
    "{%- set c = c.split('</think>')[-1].lstrip('\\n') -%}{%- endif -%}\n"
)
THINKING_OFF = (
    "{%- if enable_thinking is defined and enable_thinking is false -%}"
    "{{- '<think>\\n\\n</think>\\n\\n' -}}{%- endif -%}\n"
)
TEMPLATE = (
    "{%- for m in messages -%}\n{%- set c = m.content -%}\n"
    + THOUGHT_DROPPED
    + "{{- '<|im_start|>' + m.role + '\\n' + c + '<|im_end|>\\n' -}}\n{%- endfor -%}\n"
    "{%- if add_generation_prompt -%}\n{{- '<|im_start|>assistant\\n' -}}\n"
    + THINKING_OFF
    + "{%- endif -%}"
)
NORMAL, CONTROL, USER_DEFINED, UNUSED = 1, 3, 4, 5
MOSTLY_F16 = 1


def token_type(token):
    """GGUF token type: <|...|> control, thinking tags text that is never split."""
    if token.startswith("<|"):
        return CONTROL
    if token in ("<think>", "</think>"):
        return USER_DEFINED
    return UNUSED if token.startswith("[unused") else NORMAL


def metadata(network, tokenizer):
    """Everything about the model that is no tensor."""
    c, arch = network.shape, "qwen3moe"
    tokens = tokenizer.tokens
    return {
        "general.architecture": arch,
        "general.type": "model",
        "general.name": "Conclave Guide",
        "general.author": "The Conclave developers",
        "general.license": "apache-2.0",
        "general.description": "The built-in model of Conclave, trained on text written for it",
        "general.size_label": f"{c.experts}x{network.parameter_count() / 1e6:.0f}M",
        "general.file_type": MOSTLY_F16,
        "general.sampling.temp": 0.2,
        "general.sampling.top_k": 20,
        "general.sampling.top_p": 0.9,
        f"{arch}.block_count": c.blocks,
        f"{arch}.context_length": c.context,
        f"{arch}.embedding_length": c.embedding,
        f"{arch}.feed_forward_length": c.expert_ffn * c.experts_used,
        f"{arch}.attention.head_count": c.heads,
        f"{arch}.attention.head_count_kv": c.heads_kv,
        f"{arch}.attention.key_length": c.head_size,
        f"{arch}.attention.value_length": c.head_size,
        f"{arch}.attention.layer_norm_rms_epsilon": c.epsilon,
        f"{arch}.rope.freq_base": c.rope_base,
        f"{arch}.expert_count": c.experts,
        f"{arch}.expert_used_count": c.experts_used,
        f"{arch}.expert_feed_forward_length": c.expert_ffn,
        f"{arch}.vocab_size": c.vocabulary,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "qwen2",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": [token_type(t) for t in tokens],
        "tokenizer.ggml.merges": [" ".join(m) for m in tokenizer.merges],
        "tokenizer.ggml.eos_token_id": tokens.index("<|im_end|>"),
        "tokenizer.ggml.padding_token_id": tokens.index("<|endoftext|>"),
        "tokenizer.ggml.bos_token_id": tokens.index("<|endoftext|>"),
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": TEMPLATE,
    }


NORMS = {
    "attn_norm": "attn_norm",
    "ffn_norm": "ffn_norm",
    "q_norm": "attn_q_norm",
    "k_norm": "attn_k_norm",
    "router": "ffn_gate_inp",
}
MATRICES = {"output": "attn_output", "down": "ffn_down_exps"}


def tensors(network):
    """GGUF tensors by name: matrices in F16, norms and router in F32."""
    c, result = network.shape, {}

    def put(name, tensor, kind=np.float16):
        result[name + ".weight"] = tensor.detach().numpy().astype(kind)

    put("token_embd", network.embedding)
    put("output_norm", network.norm, np.float32)
    for i, block in enumerate(network.blocks):
        for ours, theirs in NORMS.items():
            put(f"blk.{i}.{theirs}", getattr(block, ours), np.float32)
        for ours, theirs in MATRICES.items():
            put(f"blk.{i}.{theirs}", getattr(block, ours))
        rows = [heads * c.head_size for heads in (c.heads, c.heads_kv, c.heads_kv)]
        for name, part in zip("qkv", block.qkv.split(rows)):
            put(f"blk.{i}.attn_{name}", part)
        for name, part in zip(("gate", "up"), block.gate_up.split(c.expert_ffn, 1)):
            put(f"blk.{i}.ffn_{name}_exps", part)
    return result


def save(path, network, tokenizer):
    gguf_file.write(path, metadata(network, tokenizer), tensors(network))


def load(path, context=None):
    """(network, tokenizer) from a Guide file; a longer context may be asked for."""
    values, stored = gguf_file.read(path)
    arch = values["general.architecture"]
    shape = Shape(context=context or values[f"{arch}.context_length"])
    network = Network(shape)

    def tensor(name):
        return torch.from_numpy(stored[name + ".weight"].astype(np.float32))

    state = {"embedding": tensor("token_embd"), "norm": tensor("output_norm")}
    for i in range(shape.blocks):
        for ours, theirs in (NORMS | MATRICES).items():
            state[f"blocks.{i}.{ours}"] = tensor(f"blk.{i}.{theirs}")
        experts = [tensor(f"blk.{i}.ffn_{part}_exps") for part in ("gate", "up")]
        state[f"blocks.{i}.qkv"] = torch.cat([tensor(f"blk.{i}.attn_{part}") for part in "qkv"])
        state[f"blocks.{i}.gate_up"] = torch.cat(experts, 1)
    network.load_state_dict(state)
    merges = [m.split(" ") for m in values["tokenizer.ggml.merges"]]
    return network, Tokenizer({"tokens": values["tokenizer.ggml.tokens"], "merges": merges})
