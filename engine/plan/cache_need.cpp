// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/cache_need.h"

#include "engine/model/kv_cache.h"
#include "engine/model/recurrent_state.h"
#include "engine/plan/window_layers.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr std::uint64_t kHalf = 2;  ///< bytes of a cached number
constexpr std::uint64_t kFloat = 4; ///< bytes of a number of a state

/// Families with gated delta nets on three of four layers.
bool isDeltaNet(std::string_view family) {
    return family == "qwen3next" || family == "qwen35" || family == "qwen35moe";
}

/// Bytes of the state of one state-space or delta-net layer: the last inputs of its convolution
/// and one matrix per head.
std::uint64_t scanState(const MetadataReader& metadata) {
    const std::uint64_t inner = metadata.numberOr("ssm.inner_size", 0);
    const std::uint64_t state = metadata.numberOr("ssm.state_size", 0);
    const std::uint64_t groups = metadata.numberOr("ssm.group_count", 0);
    const std::uint64_t kernel = metadata.numberOr("ssm.conv_kernel", 1);
    const std::uint64_t past = kernel > 0 ? kernel - 1 : 0;
    return (past * (inner + 2 * groups * state) + inner * state) * kFloat;
}

std::uint64_t convolutionState(const MetadataReader& metadata) {
    const std::uint64_t length = metadata.numberOr("shortconv.l_cache", 0);
    return length > 1 ? (length - 1) * metadata.numberOr("embedding_length", 0) * kFloat : 0;
}

/// Families that mix recurrent layers with attention.
struct Recurrence {
    explicit Recurrence(const MetadataReader& metadata)
        : state(scanState(metadata) + convolutionState(metadata)),
          everyNth(
              metadata.numberOr("full_attention_interval", isDeltaNet(metadata.family()) ? 4 : 0)),
          everywhere(metadata.family() == "falcon-h1") {}

    /// `kvHeads` is 0 in layers without attention; some of these only feed forward.
    [[nodiscard]] bool hasState(const MetadataReader& metadata, std::uint64_t layer,
                                std::uint64_t kvHeads) const {
        if (state == 0) {
            return false;
        }
        if (everyNth > 1) {
            return (layer + 1) % everyNth != 0;
        }
        const bool feedsForwardOnly =
            metadata.family().starts_with("nemotron_h") &&
            metadata.ofLayer("feed_forward_length", layer).value_or(0) != 0;
        return everywhere || (kvHeads == 0 && !feedsForwardOnly);
    }
    [[nodiscard]] bool hasAttention(std::uint64_t layer) const {
        return everyNth <= 1 || (layer + 1) % everyNth == 0;
    }

    std::uint64_t state; ///< bytes per recurrent layer
    std::uint64_t everyNth;
    bool everywhere;
};

/// A token in one layer, kept either way.
struct TokenBytes {
    std::uint64_t halves = 0, bytes = 0;
};

/// So many vectors of that length.
TokenBytes kept(std::uint64_t vectors, std::uint64_t length) {
    constexpr std::uint32_t kLanes = 32; // of most graphics cards; others differ by little
    const auto words = cachedHeadWords(CacheType::q8_0, static_cast<std::uint32_t>(length), kLanes);
    return {vectors * length * kHalf, vectors * words * sizeof(std::uint32_t)};
}

/// Keys and values in a layer of ordinary attention.
TokenBytes keysAndValues(const MetadataReader& metadata, std::uint64_t kvHeads, bool window) {
    const std::uint64_t heads =
        std::max<std::uint64_t>(1, metadata.largest("attention.head_count"));
    const std::uint64_t usual = metadata.numberOr("embedding_length", 0) / heads;
    std::uint64_t key = metadata.numberOr("attention.key_length", usual);
    std::uint64_t value = metadata.numberOr("attention.value_length", usual);
    if (window) {
        key = metadata.numberOr("attention.key_length_swa", key);
        value = metadata.numberOr("attention.value_length_swa", value);
    }
    const TokenBytes keys = kept(kvHeads, key), values = kept(kvHeads, value);
    return {keys.halves + values.halves, keys.bytes + values.bytes};
}

/// The compressed vector of latent attention, its rotated part, and the key of a sparse indexer.
TokenBytes latent(const MetadataReader& metadata, std::uint64_t rank) {
    return kept(1, rank + metadata.numberOr("rope.dimension_count", 0) +
                       metadata.numberOr("attention.indexer.key_length", 0));
}

} // namespace

std::uint64_t stateCopies(std::string_view family) {
    return isDeltaNet(family) ? kStateSlots : 1;
}

CacheNeed cacheNeed(const MetadataReader& metadata, std::uint64_t layers) {
    const WindowLayers windows(metadata);
    const Recurrence recurrence(metadata);
    const std::uint64_t rank = metadata.numberOr("attention.kv_lora_rank", 0);
    const std::uint64_t shared = metadata.numberOr("attention.shared_kv_layers", 0);
    const std::uint64_t owning = layers - std::min(layers, shared); // the last ones borrow
    CacheNeed need;
    for (std::uint64_t layer = 0; layer < layers; ++layer) {
        const std::uint64_t heads = metadata.ofLayer("attention.head_count", layer).value_or(0);
        const std::uint64_t kvHeads =
            metadata.ofLayer("attention.head_count_kv", layer).value_or(heads);
        if (recurrence.hasState(metadata, layer, kvHeads)) {
            need.state += recurrence.state * stateCopies(metadata.family());
        }
        if (!recurrence.hasAttention(layer) || layer >= owning) {
            continue;
        }
        const bool window = windows.covers(layer);
        const TokenBytes token =
            rank > 0 ? latent(metadata, rank) : keysAndValues(metadata, kvHeads, window);
        (window ? need.windowPerToken : need.fullPerToken) += token.halves;
        (window ? need.windowPerTokenQ8 : need.fullPerTokenQ8) += token.bytes;
    }
    need.windowTokens = need.windowPerToken > 0 ? windows.tokens() : 0;
    return need;
}

} // namespace conclave
