// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/tensor_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <initializer_list>
#include <string>

namespace conclave {

namespace {

using Shape = std::initializer_list<std::uint64_t>;

/// Checks tensors by name; inside a layer after inLayer().
class Checker {
public:
    Checker(const HparamsReader& read) : m_read(read) {}

    void inLayer(std::uint32_t layer) { m_prefix = fmt::format("blk.{}.", layer); }

    [[nodiscard]] bool has(std::string_view name) const {
        return m_read.file().findTensor(m_prefix + std::string(name)) != nullptr;
    }

    /// A matrix or stack of matrices that kernels multiply with.
    void matrix(std::string_view name, Shape shape) const {
        const TensorInfo& tensor = m_read.file().requireTensor(m_prefix + std::string(name));
        compare(tensor, shape);
        const BlockFormat& format = blockFormat(tensor.type);
        if (!format.runs) {
            m_read.unsupported(
                fmt::format("tensor {} is stored as {}, which this version cannot "
                            "run; choose another quantisation such as Q4_K_M or Q8_0",
                            tensor.name, format.name));
        }
        if (tensor.shape[0] % 4 != 0) {
            m_read.unsupported(fmt::format("rows of tensor {} have {} weights, which is not a "
                                           "multiple of 4",
                                           tensor.name, tensor.shape[0]));
        }
    }
    void matrixIfThere(std::string_view name, Shape shape) const {
        if (has(name)) {
            matrix(name, shape);
        }
    }

    /// Norms, biases and the like: few values, always F32.
    void vector(std::string_view name, Shape shape) const {
        const TensorInfo& tensor = m_read.file().requireTensor(m_prefix + std::string(name));
        compare(tensor, shape);
        if (tensor.type != BlockType::f32) {
            m_read.unsupported(fmt::format("tensor {} is stored as {}, expected F32", tensor.name,
                                           blockFormat(tensor.type).name));
        }
    }
    /// What would change every answer if it were left out.
    void refuse(std::string_view name) const {
        if (has(name)) {
            m_read.unsupported(fmt::format("tensor {}{} belongs to a variant of this family that "
                                           "this version cannot run",
                                           m_prefix, name));
        }
    }
    void vectorIfThere(std::string_view name, Shape shape) const {
        if (has(name)) {
            vector(name, shape);
        }
    }

private:
    void compare(const TensorInfo& tensor, Shape shape) const {
        std::array<std::uint64_t, 4> wanted{1, 1, 1, 1};
        std::copy(shape.begin(), shape.end(), wanted.begin());
        if (tensor.shape != wanted) {
            m_read.reject(fmt::format("tensor {} has shape [{}], expected [{}]; download the file "
                                      "again",
                                      tensor.name, fmt::join(tensor.shape, ", "),
                                      fmt::join(wanted, ", ")));
        }
    }

