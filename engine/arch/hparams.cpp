// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/hparams.h"

#include "engine/arch/hparams_reader.h"
#include "engine/arch/rope_hparams.h"
#include "engine/arch/tensor_check.h"

#include <fmt/format.h>

#include <cmath>

namespace conclave {

namespace {

std::string inLayer(std::uint32_t layer, std::string_view tensor) {
    return fmt::format("blk.{}.{}.weight", layer, tensor);
}

/// Grouped-query attention as the common keys describe it; latent attention replaces it below.
void readAttention(const HparamsReader& read, Hparams& h) {
    const auto heads = read.perLayer("attention.head_count", kMaxLength, h.layerCount);
    const auto headsKv =
        read.perLayer("attention.head_count_kv", kMaxLength, h.layerCount, heads[0]);
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        LayerHparams& layer = h.layers[l];
        if (heads[l] < 1 || headsKv[l] < 1 || heads[l] % headsKv[l] != 0) {
            read.unsupported(
                fmt::format("layer {} has {} query heads and {} key heads, which is not a multiple",
                            l, heads[l], headsKv[l]));
        }
        layer.keyValueLayer = l;
        layer.headCount = heads[l];
        layer.headCountKv = headsKv[l];
        layer.headSize = read.count("attention.key_length", kMaxHeadSize,
                                    std::max(1U, h.embeddingLength / heads[l]));
        layer.valueSize = read.count("attention.value_length", kMaxHeadSize, layer.headSize);
    }
    h.attentionScale =
        read.number("attention.scale", 1e-6, 1e6, 1.0 / std::sqrt(double(h.layers[0].headSize)));
    h.attentionSoftCap = read.number("attn_logit_softcapping", 0, 1e6, 0.0);
    h.finalSoftCap = read.number("final_logit_softcapping", 0, 1e6, 0.0);
}

/// Every period-th layer attends to everything; a file may give the pattern itself.
void readWindow(const HparamsReader& read, std::uint32_t period, Hparams& h) {
    const std::uint32_t window = read.countOrZero("attention.sliding_window", kMaxContext);
    if (period == 0 || window == 0) {
        return;
    }
    const GgufValue* pattern = read.file().find(read.key("attention.sliding_window_pattern"));
    const auto* flags = pattern ? std::get_if<std::vector<bool>>(pattern) : nullptr;
    if (flags != nullptr && flags->size() < h.layerCount) {
        read.reject("its window pattern has fewer entries than layers");
    }
    if (pattern != nullptr && flags == nullptr) {
        period = read.count("attention.sliding_window_pattern", kMaxLayers);
    }
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        const bool windowed = flags != nullptr ? bool((*flags)[l]) : l % period != period - 1;
        h.layers[l].window = windowed ? window : 0;
    }
}

void readLatent(const HparamsReader& read, Hparams& h) {
    LatentHparams& m = h.latent;
    m.rank = read.count("attention.kv_lora_rank", kMaxHeadSize);
    m.queryRank = read.countOrZero("attention.q_lora_rank", kMaxLength);
    m.ropeSize = read.count("rope.dimension_count", kMaxHeadSize);
    // Older files give the sizes of a head where newer ones give those of the cached vectors.
    const bool older = !read.has("attention.key_length_mla");
    const std::uint32_t keySize =
        read.count(older ? "attention.key_length" : "attention.key_length_mla", kMaxHeadSize);
    m.valueSize =
        read.count(older ? "attention.value_length" : "attention.value_length_mla", kMaxHeadSize);
    if (keySize <= m.ropeSize || m.rank % 4 != 0 || m.ropeSize % 4 != 0 || keySize % 4 != 0 ||
        m.rank + m.ropeSize > kMaxHeadSize) {
        read.reject(fmt::format("latent attention with keys of {}, {} rotated, and a rank of {} is "
                                "not possible",
                                keySize, m.ropeSize, m.rank));
    }
    m.plainSize = keySize - m.ropeSize;
    for (LayerHparams& layer : h.layers) {
        layer.attention = AttentionKind::latent;
        layer.headCountKv = 1;
        layer.headSize = m.rank + m.ropeSize;
        layer.valueSize = m.rank;
    }
    h.attentionScale = static_cast<float>(1.0 / std::sqrt(double(keySize)));
}

