// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Random weights made directly as blocks of a format, without quantising anything.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace conclave {

/// How the weights of a tensor are spread. The block formats have mean 0 whatever is asked.
struct WeightSpread {
    float mean = 0;
    float deviation = 1;
};

/// Bit-exact for every call order and thread: word i of stream `key` (SplitMix64, Steele et al.
/// 2014, which is a hash of a counter).
[[nodiscard]] constexpr std::uint64_t randomWord(std::uint64_t key, std::uint64_t i) noexcept {
    std::uint64_t z = key + (i + 1) * 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

/// Fills `out` with whole blocks, the first of which is number `firstBlock` of the tensor, in every
/// format that weights can have. Throws Error(unsupported) for integers and F64.
void fillRandomBlocks(BlockType type, WeightSpread spread, std::uint64_t key,
                      std::uint64_t firstBlock, std::span<std::byte> out);

} // namespace conclave
