// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/plan_model.h"

#include "engine/gguf/tensor_role.h"
#include "engine/model/recorder.h"
#include "engine/model/weight_layout.h"
#include "engine/plan/cache_need.h"
#include "engine/plan/metadata_reader.h"
#include "engine/plan/window_layers.h"

#include <algorithm>

namespace conclave {

namespace {

std::uint64_t bytesOf(const TensorInfo& tensor) {
    const std::uint64_t rows = tensor.shape[1] * tensor.shape[2] * tensor.shape[3];
    if (tensor.dimensions < 2) {
        return tensor.elements() * blockFormat(tensor.type).blockBytes /
               blockFormat(tensor.type).blockSize;
    }
    return rows * deviceRowQuads(tensor.type, tensor.shape[0]) * 16ULL;
}

std::uint64_t headSizeOf(const MetadataReader& metadata, std::uint64_t heads, const char* which,
                         bool window) {
    const std::string key = std::string("attention.") + which;
    const std::uint64_t usual = heads > 0 ? metadata.numberOr("embedding_length", 0) / heads : 0;
    const std::uint64_t size = metadata.numberOr(key, usual);
    return window ? metadata.numberOr(key + "_swa", size) : size;
}

/// Numbers that a decoded token leaves in partial attention: see DecodeRecorder::splits().
std::uint64_t partialsOf(std::uint64_t heads, std::uint64_t kvHeads, std::uint64_t headSize,
                         std::uint64_t valueSize) {
    constexpr std::uint64_t kJobs = 128, kMostSplits = 64;
    constexpr std::uint32_t kLanes = 32;
    if (heads == 0 || kvHeads == 0 || heads % kvHeads != 0) {
        return 0;
    }
    LayerHparams layer;
    layer.headCount = static_cast<std::uint32_t>(heads);
    layer.headCountKv = static_cast<std::uint32_t>(kvHeads);
    layer.headSize = static_cast<std::uint32_t>(headSize);
    const std::uint64_t tiles = heads / tileHeads(layer, kLanes);
    return std::clamp<std::uint64_t>(kJobs / tiles, 1, kMostSplits) * heads * (valueSize + 2);
}

/// Latent attention keeps absorbed queries besides, and what it attends to is projected again.
void readLatent(const MetadataReader& metadata, std::uint64_t rank, WorkShape& shape) {
    const std::uint64_t heads = metadata.largest("attention.head_count");
    const std::uint64_t rotated = metadata.numberOr("rope.dimension_count", 0);
    const bool older = !metadata.number("attention.key_length_mla");
    const std::uint64_t key = metadata.numberOr(
        older ? "attention.key_length" : "attention.key_length_mla", rank + rotated);
    const std::uint64_t value =
        metadata.numberOr(older ? "attention.value_length" : "attention.value_length_mla", key);
    shape.attention = heads * (2 * rank + key + value) +
                      metadata.numberOr("attention.q_lora_rank", 0) + rank + rotated;
    shape.attentionPartials = partialsOf(heads, 1, rank + rotated, rank);
}

void readAttention(const MetadataReader& metadata, std::uint64_t layers, WorkShape& shape) {
    const WindowLayers windows(metadata);
    std::uint64_t projected = 0, attended = 0;
    for (std::uint64_t layer = 0; layer < layers; ++layer) {
        const std::uint64_t heads = metadata.ofLayer("attention.head_count", layer).value_or(0);
        const std::uint64_t kvHeads =
            metadata.ofLayer("attention.head_count_kv", layer).value_or(heads);
        const bool window = windows.covers(layer);
        const std::uint64_t key = headSizeOf(metadata, heads, "key_length", window);
        const std::uint64_t value = headSizeOf(metadata, heads, "value_length", window);
        projected = std::max(projected, (heads + 2 * kvHeads) * key);
        attended = std::max(attended, heads * value);
        shape.attentionPartials =
            std::max(shape.attentionPartials, partialsOf(heads, kvHeads, key, value));
    }
    // Delta nets: what is projected, what the convolution makes of it, and what is read out.
    const std::uint64_t inner = metadata.numberOr("ssm.inner_size", 0);
    const std::uint64_t valueHeads = metadata.numberOr("ssm.time_step_rank", 0);
    std::uint64_t convolved = 0;
    if (inner > 0 && valueHeads > 0) {
        const std::uint64_t keyHeads = metadata.numberOr("ssm.group_count", 0);
        const std::uint64_t channels =
            2 * keyHeads * metadata.numberOr("ssm.state_size", 0) + inner;
        projected = std::max(projected, channels + inner + 2 * valueHeads);
        attended = std::max(attended, inner);
        convolved = channels + 2 * valueHeads + keyHeads;
    }
    shape.attention = projected + attended + convolved;
}

/// Widths that only the tensors tell for certain.
struct TensorWidths {
    std::uint64_t vocabulary = 0, feedForward = 0, sharedFeedForward = 0;

