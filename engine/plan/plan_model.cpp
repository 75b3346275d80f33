// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/plan_model.h"

#include "engine/gguf/tensor_role.h"
#include "engine/model/weight_layout.h"
#include "engine/plan/cache_need.h"
#include "engine/plan/metadata_reader.h"

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

WorkShape shapeOf(const MetadataReader& metadata, std::uint64_t vocabulary) {
    WorkShape shape;
    shape.embedding = metadata.numberOr("embedding_length", 0);
    const std::uint64_t heads = metadata.largest("attention.head_count");
    const std::uint64_t headSize = metadata.numberOr(
        "attention.key_length_mla",
        metadata.numberOr("attention.key_length", heads > 0 ? shape.embedding / heads : 0));
    shape.queryLength = heads * headSize;
    shape.keyLength = metadata.largest("attention.head_count_kv") * headSize;
    shape.feedForward = metadata.largest("feed_forward_length");
    shape.experts = metadata.numberOr("expert_count", 0);
    shape.expertsUsed = metadata.numberOr("expert_used_count", 0);
    shape.expertFeedForward = metadata.numberOr("expert_feed_forward_length", shape.feedForward);
    shape.vocabulary = vocabulary;
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
    std::uint64_t vocabulary = 0;
    for (const TensorInfo& tensor : tensors) {
        if (layerOf(tensor.name).value_or(0) >= std::max<std::uint64_t>(model.layers, 1)) {
            continue;
        }
        const std::uint64_t bytes = bytesOf(tensor);
        model.weightBytes += bytes;
        if (tensor.name == "token_embd.weight") {
            vocabulary = tensor.shape[1];
        }
        if (isRoutedExpert(tensor.name)) {
            model.expertBytes += bytes;
        } else if (!isLookedUp(tensor.name, tied)) {
            model.bytesPerToken += bytes;
        }
    }
    model.shape = shapeOf(reader, vocabulary);
    if (model.shape.experts > 0) {
        model.expertBytesPerToken = model.expertBytes / model.shape.experts *
                                    std::min(model.shape.expertsUsed, model.shape.experts);
    }
    model.bytesPerToken += model.expertBytesPerToken;
    return model;
}

} // namespace conclave
