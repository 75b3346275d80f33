// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The K formats: blocks of 256 weights in sub-blocks of 16 or 32, whose scales are quantised too.
//
// Quants narrower than a nibble are stored in planes: of 128 weights, byte l of a run of 32 holds
// weights l, l + 32, l + 64, l + 96 in ascending bit pairs.
#include "engine/reference/block_reader.h"

namespace conclave::reference {

namespace {

/// Two bits of weight e from 64 bytes in planes.
int twoBits(const BlockReader& block, std::size_t at, std::uint32_t e) {
    return block.bits(at + 32 * (e / 128) + e % 32, 2 * (e / 32 % 4), 2);
}

/// Four bits of weight e from 128 bytes: of 64 weights, 0-31 in lower and 32-63 in upper halves.
int fourBits(const BlockReader& block, std::size_t at, std::uint32_t e) {
    return block.bits(at + 32 * (e / 64) + e % 32, 4 * (e / 32 % 2), 4);
}

struct ScaleMin {
    int scale, min;
};

/// Q4_K and Q5_K keep 8 scales and 8 mins of six bits in 12 bytes: the lower six bits of bytes 0-3
/// and 4-7 are the first four of each; the later four have their lower nibbles in bytes 8-11 and
/// their upper two bits in the upper bits of bytes 0-7.
ScaleMin scaleMin(const BlockReader& block, std::size_t at, std::uint32_t j) {
    if (j < 4) {
        return {block.bits(at + j, 0, 6), block.bits(at + j + 4, 0, 6)};
    }
    return {block.bits(at + j + 4, 0, 4) | block.bits(at + j - 4, 6, 2) << 4,
            block.bits(at + j + 4, 4, 4) | block.bits(at + j, 6, 2) << 4};
}

/// w = (d scale) q - (dmin min), for sub-blocks of 32.
float affine(const BlockReader& block, std::uint32_t e, int q) {
    const auto [scale, min] = scaleMin(block, 4, e / 32);
    return block.half(0) * static_cast<float>(scale) * static_cast<float>(q) -
           block.half(2) * static_cast<float>(min);
}

} // namespace

/// 16 bytes of a scale and a min nibble; 64 bytes q; half d, dmin.   w = (d scale) q - (dmin min)
float weightQ2_K(const BlockReader& block, std::uint32_t e) {
    const auto scale = static_cast<float>(block.bits(e / 16, 0, 4));
    const auto min = static_cast<float>(block.bits(e / 16, 4, 4));
    return block.half(80) * scale * static_cast<float>(twoBits(block, 16, e)) -
           block.half(82) * min;
}

/// 32 bytes third bits; 64 bytes q; 12 bytes of 16 six-bit scales; half d.
/// w = d (scale - 32) (q - 4), where q has its third bit from the first field.
float weightQ3_K(const BlockReader& block, std::uint32_t e) {
    const std::uint32_t s = e / 16;
    const int scale =
        block.bits(96 + s % 8, 4 * (s / 8), 4) | block.bits(104 + s % 4, 2 * (s / 4), 2) << 4;
    const int q = twoBits(block, 32, e) | block.bits(e % 32, e / 32, 1) << 2;
    return block.half(108) * static_cast<float>(scale - 32) * static_cast<float>(q - 4);
}

/// half d, dmin; 12 bytes scales and mins; 128 bytes q.
float weightQ4_K(const BlockReader& block, std::uint32_t e) {
    return affine(block, e, fourBits(block, 16, e));
}

/// half d, dmin; 12 bytes scales and mins; 32 bytes fifth bits; 128 bytes q.
float weightQ5_K(const BlockReader& block, std::uint32_t e) {
    return affine(block, e, fourBits(block, 48, e) | block.bits(16 + e % 32, e / 32, 1) << 4);
}

/// 128 bytes lower nibbles; 64 bytes upper two bits; 16 signed bytes scales; half d.
/// w = d scale (q - 32). The nibbles are in planes of 64 here, weights 64 apart in one byte.
float weightQ6_K(const BlockReader& block, std::uint32_t e) {
    const int low = block.bits(64 * (e / 128) + e % 64, 4 * (e / 64 % 2), 4);
    const int q = low | twoBits(block, 128, e) << 4;
    return block.half(208) * static_cast<float>(block.i8(192 + e / 16)) *
           static_cast<float>(q - 32);
}

} // namespace conclave::reference
