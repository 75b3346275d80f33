// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A whole model in plain C++: the judge of the GPU's logits, and of every stage before them.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/reference/kernels.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

class GgufFile;

/// Runs a model of any supported family, float throughout, one token after the other. All weights
/// are expanded to float at construction: for small models. A copy shares them and has a sequence
/// of its own, so that several threads can run one model.
class ReferenceModel {
public:
    /// Sees a stage of a layer for the newest token. Stages in order: attn_norm, query, key (both
    /// as attention uses them), value, heads, attn_out (the residual stream after the block),
    /// ffn_norm, router (logits; expert models), ffn_out; then output_norm and logits with layer =
    /// layerCount.
    using Observer = std::function<void(std::uint32_t layer, std::string_view stage,
                                        std::span<const float> values)>;

    /// `contextLength` as in readHparams(). Throws Error(badFile) or Error(unsupported). The file
    /// is not needed afterwards.
    explicit ReferenceModel(const GgufFile& file, std::uint32_t contextLength = 256);

    /// Runs a new sequence from position 0; logits [tokens, vocabulary] of all its positions.
    [[nodiscard]] std::vector<float> forward(std::span<const std::uint32_t> tokens);

    /// Continues the sequence by one token; logits [vocabulary] after it.
    [[nodiscard]] std::vector<float> next(std::uint32_t token);

    /// Calls `observer` for every stage from now on; an empty one ends that.
    void observe(Observer observer) { m_observer = std::move(observer); }

    [[nodiscard]] const Hparams& hparams() const noexcept { return m_hparams; }

    /// Calls `show` for the matrices that activations are multiplied with in matVec(), with the
    /// names their tensors have in files that fuse nothing. The experts of a layer are one.
    void eachMatrix(const std::function<void(const std::string& tensor,
                                             std::span<const float> weights)>& show) const;

private:
    struct Dense {
        reference::Vector gate, up,
            down; // [width, embed] twice, [embed, width]; with experts [expert, ...]
        reference::Vector gateBias, upBias, downBias; // of their rows; or empty
        [[nodiscard]] reference::FeedForwardWeights view() const {
            return {gate, up, down, gateBias, upBias, downBias};
        }
    };
    struct Layer {
        reference::Vector attnNorm;          // [embed]
        reference::Vector query, key, value; // [heads * headSize, embed]
        reference::Vector queryBias, keyBias, valueBias;
        reference::Vector queryNorm, keyNorm; // [headSize] or of all heads; empty without the norm
        reference::Vector sinks;              // [heads] or empty
        reference::Vector queryA, queryANorm, keyValueA; // latent attention, see tensor_check.cpp
        reference::Vector keyB, valueB;           // [heads, rank, plain], [heads, value, rank]
        reference::Vector deltaInputs, deltaGate; // [channels, embed], [heads * valueSize, embed]
        reference::Vector deltaBeta, deltaAlpha;  // [heads, embed]
        reference::Vector convolution;            // [channels, taps]
        reference::Vector decay, timeStep;        // [heads]
        reference::Vector deltaNorm;              // [valueSize]
        reference::Vector output, outputBias;     // [embed, heads * valueSize], [embed]
        reference::Vector attnPostNorm;           // [embed] or empty
        reference::Vector ffnNorm;                // [embed]
        reference::Vector router, routerBias; // [expert, embed], [expert]; empty in a dense layer
        reference::Vector choiceBias;         // [expert] or empty
        reference::Vector sharedGate;         // [embed] or empty
        Dense feedForward;                    // the dense block, or all experts
        Dense shared;                         // or empty
        reference::Vector ffnPostNorm;        // [embed] or empty
        Dense beside;                         // the dense block beside experts, or empty
        reference::Vector besidePostNorm, expertsNorm, expertsPostNorm; // [embed]; with `beside`
        reference::Vector routerNorm;  // [embed], times sqrt(embed); with `beside`
        reference::Vector expertScale; // [expert] or empty: factor on the weights of the chosen
        reference::Vector perLayerGate, perLayerProjection, perLayerNorm; // or empty
        float outputScale = 1; // of the residual stream behind the layer
    };
    struct Weights {
        reference::Vector embedding;  // [vocabulary, embed]
        reference::Vector outputNorm; // [embed]
        reference::Vector output;     // [vocabulary, embed]; empty: the embedding is used
        reference::Vector perLayerEmbedding, perLayerProjection, perLayerNorm; // or empty
        std::vector<Layer> layers;
    };
    /// What a layer keeps of the sequence.
    struct State {
        reference::KvHistory history;
        reference::DeltaState delta;
    };

    void loadAttention(const GgufFile& file, Layer& layer, std::uint32_t index);
    void loadDeltaNet(const GgufFile& file, Layer& layer, std::uint32_t index);
    void splitKeyValueB(const reference::Vector& both, std::uint32_t heads, Layer& layer) const;
    void loadFeedForward(const GgufFile& file, Layer& layer, std::uint32_t index);
    [[nodiscard]] reference::Vector groupedQuery(std::uint32_t index,
                                                 const reference::Vector& normed);
    [[nodiscard]] reference::Vector latent(std::uint32_t index, const reference::Vector& normed);
    [[nodiscard]] reference::Vector deltaNet(std::uint32_t index, const reference::Vector& normed);
    [[nodiscard]] reference::Vector attentionBlock(std::uint32_t index, std::span<const float> x);
    [[nodiscard]] reference::Vector feedForwardBlock(std::uint32_t index, std::span<const float> x);
    [[nodiscard]] reference::Vector expertsBesideDense(std::uint32_t index,
                                                       std::span<const float> x);
    /// The second embedding of the token for all layers: [layer, perLayerLength].
    [[nodiscard]] reference::Vector perLayerInputs(std::uint32_t token,
                                                   std::span<const float> x) const;
    [[nodiscard]] reference::Vector perLayerBlock(std::uint32_t index, std::span<const float> x,
                                                  const reference::Vector& inputs) const;
    [[nodiscard]] reference::Vector rotated(const LayerHparams& layer,
                                            const reference::Vector& heads, std::uint32_t headSize,
                                            std::uint32_t first = 0) const;
    /// The query as attention uses it: it may grow with the position.
    [[nodiscard]] reference::Vector grown(const LayerHparams& layer, reference::Vector query) const;
    [[nodiscard]] reference::AttentionRule ruleOf(const LayerHparams& layer) const;
    /// `values` as they are, shown to the observer.
    reference::Vector seen(std::uint32_t layer, std::string_view stage, reference::Vector values);

    const Architecture& m_architecture;
    Hparams m_hparams;
    std::shared_ptr<const Weights> m_weights;
    std::vector<State> m_states;  // of the layers
    std::uint32_t m_position = 0; // of the next token
    Observer m_observer;
};

} // namespace conclave
