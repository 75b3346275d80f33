// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Plain floats, and blocks of 32 weights with one scale: the first block formats of GGUF.
#include "engine/reference/block_reader.h"

#include <bit>

namespace conclave::reference {

namespace {

/// Nibbles of 32 weights in 16 bytes: weights 0-15 in the lower halves, 16-31 in the upper ones.
int nibble(const BlockReader& block, std::size_t at, std::uint32_t e) {
    return block.bits(at + e % 16, 4 * (e / 16), 4);
}

/// Bit e of the 32 bits at `at`, as the fifth bit of a weight.
int fifthBit(const BlockReader& block, std::size_t at, std::uint32_t e) {
    return static_cast<int>(block.u32(at) >> e & 1U) << 4;
}

} // namespace

float weightF32(const BlockReader& block, std::uint32_t) {
    return std::bit_cast<float>(block.u32(0));
}

float weightF16(const BlockReader& block, std::uint32_t) {
    return block.half(0);
}

float weightBf16(const BlockReader& block, std::uint32_t) {
    return bfloat16ToFloat(static_cast<std::uint16_t>(block.u16(0)));
}

/// half d; 16 bytes q.   w = d (q - 8)
float weightQ4_0(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>(nibble(block, 2, e) - 8);
}

/// half d, m; 16 bytes q.   w = d q + m
float weightQ4_1(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>(nibble(block, 4, e)) + block.half(2);
}

/// half d; 4 bytes fifth bits; 16 bytes q.   w = d (q - 16)
float weightQ5_0(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>((nibble(block, 6, e) | fifthBit(block, 2, e)) - 16);
}

/// half d, m; 4 bytes fifth bits; 16 bytes q.   w = d q + m
float weightQ5_1(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>(nibble(block, 8, e) | fifthBit(block, 4, e)) +
           block.half(2);
}

/// half d; 32 signed bytes q.   w = d q
float weightQ8_0(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>(block.i8(2 + e));
}

} // namespace conclave::reference
