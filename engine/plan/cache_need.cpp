// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/cache_need.h"

#include <algorithm>
#include <array>

namespace conclave {

namespace {

constexpr std::uint64_t kHalf = 2;  ///< bytes of a cached number
constexpr std::uint64_t kFloat = 4; ///< bytes of a number of a state

/// Families with sliding-window layers whose files may not say which: every `period`-th layer keeps
/// the whole context. From the models' configurations.
struct WindowRule {
    std::string_view family;
    std::uint64_t period;
    std::uint64_t window; ///< where files do not carry it
};

constexpr std::array kWindowRules{
    WindowRule{"gemma2", 2, 4096},  WindowRule{"gemma3", 6, 1024},
    WindowRule{"gemma3n", 5, 512},  WindowRule{"gpt-oss", 2, 128},
    WindowRule{"cohere2", 4, 4096}, WindowRule{"exaone4", 4, 4096},
    WindowRule{"olmo2", 4, 0},      WindowRule{"llama4", 4, 8192},
    WindowRule{"gemma4", 6, 1024},  WindowRule{"smallthinker", 4, 4096},
};

const WindowRule* ruleOf(const std::string& family) {
    const auto* found = std::find_if(kWindowRules.begin(), kWindowRules.end(),
                                     [&](const WindowRule& r) { return r.family == family; });
    return found == kWindowRules.end() ? nullptr : found;
}

/// Which layers keep only the end of the context.
class Windows {
public:
    explicit Windows(const MetadataReader& metadata)
        : m_metadata(metadata), m_rule(ruleOf(metadata.family())) {
        m_tokens = metadata.numberOr("attention.sliding_window", m_rule ? m_rule->window : 0);
        m_listed = metadata.ofLayer("attention.sliding_window_pattern", 1).has_value() &&
                   !metadata.number("attention.sliding_window_pattern");
        m_period =
            metadata.numberOr("attention.sliding_window_pattern", m_rule ? m_rule->period : 0);
    }

    [[nodiscard]] std::uint64_t tokens() const { return m_tokens; }
    [[nodiscard]] bool covers(std::uint64_t layer) const {
        if (m_tokens == 0) {
            return false;
        }
        if (m_listed) {
            return m_metadata.ofLayer("attention.sliding_window_pattern", layer).value_or(0) != 0;
        }
        return m_period > 1 && (layer + 1) % m_period != 0;
    }

private:
    const MetadataReader& m_metadata;
    const WindowRule* m_rule;
    std::uint64_t m_tokens = 0, m_period = 0;
    bool m_listed = false;
};

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
          everyNth(metadata.numberOr("full_attention_interval",
                                     metadata.family().starts_with("qwen3next") ||
                                             metadata.family().starts_with("qwen35")
                                         ? 4
                                         : 0)),
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

/// Keys and values of one token in one layer of ordinary attention.
std::uint64_t keysAndValues(const MetadataReader& metadata, std::uint64_t kvHeads, bool window) {
    const std::uint64_t heads =
        std::max<std::uint64_t>(1, metadata.largest("attention.head_count"));
    const std::uint64_t usual = metadata.numberOr("embedding_length", 0) / heads;
    std::uint64_t key = metadata.numberOr("attention.key_length", usual);
    std::uint64_t value = metadata.numberOr("attention.value_length", usual);
    if (window) {
        key = metadata.numberOr("attention.key_length_swa", key);
        value = metadata.numberOr("attention.value_length_swa", value);
    }
    return kvHeads * (key + value) * kHalf;
}

/// The compressed vector of latent attention, its rotated part, and the key of a sparse indexer.
std::uint64_t latent(const MetadataReader& metadata, std::uint64_t rank) {
    return (rank + metadata.numberOr("rope.dimension_count", 0) +
            metadata.numberOr("attention.indexer.key_length", 0)) *
           kHalf;
}

} // namespace

CacheNeed cacheNeed(const MetadataReader& metadata, std::uint64_t layers) {
    const Windows windows(metadata);
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
            need.state += recurrence.state;
        }
        if (!recurrence.hasAttention(layer) || layer >= owning) {
            continue;
        }
        const bool window = windows.covers(layer);
        const std::uint64_t bytes =
            rank > 0 ? latent(metadata, rank) : keysAndValues(metadata, kvHeads, window);
        (window ? need.windowPerToken : need.fullPerToken) += bytes;
    }
    need.windowTokens = need.windowPerToken > 0 ? windows.tokens() : 0;
    return need;
}

} // namespace conclave
