// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One- and two-bit weights with one scale: signs, and the ternary values -d, 0, d.
#include "engine/reference/block_reader.h"

#include <array>

namespace conclave::reference {

namespace {

/// Five ternary digits in a byte: it is ceil(256 n / 243) for the number n they form, so digit k
/// from the front is the integer part of 3 * (fraction left after k digits).
int ternaryDigit(std::uint32_t byte, std::uint32_t k) {
    constexpr std::array<std::uint32_t, 5> kPowers{1, 3, 9, 27, 81};
    const std::uint32_t left = byte * kPowers[k] & 0xFFU;
    return static_cast<int>(left * 3 >> 8U);
}

} // namespace

/// 48 bytes with five weights each, 4 bytes with four, half d.   w = d (digit - 1)
/// Digit k of the first 32 bytes is a run of 32 weights; then 16 bytes, then 4, likewise.
float weightTq1_0(const BlockReader& block, std::uint32_t e) {
    std::uint32_t byte = 0;
    std::uint32_t digit = 0;
    if (e < 160) {
        byte = e % 32;
        digit = e / 32;
    } else if (e < 240) {
        byte = 32 + (e - 160) % 16;
        digit = (e - 160) / 16;
    } else {
        byte = 48 + (e - 240) % 4;
        digit = (e - 240) / 4;
    }
    return block.half(52) * static_cast<float>(ternaryDigit(block.u8(byte), digit) - 1);
}

/// 64 bytes q in planes of 32 weights; half d.   w = d (q - 1)
float weightTq2_0(const BlockReader& block, std::uint32_t e) {
    const int q = block.bits(32 * (e / 128) + e % 32, 2 * (e / 32 % 4), 2);
    return block.half(64) * static_cast<float>(q - 1);
}

/// half d; 128 bits.   w = d for a set bit, else -d
float weightQ1_0(const BlockReader& block, std::uint32_t e) {
    return block.bits(2 + e / 8, e % 8, 1) == 1 ? block.half(0) : -block.half(0);
}

/// half d; 64 pairs of bits.   w = d (q - 1)
float weightQ2_0(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>(block.bits(2 + e / 4, 2 * (e % 4), 2) - 1);
}

} // namespace conclave::reference
