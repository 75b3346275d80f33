// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The sizes of a model, read from GGUF metadata and checked against its tensors.
#pragma once

#include "engine/arch/architecture.h"
#include "engine/gguf/gguf_file.h"

#include <cstdint>

namespace conclave {

/// Sizes are named after their GGUF keys; counts are at least 1 unless said otherwise.
struct Hparams {
    std::uint32_t layerCount = 0;
    std::uint32_t embeddingLength = 0;
    std::uint32_t headCount = 0;
    std::uint32_t headCountKv = 0;
    std::uint32_t headSize = 0;          ///< attention.key_length, else embeddingLength / headCount
    std::uint32_t feedForwardLength = 0; ///< dense block; 0 with experts
    std::uint32_t expertCount = 0;       ///< 0: dense
    std::uint32_t expertUsedCount = 0;   ///< 0: dense
    std::uint32_t expertFeedForwardLength = 0; ///< 0: dense
    std::uint32_t vocabularySize = 0;          ///< rows of token_embd.weight
    std::uint32_t contextLength = 0;           ///< tokens the model was trained for
    float rmsEpsilon = 0;
    float ropeFreqBase = 0;

    [[nodiscard]] std::uint32_t queryLength() const noexcept { return headCount * headSize; }
    [[nodiscard]] std::uint32_t keyLength() const noexcept { return headCountKv * headSize; }
};

/// Reads the sizes and checks the shape of every tensor the family needs, before anything is
/// allocated. Throws Error(badFile) or Error(unsupported) with one sentence.
[[nodiscard]] Hparams readHparams(const GgufFile& file, const Architecture& architecture);

} // namespace conclave
