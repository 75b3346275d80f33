// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/named_shapes.h"

#include <array>

namespace conclave {
namespace {

// Sizes of published models from their configurations.
// clang-format off
constexpr std::array kShapes{
    NamedShape{"tiny-moe", "qwen3moe", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,experts=16,experts_used=4,expert_ffn=256,vocab=512,context=2048"},
    NamedShape{"bench-moe", "qwen3moe", "layers=12,embedding=512,heads=8,kv_heads=2,head_size=64,ffn=1024,experts=32,experts_used=4,expert_ffn=256,vocab=32000,context=4096"},
    NamedShape{"qwen3-30b-a3b", "qwen3moe", "layers=48,embedding=2048,heads=32,kv_heads=4,head_size=128,ffn=6144,experts=128,experts_used=8,expert_ffn=768,vocab=151936,context=40960"},
    NamedShape{"qwen3-235b-a22b", "qwen3moe", "layers=94,embedding=4096,heads=64,kv_heads=4,head_size=128,ffn=12288,experts=128,experts_used=8,expert_ffn=1536,vocab=151936,context=40960"},

    NamedShape{"tiny-dense", "qwen3", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,vocab=512,context=2048,tied=1"},
    NamedShape{"qwen3-0.6b", "qwen3", "layers=28,embedding=1024,heads=16,kv_heads=8,head_size=128,ffn=3072,vocab=151936,context=40960,tied=1"},
    NamedShape{"qwen3-8b", "qwen3", "layers=36,embedding=4096,heads=32,kv_heads=8,head_size=128,ffn=12288,vocab=151936,context=40960"},
    NamedShape{"qwen3-32b", "qwen3", "layers=64,embedding=5120,heads=64,kv_heads=8,head_size=128,ffn=25600,vocab=151936,context=40960"},

    NamedShape{"tiny-llama", "llama", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,vocab=512,context=2048,rope_factors=1"},
    NamedShape{"tiny-mixtral", "llama", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=256,experts=8,experts_used=2,expert_ffn=256,vocab=512,context=2048"},
    NamedShape{"llama-3.1-8b", "llama", "layers=32,embedding=4096,heads=32,kv_heads=8,head_size=128,ffn=14336,vocab=128256,context=131072,rope_factors=1"},
    NamedShape{"llama-3.2-3b", "llama", "layers=28,embedding=3072,heads=24,kv_heads=8,head_size=128,ffn=8192,vocab=128256,context=131072,rope_factors=1,tied=1"},
    NamedShape{"llama-3.3-70b", "llama", "layers=80,embedding=8192,heads=64,kv_heads=8,head_size=128,ffn=28672,vocab=128256,context=131072,rope_factors=1"},
    NamedShape{"mistral-small-24b", "llama", "layers=40,embedding=5120,heads=32,kv_heads=8,head_size=128,ffn=32768,vocab=131072,context=131072"},
    NamedShape{"mixtral-8x7b", "llama", "layers=32,embedding=4096,heads=32,kv_heads=8,head_size=128,ffn=14336,experts=8,experts_used=2,expert_ffn=14336,vocab=32000,context=32768"},
    NamedShape{"mixtral-8x22b", "llama", "layers=56,embedding=6144,heads=48,kv_heads=8,head_size=128,ffn=16384,experts=8,experts_used=2,expert_ffn=16384,vocab=32768,context=65536"},

    NamedShape{"tiny-qwen2", "qwen2", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,vocab=512,context=2048"},
    NamedShape{"qwen2.5-0.5b", "qwen2", "layers=24,embedding=896,heads=14,kv_heads=2,head_size=64,ffn=4864,vocab=151936,context=32768,tied=1"},
    NamedShape{"qwen2.5-7b", "qwen2", "layers=28,embedding=3584,heads=28,kv_heads=4,head_size=128,ffn=18944,vocab=152064,context=32768"},
    NamedShape{"qwen2.5-32b", "qwen2", "layers=64,embedding=5120,heads=40,kv_heads=8,head_size=128,ffn=27648,vocab=152064,context=32768"},

    NamedShape{"tiny-qwen2moe", "qwen2moe", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,experts=16,experts_used=4,expert_ffn=256,shared_ffn=512,vocab=512,context=2048"},
    NamedShape{"qwen1.5-moe-a2.7b", "qwen2moe", "layers=24,embedding=2048,heads=16,kv_heads=16,head_size=128,ffn=5632,experts=60,experts_used=4,expert_ffn=1408,shared_ffn=5632,vocab=151936,context=8192"},

    NamedShape{"tiny-mistral3", "mistral3", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=64,ffn=512,vocab=512,context=2048,tied=1"},
    NamedShape{"ministral-3-8b", "mistral3", "layers=34,embedding=4096,heads=32,kv_heads=8,head_size=128,rope_size=128,ffn=14336,vocab=131072,context=262144"},

    // Not "phi3": a name with that makes other programs look for the tokens of Phi-3.
    NamedShape{"tiny-phi", "phi3", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=64,ffn=512,vocab=512,context=2048"},
    NamedShape{"phi-4", "phi3", "layers=40,embedding=5120,heads=40,kv_heads=10,head_size=128,rope_size=128,ffn=17920,vocab=100352,context=16384"},
    NamedShape{"phi-4-mini", "phi3", "layers=32,embedding=3072,heads=24,kv_heads=8,head_size=128,rope_size=96,ffn=8192,vocab=200064,context=131072,rope_factors=1,tied=1"},

    NamedShape{"tiny-gemma2", "gemma2", "layers=4,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,window=64,vocab=512,context=2048,tied=1"},
    NamedShape{"gemma-2-9b", "gemma2", "layers=42,embedding=3584,heads=16,kv_heads=8,head_size=256,ffn=14336,window=4096,vocab=256000,context=8192,tied=1"},
    NamedShape{"gemma-2-27b", "gemma2", "layers=46,embedding=4608,heads=32,kv_heads=16,head_size=128,ffn=36864,window=4096,vocab=256000,context=8192,tied=1"},

    NamedShape{"tiny-gemma3", "gemma3", "layers=7,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=512,window=64,vocab=512,context=2048,tied=1"},
    NamedShape{"gemma-3-1b", "gemma3", "layers=26,embedding=1152,heads=4,kv_heads=1,head_size=256,ffn=6912,window=512,vocab=262144,context=32768,tied=1"},
    NamedShape{"gemma-3-4b", "gemma3", "layers=34,embedding=2560,heads=8,kv_heads=4,head_size=256,ffn=10240,window=1024,vocab=262208,context=131072,tied=1"},
    NamedShape{"gemma-3-12b", "gemma3", "layers=48,embedding=3840,heads=16,kv_heads=8,head_size=256,ffn=15360,window=1024,vocab=262208,context=131072,tied=1"},
    NamedShape{"gemma-3-27b", "gemma3", "layers=62,embedding=5376,heads=32,kv_heads=16,head_size=128,ffn=21504,window=1024,vocab=262208,context=131072,tied=1"},

    NamedShape{"tiny-gemma4", "gemma4", "layers=6,embedding=256,heads=4,kv_heads=1,head_size=128,window_head_size=64,ffn=256,wide_ffn=512,shared_kv_layers=3,per_layer_embedding=256,window=64,full_every=3,vocab=512,context=2048,tied=1"},
    NamedShape{"tiny-gemma4-moe", "gemma4", "layers=3,embedding=256,heads=4,kv_heads=1,head_size=128,window_head_size=64,window_kv_heads=2,ffn=256,keys_are_values=1,experts=8,experts_used=4,expert_ffn=256,window=64,full_every=3,vocab=512,context=2048,tied=1"},
    NamedShape{"gemma-4-e2b", "gemma4", "layers=35,embedding=1536,heads=8,kv_heads=1,head_size=512,window_head_size=256,ffn=6144,wide_ffn=12288,shared_kv_layers=20,per_layer_embedding=256,window=512,full_every=5,vocab=262144,context=131072,tied=1"},
    NamedShape{"gemma-4-26b-a4b", "gemma4", "layers=30,embedding=2816,heads=16,kv_heads=2,head_size=512,window_head_size=256,window_kv_heads=8,ffn=2112,keys_are_values=1,experts=128,experts_used=8,expert_ffn=704,window=1024,full_every=6,vocab=262144,context=262144,tied=1"},
    NamedShape{"gemma-4-31b", "gemma4", "layers=60,embedding=5376,heads=32,kv_heads=4,head_size=512,window_head_size=256,window_kv_heads=16,ffn=21504,keys_are_values=1,window=1024,full_every=6,vocab=262144,context=262144,tied=1"},

    NamedShape{"tiny-deepseek2", "deepseek2", "layers=3,embedding=256,heads=4,head_size=96,rope_size=32,value_size=64,query_rank=256,kv_rank=256,ffn=512,experts=16,experts_used=4,expert_ffn=256,shared_experts=1,expert_groups=4,expert_groups_used=2,dense_layers=1,vocab=512,context=2048"},
    NamedShape{"tiny-deepseek2-lite", "deepseek2", "layers=27,embedding=256,heads=2,head_size=96,rope_size=32,value_size=64,kv_rank=256,ffn=512,experts=8,experts_used=2,expert_ffn=256,shared_experts=2,dense_layers=1,vocab=512,context=2048"},
    NamedShape{"deepseek-v2-lite", "deepseek2", "layers=27,embedding=2048,heads=16,head_size=192,rope_size=64,value_size=128,kv_rank=512,ffn=10944,experts=64,experts_used=6,expert_ffn=1408,shared_experts=2,dense_layers=1,vocab=102400,context=163840"},
    NamedShape{"deepseek-v3", "deepseek2", "layers=61,embedding=7168,heads=128,head_size=192,rope_size=64,value_size=128,query_rank=1536,kv_rank=512,ffn=18432,experts=256,experts_used=8,expert_ffn=2048,shared_experts=1,expert_groups=8,expert_groups_used=4,dense_layers=3,vocab=129280,context=163840"},
    NamedShape{"kimi-k2", "deepseek2", "layers=61,embedding=7168,heads=64,head_size=192,rope_size=64,value_size=128,query_rank=1536,kv_rank=512,ffn=18432,experts=384,experts_used=8,expert_ffn=2048,shared_experts=1,dense_layers=1,vocab=163840,context=131072"},
    NamedShape{"glm-4.7-flash", "deepseek2", "layers=47,embedding=2048,heads=20,head_size=256,rope_size=64,value_size=256,query_rank=768,kv_rank=512,ffn=10240,experts=64,experts_used=4,expert_ffn=1536,shared_experts=1,dense_layers=1,vocab=154880,context=202752"},

    NamedShape{"tiny-llama4", "llama4", "layers=4,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=64,ffn=512,experts=8,experts_used=1,expert_ffn=256,shared_ffn=256,moe_step=2,vocab=512,context=2048,rope_factors=1"},
    NamedShape{"llama-4-scout", "llama4", "layers=48,embedding=5120,heads=40,kv_heads=8,head_size=128,rope_size=128,ffn=16384,experts=16,experts_used=1,expert_ffn=8192,shared_ffn=8192,moe_step=1,vocab=202048,context=10485760,rope_factors=1"},
    NamedShape{"llama-4-maverick", "llama4", "layers=48,embedding=5120,heads=40,kv_heads=8,head_size=128,rope_size=128,ffn=16384,experts=128,experts_used=1,expert_ffn=8192,shared_ffn=8192,moe_step=2,vocab=202048,context=1048576"},

    NamedShape{"tiny-gpt-oss", "gpt-oss", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,ffn=256,experts=16,experts_used=4,expert_ffn=256,window=64,vocab=512,context=2048"},
    NamedShape{"gpt-oss-20b", "gpt-oss", "layers=24,embedding=2880,heads=64,kv_heads=8,head_size=64,ffn=2880,experts=32,experts_used=4,expert_ffn=2880,window=128,vocab=201088,context=131072"},
    NamedShape{"gpt-oss-120b", "gpt-oss", "layers=36,embedding=2880,heads=64,kv_heads=8,head_size=64,ffn=2880,experts=128,experts_used=4,expert_ffn=2880,window=128,vocab=201088,context=131072"},

    NamedShape{"tiny-glm4moe", "glm4moe", "layers=3,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=32,ffn=512,experts=16,experts_used=4,expert_ffn=256,shared_experts=1,dense_layers=1,vocab=512,context=2048"},
    NamedShape{"glm-4.5-air", "glm4moe", "layers=46,embedding=4096,heads=96,kv_heads=8,head_size=128,rope_size=64,ffn=10944,experts=128,experts_used=8,expert_ffn=1408,shared_experts=1,dense_layers=1,vocab=151552,context=131072"},
    NamedShape{"glm-4.6", "glm4moe", "layers=92,embedding=5120,heads=96,kv_heads=8,head_size=128,rope_size=64,ffn=12288,experts=160,experts_used=8,expert_ffn=1536,shared_experts=1,dense_layers=3,vocab=151552,context=202752"},

    NamedShape{"tiny-olmoe", "olmoe", "layers=2,embedding=256,heads=4,kv_heads=4,head_size=64,ffn=256,experts=16,experts_used=4,expert_ffn=256,vocab=512,context=2048"},
    NamedShape{"olmoe-1b-7b", "olmoe", "layers=16,embedding=2048,heads=16,kv_heads=16,head_size=128,ffn=1024,experts=64,experts_used=8,expert_ffn=1024,vocab=50304,context=4096"},

    NamedShape{"tiny-minimax-m2", "minimax-m2", "layers=2,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=32,ffn=256,experts=16,experts_used=4,expert_ffn=256,vocab=512,context=2048"},
    NamedShape{"minimax-m2", "minimax-m2", "layers=62,embedding=3072,heads=48,kv_heads=8,head_size=128,rope_size=64,ffn=1536,experts=256,experts_used=8,expert_ffn=1536,vocab=200064,context=196608"},

    NamedShape{"tiny-qwen3next", "qwen3next", "layers=4,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=16,ffn=512,experts=8,experts_used=3,expert_ffn=256,shared_ffn=256,convolution=4,state_size=64,state_groups=2,state_heads=4,full_every=4,vocab=512,context=2048"},
    NamedShape{"qwen3-next-80b-a3b", "qwen3next", "layers=48,embedding=2048,heads=16,kv_heads=2,head_size=256,rope_size=64,ffn=5120,experts=512,experts_used=10,expert_ffn=512,shared_ffn=512,convolution=4,state_size=128,state_groups=16,state_heads=32,full_every=4,vocab=151936,context=262144"},

    NamedShape{"tiny-qwen35moe", "qwen35moe", "layers=4,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=16,ffn=512,experts=8,experts_used=3,expert_ffn=256,shared_ffn=256,convolution=4,state_size=64,state_groups=2,state_heads=4,full_every=4,vocab=512,context=2048"},
    NamedShape{"qwen3.5-35b-a3b", "qwen35moe", "layers=40,embedding=2048,heads=16,kv_heads=2,head_size=256,rope_size=64,ffn=5120,experts=256,experts_used=8,expert_ffn=512,shared_ffn=512,convolution=4,state_size=128,state_groups=16,state_heads=32,full_every=4,vocab=248320,context=262144"},

    NamedShape{"tiny-qwen35", "qwen35", "layers=4,embedding=256,heads=4,kv_heads=2,head_size=64,rope_size=16,ffn=512,convolution=4,state_size=64,state_groups=2,state_heads=4,full_every=4,vocab=512,context=2048,tied=1"},
    NamedShape{"qwen3.5-4b", "qwen35", "layers=32,embedding=2560,heads=16,kv_heads=4,head_size=256,rope_size=64,ffn=9216,convolution=4,state_size=128,state_groups=16,state_heads=32,full_every=4,vocab=248320,context=262144,tied=1"},
};
// clang-format on

} // namespace

std::span<const NamedShape> namedShapes() noexcept {
    return kShapes;
}

} // namespace conclave
