// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/plan_model.h"

#include "engine/model/weight_layout.h"
#include "engine/plan/cache_need.h"
#include "engine/plan/metadata_reader.h"

#include <algorithm>
#include <charconv>

namespace conclave {

namespace {

/// Tensors that hold one matrix per routed expert: "blk.0.ffn_up_exps.weight".
bool isPerExpert(const TensorInfo& tensor) {
    return tensor.name.find("_exps.") != std::string::npos;
}

std::uint64_t bytesOf(const TensorInfo& tensor) {
    const std::uint64_t rows = tensor.shape[1] * tensor.shape[2] * tensor.shape[3];
    if (tensor.dimensions < 2) {
        return tensor.elements() * blockFormat(tensor.type).blockBytes /
               blockFormat(tensor.type).blockSize;
    }
    return rows * deviceRowQuads(tensor.type, tensor.shape[0]) * 16ULL;
}

/// The layer of "blk.12.attn_q.weight"; none for tensors outside the layers.
std::optional<std::uint64_t> layerOf(const std::string& name) {
    constexpr std::string_view kPrefix = "blk.";
    std::uint64_t layer = 0;
    if (!name.starts_with(kPrefix) ||
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), layer).ec !=
            std::errc()) {
        return {};
    }
    return layer;
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
        // Of an embedding that is not the output matrix, too, a token reads one row.
        const bool lookedUp = (tensor.name == "token_embd.weight" && !tied) ||
                              tensor.name == "per_layer_token_embd.weight";
        if (isPerExpert(tensor)) {
            model.expertBytes += bytes;
        } else if (!lookedUp) {
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
