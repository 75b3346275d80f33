// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A whole model in plain C++: the judge of the GPU's logits, and of every stage before them.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/reference/kernels.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace conclave {

class GgufFile;

/// Runs a model of any supported family, float throughout, one token after the other. All weights
/// are expanded to float at construction: for small models.
class ReferenceModel {
public:
    /// Sees a stage of a layer for the newest token. Stages in order: attn_norm, query, key (both
    /// as attention uses them), value, heads, attn_out (the residual stream after the block),
    /// ffn_norm, router (logits; expert models), ffn_out; then output_norm and logits with layer =
    /// layerCount.
    using Observer = std::function<void(std::uint32_t layer, std::string_view stage,
                                        std::span<const float> values)>;

    /// Throws Error(badFile) or Error(unsupported). The file is not needed afterwards.
    explicit ReferenceModel(const GgufFile& file);

    /// Runs a new sequence from position 0; logits [tokens, vocabulary] of all its positions.
    [[nodiscard]] std::vector<float> forward(std::span<const std::uint32_t> tokens);

    /// Continues the sequence by one token; logits [vocabulary] after it.
    [[nodiscard]] std::vector<float> next(std::uint32_t token);

    /// Calls `observer` for every stage from now on; an empty one ends that.
    void observe(Observer observer) { m_observer = std::move(observer); }

    [[nodiscard]] const Hparams& hparams() const noexcept { return m_hparams; }

private:
    struct Layer {
        reference::Vector attnNorm;           // [embed]
        reference::Vector query, key, value;  // [heads * headSize, embed]
        reference::Vector queryNorm, keyNorm; // [headSize]; empty without the norm
        reference::Vector output;             // [embed, heads * headSize]
        reference::Vector ffnNorm;            // [embed]
        reference::Vector router;             // [expert, embed]; empty in a dense layer
        reference::Vector gate, up, down; // [(expert,) width, embed]; down [(expert,) embed, width]
        reference::KvHistory history;
    };

    [[nodiscard]] reference::Vector attentionBlock(std::uint32_t index, std::span<const float> x);
    [[nodiscard]] reference::Vector feedForwardBlock(std::uint32_t index, std::span<const float> x);
    /// `values` as they are, shown to the observer.
    reference::Vector seen(std::uint32_t layer, std::string_view stage, reference::Vector values);

    const Architecture& m_architecture;
    Hparams m_hparams;
    reference::RopeRule m_rope;
    reference::Vector m_embedding;  // [vocabulary, embed]
    reference::Vector m_outputNorm; // [embed]
    reference::Vector m_output;     // [vocabulary, embed]; empty: the embedding is used
    std::vector<Layer> m_layers;
    std::uint32_t m_position = 0; // of the next token
    Observer m_observer;
};

} // namespace conclave
