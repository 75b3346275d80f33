// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/plan/plan_fixture.h"

namespace conclave {

Header header(const std::string& family, std::vector<std::pair<std::string, GgufValue>> keys) {
    Header result;
    result.metadata["general.architecture"] = family;
    for (auto& [key, value] : keys) {
        result.metadata[family + "." + key] = std::move(value);
    }
    return result;
}

TensorInfo tensor(std::string name, BlockType type, std::uint64_t columns, std::uint64_t rows,
                  std::uint64_t experts) {
    TensorInfo info;
    info.name = std::move(name);
    info.type = type;
    info.shape = {columns, rows, experts, 1};
    info.dimensions = experts > 1 ? 3 : rows > 1 ? 2 : 1;
    return info;
}

namespace {

void addAttention(Header& model, const std::string& prefix, BlockType type, std::uint64_t width,
                  std::uint64_t queries, std::uint64_t keys) {
    model.tensors.push_back(tensor(prefix + "attn_norm.weight", BlockType::f32, width, 1));
    model.tensors.push_back(tensor(prefix + "attn_q.weight", type, width, queries));
    model.tensors.push_back(tensor(prefix + "attn_k.weight", type, width, keys));
    model.tensors.push_back(tensor(prefix + "attn_v.weight", type, width, keys));
    model.tensors.push_back(tensor(prefix + "attn_output.weight", type, queries, width));
    model.tensors.push_back(tensor(prefix + "ffn_norm.weight", BlockType::f32, width, 1));
}

} // namespace

Header qwen3_8b(BlockType type) {
    Header model = header("qwen3", {{"block_count", std::uint64_t{36}},
                                    {"context_length", std::uint64_t{40960}},
                                    {"embedding_length", std::uint64_t{4096}},
                                    {"feed_forward_length", std::uint64_t{12288}},
                                    {"attention.head_count", std::uint64_t{32}},
                                    {"attention.head_count_kv", std::uint64_t{8}},
                                    {"attention.key_length", std::uint64_t{128}},
                                    {"attention.value_length", std::uint64_t{128}}});
    model.tensors = {tensor("token_embd.weight", type, 4096, 151936),
                     tensor("output_norm.weight", BlockType::f32, 4096, 1),
                     tensor("output.weight", type, 4096, 151936)};
    for (int layer = 0; layer < 36; ++layer) {
        const std::string prefix = "blk." + std::to_string(layer) + ".";
        addAttention(model, prefix, type, 4096, 4096, 1024);
        model.tensors.push_back(tensor(prefix + "ffn_gate.weight", type, 4096, 12288));
        model.tensors.push_back(tensor(prefix + "ffn_up.weight", type, 4096, 12288));
        model.tensors.push_back(tensor(prefix + "ffn_down.weight", type, 12288, 4096));
    }
    return model;
}

Header qwen3_30b_a3b(BlockType type) {
    Header model = header("qwen3moe", {{"block_count", std::uint64_t{48}},
                                       {"context_length", std::uint64_t{40960}},
                                       {"embedding_length", std::uint64_t{2048}},
                                       {"feed_forward_length", std::uint64_t{6144}},
                                       {"expert_count", std::uint64_t{128}},
                                       {"expert_used_count", std::uint64_t{8}},
                                       {"expert_feed_forward_length", std::uint64_t{768}},
                                       {"attention.head_count", std::uint64_t{32}},
                                       {"attention.head_count_kv", std::uint64_t{4}},
                                       {"attention.key_length", std::uint64_t{128}},
                                       {"attention.value_length", std::uint64_t{128}}});
    model.tensors = {tensor("token_embd.weight", type, 2048, 151936),
                     tensor("output_norm.weight", BlockType::f32, 2048, 1),
                     tensor("output.weight", type, 2048, 151936)};
    for (int layer = 0; layer < 48; ++layer) {
        const std::string prefix = "blk." + std::to_string(layer) + ".";
        addAttention(model, prefix, type, 2048, 4096, 512);
        model.tensors.push_back(tensor(prefix + "ffn_gate_inp.weight", BlockType::f32, 2048, 128));
        model.tensors.push_back(tensor(prefix + "ffn_gate_exps.weight", type, 2048, 768, 128));
        model.tensors.push_back(tensor(prefix + "ffn_up_exps.weight", type, 2048, 768, 128));
        model.tensors.push_back(tensor(prefix + "ffn_down_exps.weight", type, 768, 2048, 128));
    }
    return model;
}

} // namespace conclave