    void look(const TensorInfo& tensor) {
        if (tensor.name == "token_embd.weight") {
            vocabulary = tensor.shape[1];
        } else if (tensor.name.ends_with(".ffn_down.weight")) {
            feedForward = std::max(feedForward, tensor.shape[0]);
        } else if (tensor.name.ends_with(".ffn_gate_shexp.weight")) {
            sharedFeedForward = std::max(sharedFeedForward, tensor.shape[1]);
        }
    }
};

WorkShape shapeOf(const MetadataReader& metadata, std::uint64_t layers,
                  const TensorWidths& widths) {
    WorkShape shape;
    shape.embedding = metadata.numberOr("embedding_length", 0);
    if (const std::uint64_t rank = metadata.numberOr("attention.kv_lora_rank", 0); rank > 0) {
        readLatent(metadata, rank, shape);
    } else {
        readAttention(metadata, layers, shape);
    }
    shape.feedForward = widths.feedForward;
    shape.sharedFeedForward = widths.sharedFeedForward;
    shape.experts = metadata.numberOr("expert_count", 0);
    shape.expertsUsed = metadata.numberOr("expert_used_count", 0);
    shape.expertFeedForward =
        metadata.numberOr("expert_feed_forward_length", metadata.largest("feed_forward_length"));
    shape.perLayer = layers * metadata.numberOr("embedding_length_per_layer_input", 0);
    shape.vocabulary = widths.vocabulary;
    return shape;
}

} // namespace

PlanModel planModel(const GgufMetadata& metadata, std::span<const TensorInfo> tensors) {
    const MetadataReader reader(metadata);
    PlanModel model;
    // Layers that predict further tokens at once take no part in ordinary decoding.
    const std::uint64_t blocks = reader.numberOr("block_count", 0);
    model.layers = blocks - std::min(blocks, reader.numberOr("nextn_predict_layers", 0));
    model.contextTrained = reader.numberOr("context_length", 0);
    model.cache = cacheNeed(reader, model.layers);

    const bool tied = std::none_of(tensors.begin(), tensors.end(),
                                   [](const TensorInfo& t) { return t.name == "output.weight"; });
    TensorWidths widths;
    for (const TensorInfo& tensor : tensors) {
        if (layerOf(tensor.name).value_or(0) >= std::max<std::uint64_t>(model.layers, 1)) {
            continue;
        }
        const std::uint64_t bytes = bytesOf(tensor);
        model.weightBytes += bytes;
        widths.look(tensor);
        if (isRoutedExpert(tensor.name)) {
            model.expertBytes += bytes;
        } else if (!isLookedUp(tensor.name, tied)) {
            model.bytesPerToken += bytes;
        }
    }
    model.shape = shapeOf(reader, model.layers, widths);
    if (model.shape.experts > 0) {
        model.expertBytesPerToken = model.expertBytes / model.shape.experts *
                                    std::min(model.shape.expertsUsed, model.shape.experts);
    }
    model.bytesPerToken += model.expertBytesPerToken;
    return model;
}

} // namespace conclave