    const HparamsReader& m_read;
    std::string m_prefix;
};

void checkGroupedQuery(const Checker& check, const Architecture& a, const Hparams& h,
                       const LayerHparams& layer, bool ownsKeys) {
    const std::uint64_t embed = h.embeddingLength;
    const std::uint64_t queries = layer.queryRows(), keys = layer.keyLength();
    if (!ownsKeys) {
        check.matrix("attn_q.weight", {embed, queries});
    } else if (check.has("attn_qkv.weight")) {
        check.matrix("attn_qkv.weight", {embed, queries + 2 * keys});
        check.vectorIfThere("attn_qkv.bias", {queries + 2 * keys});
    } else {
        check.matrix("attn_q.weight", {embed, queries});
        check.matrix("attn_k.weight", {embed, keys});
        if (check.has("attn_v.weight") || !h.valueIsKey) {
            check.matrix("attn_v.weight", {embed, keys});
        }
        check.vectorIfThere("attn_q.bias", {queries});
        check.vectorIfThere("attn_k.bias", {keys});
        check.vectorIfThere("attn_v.bias", {keys});
    }
    if (a.queryKeyNorm == HeadNorm::perHead) {
        check.vectorIfThere("attn_q_norm.weight", {layer.headSize});
        check.vectorIfThere("attn_k_norm.weight", {layer.headSize});
    } else if (a.queryKeyNorm == HeadNorm::wholeProjection) {
        check.vector("attn_q_norm.weight", {queries});
        check.vector("attn_k_norm.weight", {keys});
    }
    check.vectorIfThere("attn_sinks.weight", {layer.headCount});
    check.matrix("attn_output.weight", {layer.headsLength(), embed});
}

void checkLatent(const Checker& check, const Hparams& h, const LayerHparams& layer) {
    const LatentHparams& m = h.latent;
    const std::uint64_t embed = h.embeddingLength, heads = layer.headCount;
    const std::uint64_t queries = heads * (m.plainSize + m.ropeSize);
    if (m.queryRank > 0) {
        check.matrix("attn_q_a.weight", {embed, m.queryRank});
        check.vector("attn_q_a_norm.weight", {m.queryRank});
        check.matrix("attn_q_b.weight", {m.queryRank, queries});
    } else {
        check.matrix("attn_q.weight", {embed, queries});
    }
    check.matrix("attn_kv_a_mqa.weight", {embed, m.rank + m.ropeSize});
    check.vector("attn_kv_a_norm.weight", {m.rank});
    if (check.has("attn_k_b.weight")) {
        check.matrix("attn_k_b.weight", {m.plainSize, m.rank, heads});
        check.matrix("attn_v_b.weight", {m.rank, m.valueSize, heads});
    } else {
        check.matrix("attn_kv_b.weight", {m.rank, heads * (m.plainSize + m.valueSize)});
    }
    check.matrix("attn_output.weight", {heads * m.valueSize, embed});
}

void checkDeltaNet(const Checker& check, const Hparams& h) {
    const DeltaHparams& d = h.delta;
    const std::uint64_t embed = h.embeddingLength;
    if (check.has("attn_qkv.weight")) {
        check.matrix("attn_qkv.weight", {embed, d.channels()});
        check.matrix("attn_gate.weight", {embed, d.inner()});
    } else { // the first files: all four, key head by key head
        check.matrix("ssm_in.weight", {embed, d.channels() + d.inner()});
    }
    if (check.has("ssm_ba.weight")) {
        check.matrix("ssm_ba.weight", {embed, 2 * d.heads});
    } else {
        check.matrix("ssm_beta.weight", {embed, d.heads});
        check.matrix("ssm_alpha.weight", {embed, d.heads});
    }
    check.vector("ssm_conv1d.weight", {d.taps, d.channels()});
    check.vector("ssm_a", {d.heads});
    check.vector("ssm_dt.bias", {d.heads});
    check.vector("ssm_norm.weight", {d.valueSize});
    check.matrix("ssm_out.weight", {d.inner(), embed});
}

void checkDense(const Checker& check, std::uint64_t embed, std::uint64_t width) {
    if (check.has("ffn_gate.weight")) {
        check.matrix("ffn_gate.weight", {embed, width});
        check.matrix("ffn_up.weight", {embed, width});
    } else {
        check.matrix("ffn_up.weight", {embed, 2 * width}); // gate, then up
    }
    check.matrix("ffn_down.weight", {width, embed});
    for (const char* bias : {"ffn_gate.bias", "ffn_up.bias", "ffn_down.bias"}) {
        check.refuse(bias);
    }
}

void checkExperts(const Checker& check, const Hparams& h) {
    const std::uint64_t embed = h.embeddingLength, width = h.expertFeedForwardLength;
    const std::uint64_t count = h.expertCount;
    check.matrix("ffn_gate_inp.weight", {embed, count});
    check.vectorIfThere("ffn_gate_inp.bias", {count});
    check.vectorIfThere("exp_probs_b.bias", {count});
    if (check.has("ffn_gate_up_exps.weight")) {
        check.matrix("ffn_gate_up_exps.weight", {embed, 2 * width, count});
        check.matrix("ffn_down_exps.weight", {width, embed, count});
    } else if (check.has("ffn_gate_exps.weight")) {
        check.matrix("ffn_gate_exps.weight", {embed, width, count});
        check.matrix("ffn_up_exps.weight", {embed, width, count});
        check.matrix("ffn_down_exps.weight", {width, embed, count});
    } else { // early Mixtral files: a tensor for each expert
        for (std::uint64_t e = 0; e < count; ++e) {
            check.matrix(fmt::format("ffn_gate.{}.weight", e), {embed, width});
            check.matrix(fmt::format("ffn_up.{}.weight", e), {embed, width});
            check.matrix(fmt::format("ffn_down.{}.weight", e), {width, embed});
        }
    }
    if (check.has("pre_ffw_norm_2.weight")) { // experts beside the dense block
        check.vector("pre_ffw_norm_2.weight", {embed});
        check.vector("post_ffw_norm_1.weight", {embed});
        check.vector("post_ffw_norm_2.weight", {embed});
        check.vector("post_ffw_norm.weight", {embed});
        check.vector("ffn_gate_inp.scale", {embed});
    }
    check.vectorIfThere("ffn_down_exps.scale", {count});
    check.vectorIfThere("ffn_gate_exps.bias", {width, count});
    check.vectorIfThere("ffn_up_exps.bias", {width, count});
    check.vectorIfThere("ffn_down_exps.bias", {embed, count});
    if (check.has("ffn_gate_shexp.weight")) {
        const std::uint64_t shared = h.sharedFeedForwardLength;
        check.matrix("ffn_gate_shexp.weight", {embed, shared});
        check.matrix("ffn_up_shexp.weight", {embed, shared});
        check.matrix("ffn_down_shexp.weight", {shared, embed});
        check.vectorIfThere("ffn_gate_inp_shexp.weight", {embed});
    }
}

/// What the kernels ask of sizes, whatever the file says.
void checkSizes(const HparamsReader& read, const Hparams& h) {
    if (h.embeddingLength % 32 != 0 || h.latent.queryRank % 32 != 0) {
        read.unsupported(fmt::format("this version needs embeddings that are a multiple of 32, and "
                                     "they have {} values",
                                     h.embeddingLength));
    }
    if (h.perLayerLength % 32 != 0) {
        read.unsupported(fmt::format("embeddings for each layer have {} values, which is not a "
                                     "multiple of 32",
                                     h.perLayerLength));
    }
    for (const LayerHparams& layer : h.layers) {
        const bool cached = layer.attention == AttentionKind::groupedQuery;
        const std::uint32_t rotated = layer.rope == kNoRope ? 0 : h.ropes[layer.rope].rotated;
        if (layer.headSize % 4 != 0 || rotated % 2 != 0 || rotated > layer.headSize ||
            layer.headSize > kMaxHeadSize || (cached && layer.valueSize != layer.headSize)) {
            read.unsupported(fmt::format("heads with keys of {} values, {} of them rotated, and "
                                         "values of {} cannot be run",
                                         layer.headSize, rotated, layer.valueSize));
        }
    }
}

} // namespace

void checkTensors(const HparamsReader& read, const Architecture& architecture, const Hparams& h) {
    checkSizes(read, h);
    Checker check(read);
    const std::uint64_t embed = h.embeddingLength;
    check.matrix("token_embd.weight", {embed, h.vocabularySize});
    check.vector("output_norm.weight", {embed});
    check.matrixIfThere("output.weight", {embed, h.vocabularySize});
    if (h.perLayerLength > 0) {
        const std::uint64_t all = std::uint64_t{h.perLayerLength} * h.layerCount;
        check.matrix("per_layer_token_embd.weight", {all, h.vocabularySize});
        check.matrix("per_layer_model_proj.weight", {embed, all});
        check.vector("per_layer_proj_norm.weight", {h.perLayerLength});
    }
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        const LayerHparams& layer = h.layers[l];
        check.inLayer(l);
        check.vector("attn_norm.weight", {embed});
        switch (layer.attention) {
        case AttentionKind::groupedQuery:
            checkGroupedQuery(check, architecture, h, layer, layer.keyValueLayer == l);
            break;
        case AttentionKind::latent:
            checkLatent(check, h, layer);
            break;
        case AttentionKind::deltaNet:
            checkDeltaNet(check, h);
            break;
        }
        check.vectorIfThere("attn_output.bias", {embed});
        check.vectorIfThere("post_attention_norm.weight", {embed});
        check.vectorIfThere("post_ffw_norm.weight", {embed});
        if (check.has("ffn_norm.weight") || !check.has("post_attention_norm.weight")) {
            check.vector("ffn_norm.weight", {embed});
        }
        if (layer.experts) {
            checkExperts(check, h);
        }
        if (layer.feedForwardLength > 0 || !layer.experts) {
            checkDense(check, embed, layer.feedForwardLength);
        }
        if (h.perLayerLength > 0) {
            check.matrix("inp_gate.weight", {embed, h.perLayerLength});
            check.matrix("proj.weight", {h.perLayerLength, embed});
            check.vector("post_norm.weight", {embed});
        }
        check.vectorIfThere("layer_output_scale.weight", {1});
    }
}

} // namespace conclave
