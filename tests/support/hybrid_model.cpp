// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hybrid_model.h"

#include "engine/gguf/gguf_writer.h"
#include "tests/support/dice.h"

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace conclave::test {

namespace {

using Values = std::vector<float>;

/// Tensors with their values, in the order of the file.
class Tensors {
public:
    explicit Tensors(std::uint32_t seed) : m_dice(seed) {}

    [[nodiscard]] Values rows(std::uint64_t length, std::uint64_t count) {
        return m_dice.vector(length * count, 1 / std::sqrt(static_cast<float>(length)));
    }
    /// Around a mean.
    [[nodiscard]] Values vector(std::uint64_t length, float mean, float deviation) {
        Values values = m_dice.vector(length, deviation);
        for (float& value : values) {
            value += mean;
        }
        return values;
    }
    void add(std::string name, std::vector<std::uint64_t> shape, const Values& values,
             BlockType type = BlockType::f32) {
        m_tensors.push_back({std::move(name), type, std::move(shape), quantise(type, values)});
    }
    void matrix(const std::string& name, std::uint64_t length, std::uint64_t count,
                BlockType type = BlockType::f32) {
        add(name, {length, count}, rows(length, count), type);
    }
    void norm(const std::string& name, std::uint64_t length) {
        add(name, {length}, vector(length, 1, 0.1F));
    }
    void write(GgufWriter& writer) const {
        for (const Tensor& tensor : m_tensors) {
            writer.addTensor(tensor.name, tensor.type, tensor.shape);
        }
        for (const Tensor& tensor : m_tensors) {
            writer.write(tensor.data);
        }
    }

private:
    struct Tensor {
        std::string name;
        BlockType type;
        std::vector<std::uint64_t> shape;
        std::vector<std::byte> data;
    };
    Dice m_dice;
    std::vector<Tensor> m_tensors;
};

void addAttention(Tensors& out, const std::string& prefix, const HybridShape& s) {
    out.matrix(prefix + "attn_q.weight", s.embedding, 2ULL * s.heads * s.headSize);
    out.matrix(prefix + "attn_k.weight", s.embedding, s.kvHeads * s.headSize);
    out.matrix(prefix + "attn_v.weight", s.embedding, s.kvHeads * s.headSize);
    out.norm(prefix + "attn_q_norm.weight", s.headSize);
    out.norm(prefix + "attn_k_norm.weight", s.headSize);
    out.matrix(prefix + "attn_output.weight", s.heads * s.headSize, s.embedding);
}

/// For each key head its share of every part: part p holds counts[p] rows for each.
Values byKeyHead(const std::vector<Values>& parts, const std::vector<std::uint64_t>& counts,
                 std::uint64_t length, std::uint32_t keyHeads) {
    Values all;
    for (std::uint32_t k = 0; k < keyHeads; ++k) {
        for (std::size_t p = 0; p < parts.size(); ++p) {
            const auto size = static_cast<std::ptrdiff_t>(counts[p] * length);
            const auto begin = parts[p].begin() + k * size;
            all.insert(all.end(), begin, begin + size);
        }
    }
    return all;
}

void addDeltaNet(Tensors& out, const std::string& prefix, const HybridShape& s) {
    const std::uint64_t keys = s.keyHeads * s.keySize, inner = s.valueHeads * s.valueSize;
    const std::uint64_t embed = s.embedding, sharing = s.valueHeads / s.keyHeads;
    const Values q = out.rows(embed, keys), k = out.rows(embed, keys);
    const Values v = out.rows(embed, inner), z = out.rows(embed, inner);
    const Values beta = out.rows(embed, s.valueHeads), alpha = out.rows(embed, s.valueHeads);
    if (s.firstNaming) {
        const std::uint64_t values = sharing * s.valueSize;
        out.add(prefix + "ssm_in.weight", {embed, 2 * keys + 2 * inner},
                byKeyHead({q, k, v, z}, {s.keySize, s.keySize, values, values}, embed, s.keyHeads));
    } else {
        out.add(prefix + "attn_qkv.weight", {embed, 2 * keys + inner},
                byKeyHead({q, k, v}, {keys, keys, inner}, embed, 1));
        out.add(prefix + "attn_gate.weight", {embed, inner}, z);
    }
    if (s.architecture == "qwen3next") {
        out.add(prefix + "ssm_ba.weight", {embed, 2ULL * s.valueHeads},
                byKeyHead({beta, alpha}, {sharing, sharing}, embed, s.keyHeads));
    } else {
        out.add(prefix + "ssm_beta.weight", {embed, s.valueHeads}, beta, s.betaType);
        out.add(prefix + "ssm_alpha.weight", {embed, s.valueHeads}, alpha);
    }
    out.add(prefix + "ssm_conv1d.weight", {s.taps, 2 * keys + inner},
            out.vector(s.taps * (2 * keys + inner), 0.2F, 0.5F));
    out.add(prefix + "ssm_a", {s.valueHeads}, out.vector(s.valueHeads, -1, 0.3F));
    out.add(prefix + "ssm_dt.bias", {s.valueHeads}, out.vector(s.valueHeads, -2, 1));
    out.norm(prefix + "ssm_norm.weight", s.valueSize);
    out.matrix(prefix + "ssm_out.weight", inner, embed);
}

void addMetadata(GgufWriter& writer, const HybridShape& s) {
    const std::string& family = s.architecture;
    writer.addString("general.architecture", family);
    writer.addUint32(family + ".block_count", s.layers);
    writer.addUint32(family + ".context_length", 2048);
    writer.addUint32(family + ".embedding_length", s.embedding);
    writer.addUint32(family + ".feed_forward_length", s.embedding);
    writer.addUint32(family + ".attention.head_count", s.heads);
    writer.addUint32(family + ".attention.head_count_kv", s.kvHeads);
    writer.addUint32(family + ".attention.key_length", s.headSize);
    writer.addUint32(family + ".attention.value_length", s.headSize);
    writer.addFloat32(family + ".attention.layer_norm_rms_epsilon", 1e-6F);
    writer.addFloat32(family + ".rope.freq_base", 1e6F);
    writer.addUint32(family + ".rope.dimension_count", s.headSize / 2);
    writer.addUint32(family + ".ssm.conv_kernel", s.taps);
    writer.addUint32(family + ".ssm.state_size", s.keySize);
    writer.addUint32(family + ".ssm.group_count", s.keyHeads);
    writer.addUint32(family + ".ssm.time_step_rank", s.valueHeads);
    writer.addUint32(family + ".ssm.inner_size", s.valueHeads * s.valueSize);
    writer.addUint32(family + ".full_attention_interval", s.interval);
}

} // namespace

void writeHybridModel(const std::filesystem::path& path, const HybridShape& shape,
                      std::uint32_t seed) {
    Tensors out(seed);
    out.matrix("token_embd.weight", shape.embedding, shape.vocabulary);
    out.norm("output_norm.weight", shape.embedding);
    for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
        const std::string prefix = "blk." + std::to_string(layer) + ".";
        out.norm(prefix + "attn_norm.weight", shape.embedding);
        if ((layer + 1) % shape.interval == 0) {
            addAttention(out, prefix, shape);
        } else {
            addDeltaNet(out, prefix, shape);
        }
        out.norm(prefix + "post_attention_norm.weight", shape.embedding);
        out.matrix(prefix + "ffn_gate.weight", shape.embedding, shape.embedding);
        out.matrix(prefix + "ffn_up.weight", shape.embedding, shape.embedding);
        out.matrix(prefix + "ffn_down.weight", shape.embedding, shape.embedding);
    }
    GgufWriter writer(path);
    addMetadata(writer, shape);
    out.write(writer);
    writer.finish();
}

} // namespace conclave::test