void readRouter(const HparamsReader& read, const RouterRule& rule, Hparams& h) {
    h.router = rule;
    h.expertCount = read.count("expert_count", kMaxExperts);
    h.expertUsedCount = read.count("expert_used_count", kMaxExpertsUsed);
    if (h.expertUsedCount > h.expertCount) {
        read.reject(
            fmt::format("it uses {} experts but has only {}", h.expertUsedCount, h.expertCount));
    }
    const std::uint32_t score = read.countOrZero("expert_gating_func", 16);
    if (score > 3) {
        read.unsupported(fmt::format("its router has the unknown score function {}", score));
    }
    if (score != 0) { // 1 and 3 are softmax, before and after the choice
        h.router.score = score == 2 ? RouterScore::sigmoid : RouterScore::softmax;
        h.router.renormalise = score == 3 || h.router.renormalise;
    }
    h.router.renormalise = read.flag("expert_weights_norm", h.router.renormalise);
    const float scale = read.number("expert_weights_scale", 0, 1e6, 1.0);
    h.router.scale = scale == 0 ? 1 : scale;
    h.router.groups = std::max(1U, read.countOrZero("expert_group_count", kMaxExperts));
    h.router.groupsUsed = std::max(1U, read.countOrZero("expert_group_used_count", kMaxExperts));
    if (h.expertCount % h.router.groups != 0 || h.router.groupsUsed > h.router.groups ||
        h.expertCount / h.router.groups * h.router.groupsUsed < h.expertUsedCount) {
        read.reject(fmt::format("{} experts cannot be chosen from {} of {} groups of {} experts",
                                h.expertUsedCount, h.router.groupsUsed, h.router.groups,
                                h.expertCount));
    }
}

void readFeedForward(const HparamsReader& read, Hparams& h) {
    const GgufFile& file = read.file();
    const auto lengths =
        read.perLayer("feed_forward_length", kMaxLength, h.layerCount,
                      read.count("expert_feed_forward_length", kMaxLength, std::uint64_t{1}));
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        LayerHparams& layer = h.layers[l];
        layer.experts = h.expertCount > 0 && file.findTensor(inLayer(l, "ffn_gate_inp")) != nullptr;
        layer.feedForwardLength = layer.experts ? 0 : lengths[l];
        if (const TensorInfo* shared = file.findTensor(inLayer(l, "ffn_gate_shexp"));
            shared != nullptr && layer.experts) {
            h.sharedFeedForwardLength =
                static_cast<std::uint32_t>(std::min<std::uint64_t>(shared->shape[1], kMaxLength));
        }
    }
    if (h.expertCount > 0) {
        h.expertFeedForwardLength =
            read.count("expert_feed_forward_length", kMaxLength, std::max(1U, lengths[0]));
    }
}

void readVocabulary(const HparamsReader& read, Hparams& h) {
    const std::uint64_t rows = read.file().requireTensor("token_embd.weight").shape[1];
    if (rows < 1 || rows > kMaxLength * 4) {
        read.reject(fmt::format("a vocabulary of {} tokens is not possible", rows));
    }
    h.vocabularySize = static_cast<std::uint32_t>(rows);
}

} // namespace

Hparams readHparams(const GgufFile& file, const Architecture& architecture,
                    std::uint32_t contextLength) {
    const HparamsReader read(file, architecture.ggufName);
    Hparams h;
    // Layers behind the last that predict further tokens are not run.
    const std::uint32_t blocks = read.count("block_count", kMaxLayers);
    const std::uint32_t ahead = read.countOrZero("nextn_predict_layers", blocks - 1);
    h.layerCount = blocks - ahead;
    h.layers.resize(h.layerCount);
    h.embeddingLength = read.count("embedding_length", kMaxLength);
    h.contextLength = read.count("context_length", kMaxContext);
    h.rmsEpsilon = read.number("attention.layer_norm_rms_epsilon", 0, 1);
    h.embeddingScale =
        architecture.scalesEmbedding ? std::sqrt(static_cast<float>(h.embeddingLength)) : 1;
    readAttention(read, h);
    readWindow(read, architecture.windowPeriod, h);
    if (read.has("attention.kv_lora_rank")) {
        readLatent(read, h);
    }
    const std::uint32_t rotated =
        h.latent.rank > 0
            ? h.latent.ropeSize
            : read.count("rope.dimension_count", kMaxHeadSize, std::uint64_t{h.layers[0].headSize});
    h.ropes.push_back(
        readRope(read, rotated, contextLength == 0 ? h.contextLength : contextLength));
    if (read.countOrZero("expert_count", kMaxExperts) > 0) {
        readRouter(read, architecture.router, h);
    }
    readFeedForward(read, h);
    readVocabulary(read, h);
    if (architecture.adapt != nullptr) {
        architecture.adapt(read, h);
    }
    checkTensors(read, architecture, h);
    return h;
}

} // namespace conclave
