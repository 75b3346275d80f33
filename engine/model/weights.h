// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The weights of a model on the device, by address.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/vulkan/buffer.h"

#include <functional>
#include <vector>

namespace conclave {

/// A matrix [rows, rowLength] on the device. rows 0: there is none.
struct WeightMatrix {
    shaders::Matrix matrix{};
    BlockType type = BlockType::f32;
    std::uint32_t rowLength = 0;
};

/// The experts of one layer: a table of addresses, and what all of them share.
struct ExpertWeights {
    shaders::uvec2 table{};      ///< ExpertRef [expertCount]
    WeightMatrix gate, up, down; ///< shape, stride and type of one expert; address unused
};

struct LayerWeights {
    shaders::uvec2 attentionNorm{};        ///< f32 [embedding]
    WeightMatrix query, key, value;        ///< [heads * head size, embedding]
    shaders::uvec2 queryNorm{}, keyNorm{}; ///< f32 [head size]; 0: none
    WeightMatrix attentionOutput;          ///< [embedding, heads * head size]
    shaders::uvec2 feedForwardNorm{};      ///< f32 [embedding]
    WeightMatrix gate, up, down;           ///< dense block
    WeightMatrix router;                   ///< [experts, embedding]
    ExpertWeights experts;
};

/// Called with the share that is done, 0 to 1; returns false to cancel (Error(io) follows).
using LoadProgress = std::function<bool(double)>;

/// Copies all weights of a file to the device. Immutable afterwards.
class Weights {
public:
    /// Throws Error(outOfMemory) before anything large is taken if the device is too small.
    Weights(Device& device, const GgufFile& file, const Architecture& architecture,
            const Hparams& hparams, const LoadProgress& progress);

    [[nodiscard]] const WeightMatrix& embedding() const noexcept { return m_embedding; }
    [[nodiscard]] const WeightMatrix& output() const noexcept { return m_output; }
    [[nodiscard]] shaders::uvec2 outputNorm() const noexcept { return m_outputNorm; }
    [[nodiscard]] std::span<const LayerWeights> layers() const noexcept { return m_layers; }
    [[nodiscard]] std::uint64_t deviceBytes() const noexcept { return m_deviceBytes; }

    /// All weights are in one slab that kernels read as texels, and addresses are offsets in it.
    /// So on software devices, unless the slab is too large for a texel buffer.
    [[nodiscard]] bool asTexels() const noexcept { return m_texels.handle() != VK_NULL_HANDLE; }
    [[nodiscard]] VkBufferView texels() const noexcept { return m_texels.handle(); }

    /// Bytes of weights read for one decoded token: all but the embedding table, and of the experts
    /// only the chosen ones.
    [[nodiscard]] std::uint64_t bytesPerToken() const noexcept { return m_bytesPerToken; }

private:
    friend class WeightUpload;

    std::vector<Buffer> m_slabs;
    TexelView m_texels;
    WeightMatrix m_embedding, m_output;
    shaders::uvec2 m_outputNorm{};
    std::vector<LayerWeights> m_layers;
    std::uint64_t m_deviceBytes = 0;
    std::uint64_t m_bytesPerToken = 0;
};

} // namespace conclave
