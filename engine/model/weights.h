// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The weights of a model on the device, by address.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/model/weight_memory.h"
#include "engine/vulkan/buffer.h"

#include <functional>
#include <memory>
#include <vector>

namespace conclave {

/// A matrix [rows, rowLength] on the device, rowLength filled up with zeros to a multiple of 32.
/// rows 0: there is none.
struct WeightMatrix {
    shaders::Matrix matrix{};
    BlockType type = BlockType::f32;
    std::uint32_t rowLength = 0;
};

/// The experts of one layer: a table of addresses, and what all of them share.
struct ExpertWeights {
    shaders::uvec2 table{};      ///< ExpertRef [expertCount]
    WeightMatrix gate, up, down; ///< shape, stride and type of one expert; address unused
    bool biased = false;         ///< ExpertRef::bias is set
};

/// Matrices of a gated feed-forward block.
struct DenseWeights {
    WeightMatrix gate, up, down; ///< [width, embedding] twice, [embedding, width]
};

struct RouterWeights {
    WeightMatrix matrix;         ///< [experts, embedding]
    shaders::uvec2 bias{};       ///< f32 [experts], on logits; 0: none
    shaders::uvec2 choiceBias{}; ///< f32 [experts], on scores for the choice; 0: none
    shaders::uvec2 sharedGate{}; ///< f32 [embedding]; 0: the shared expert counts once
};

/// Multi-head latent attention with absorbed matrices (arXiv 2405.04434).
struct LatentWeights {
    WeightMatrix queryA;         ///< [query rank, embedding]; rows 0: LayerWeights::query is direct
    shaders::uvec2 queryANorm{}; ///< f32 [query rank]
    WeightMatrix keyValueA;      ///< [rank + rope size, embedding]
    WeightMatrix keyB;           ///< of one head [rank, plain size]; heads one after another
    WeightMatrix valueB;         ///< of one head [value size, rank]
};

/// A gated delta net (arXiv 2412.06464).
struct DeltaWeights {
    WeightMatrix inputs;                ///< [channels, embedding]
    WeightMatrix gate;                  ///< [heads * value size, embedding]
    WeightMatrix betaDecay;             ///< [2 * heads, embedding]: all betas, then all decays
    shaders::uvec2 convolution{};       ///< f32 [channels, taps]
    shaders::uvec2 decay{}, timeStep{}; ///< f32 [heads]
    shaders::uvec2 norm{};              ///< f32 [value size]
};

struct LayerWeights {
    std::uint32_t index = 0;               ///< of the layer
    shaders::uvec2 attentionNorm{};        ///< f32 [embedding]
    WeightMatrix query, key, value;        ///< [heads * head size, embedding]
    shaders::uvec2 queryKeyValueBias{};    ///< f32, of all three one after another; 0: none
    shaders::uvec2 queryNorm{}, keyNorm{}; ///< f32 [head size] or of all heads; 0: none
    shaders::uvec2 sinks{};                ///< f32 [heads]; 0: none
    LatentWeights latent;
    DeltaWeights delta;
    WeightMatrix attentionOutput;         ///< [embedding, heads * value size]
    shaders::uvec2 attentionOutputBias{}; ///< f32 [embedding]; 0: none
    shaders::uvec2 attentionPostNorm{};   ///< f32 [embedding], on what is added; 0: none
    shaders::uvec2 feedForwardNorm{};     ///< f32 [embedding]
    DenseWeights dense;                   ///< without experts
    RouterWeights router;
    ExpertWeights experts;
    /// Of experts beside a dense block: the router's norm with all its factors, the norm of the
    /// experts' input, those behind the dense block and behind the experts, and factors on expert
    /// weights.
    struct Beside {
        shaders::uvec2 routerNorm{}, expertNorm{}, densePostNorm{}, expertPostNorm{}, expertScale{};
    } beside;
    DenseWeights shared;                  ///< beside the chosen experts; rows 0: none
    shaders::uvec2 feedForwardPostNorm{}; ///< f32 [embedding], on what is added; 0: none
    WeightMatrix perLayerGate,
        perLayerProjection;            ///< [length, embedding], [embedding, length]; or none
    shaders::uvec2 perLayerPostNorm{}; ///< f32 [embedding]
    float outputScale = 1;             ///< of the residual stream behind the layer
};

/// A second embedding that each layer gets (Gemma 3n and 4). rows 0: there is none.
struct PerLayerWeights {
    WeightMatrix table;      ///< [vocabulary, layers * length]
    WeightMatrix projection; ///< [layers * length, embedding]
    shaders::uvec2 norm{};   ///< f32 [length]
};

/// Called with the share that is done, 0 to 1; returns false to cancel (Error(io) follows).
using LoadProgress = std::function<bool(double)>;

/// Copies all weights of a file to the device. Immutable afterwards.
class Weights {
public:
    /// Throws Error(outOfMemory) before anything large is taken if the device is too small.
    /// `memory`: shared with models that are loaded together; else one of its own.
    Weights(Device& device, const GgufFile& file, const Hparams& hparams,
            const LoadProgress& progress, std::shared_ptr<WeightMemory> memory = {});

    [[nodiscard]] const WeightMatrix& embedding() const noexcept { return m_embedding; }
    [[nodiscard]] const WeightMatrix& output() const noexcept { return m_output; }
    [[nodiscard]] const PerLayerWeights& perLayer() const noexcept { return m_perLayer; }
    [[nodiscard]] shaders::uvec2 outputNorm() const noexcept { return m_outputNorm; }
    [[nodiscard]] std::span<const LayerWeights> layers() const noexcept { return m_layers; }
    /// What the weights take, and how much of it a model loaded before has brought.
    [[nodiscard]] std::uint64_t deviceBytes() const noexcept { return m_deviceBytes; }
    [[nodiscard]] std::uint64_t sharedBytes() const noexcept { return m_sharedBytes; }

    /// All weights are in one slab that kernels read as texels, and addresses are offsets in it.
    /// So on software devices, unless the slab is too large for a texel buffer.
    [[nodiscard]] bool asTexels() const noexcept { return m_memory->asTexels(); }
    [[nodiscard]] VkBufferView texels() const noexcept { return m_memory->texels(); }

    /// Bytes of weights read for one decoded token: all but the embedding table, and of the experts
    /// only the chosen ones.
    [[nodiscard]] std::uint64_t bytesPerToken() const noexcept { return m_bytesPerToken; }

private:
    friend class WeightUpload;

    std::shared_ptr<WeightMemory> m_memory;
    WeightMatrix m_embedding, m_output;
    PerLayerWeights m_perLayer;
    shaders::uvec2 m_outputNorm{};
    std::vector<LayerWeights> m_layers;
    std::uint64_t m_deviceBytes = 0, m_sharedBytes = 0;
    std::uint64_t m_bytesPerToken = 0;
};

} // namespace conclave
