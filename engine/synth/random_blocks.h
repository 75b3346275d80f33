// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Random weights made directly as blocks of a format, without quantising anything.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace conclave {

/// How the weights of a tensor are spread. `mean` holds for F32 only; the others have mean 0.
struct WeightSpread {
    float mean = 0;
    float deviation = 1;
};

/// Bit-exact for every call order and thread: word i of stream `key` (SplitMix64, Steele et al.
/// 2014, which is a hash of a counter).
[[nodiscard]] std::uint64_t randomWord(std::uint64_t key, std::uint64_t i) noexcept;

/// Fills `out` with whole blocks, the first of which is number `firstBlock` of the tensor. Formats:
/// F32, F16, BF16, Q8_0, Q4_K, Q5_K, Q6_K; throws Error(unsupported) for others.
void fillRandomBlocks(BlockType type, WeightSpread spread, std::uint64_t key,
                      std::uint64_t firstBlock, std::span<std::byte> out);

} // namespace conclave
