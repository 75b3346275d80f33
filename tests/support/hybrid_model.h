// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Tiny random models that mix gated delta nets with gated attention, in every naming of their
// tensors.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace conclave::test {

/// Sizes as their GGUF keys name them; layer l has attention if (l + 1) % interval == 0.
struct HybridShape {
    std::string architecture = "qwen3next";
    std::uint32_t layers = 2;
    std::uint32_t interval = 2;
    std::uint32_t embedding = 64;
    std::uint32_t heads = 2, kvHeads = 1, headSize = 32;
    std::uint32_t keyHeads = 2, valueHeads = 4, keySize = 32, valueSize = 32;
    std::uint32_t taps = 4;
    std::uint32_t vocabulary = 512;
    BlockType betaType = BlockType::f32; ///< of ssm_beta; the other matrices are F32
    bool firstNaming = false; ///< queries, keys, values and gates in one tensor, as files once were
};

/// Writes a dense model of that shape; the same seed gives the same weights, however they are
/// named.
void writeHybridModel(const std::filesystem::path& path, const HybridShape& shape,
                      std::uint32_t seed = 1);

} // namespace conclave::test
