// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Four-bit codes that name one of 16 values: IQ4 and the floating-point formats MXFP4 and NVFP4.
#include "engine/reference/block_reader.h"

#include <array>
#include <cmath>

namespace conclave::reference {

namespace {

/// The 16 levels of IQ4: closer together near zero, where most weights are.
constexpr std::array<int, 16> kIq4Levels{-127, -104, -83, -65, -49, -35, -22, -10,
                                         1,    13,   25,  38,  53,  69,  89,  113};

/// Twice the values of E2M1 (OCP Microscaling Formats 1.0, table 5), so that they are integers.
constexpr std::array<int, 16> kTwiceE2m1{0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// Codes of `count` weights in count/2 bytes: the first half of them in the lower nibbles.
std::size_t code(const BlockReader& block, std::size_t at, std::uint32_t e, std::uint32_t count) {
    const std::uint32_t half = count / 2;
    return static_cast<std::size_t>(block.bits(at + e % half, 4 * (e / half), 4));
}

/// Unsigned E4M3: exponent bias 7, subnormals; 0 and the not-a-number code 127 stand for 0.
float e4m3(std::uint32_t bits) {
    const std::uint32_t exponent = bits >> 3U & 0xFU;
    const std::uint32_t mantissa = bits & 7U;
    if ((bits & 0x7FU) == 0x7FU) {
        return 0;
    }
    return exponent == 0
               ? std::ldexp(static_cast<float>(mantissa), -9)
               : std::ldexp(static_cast<float>(8 + mantissa), static_cast<int>(exponent) - 10);
}

} // namespace

/// half d; 16 bytes codes.   w = d level
float weightIq4Nl(const BlockReader& block, std::uint32_t e) {
    return block.half(0) * static_cast<float>(kIq4Levels[code(block, 2, e, 32)]);
}

/// half d; 2 bytes upper two bits and 4 bytes lower nibbles of 8 scales; 128 bytes codes.
/// w = d (scale - 32) level, sub-blocks of 32.
float weightIq4Xs(const BlockReader& block, std::uint32_t e) {
    const std::uint32_t s = e / 32;
    const int scale =
        block.bits(4 + s / 2, 4 * (s % 2), 4) | static_cast<int>(block.u16(2) >> (2 * s) & 3U) << 4;
    return block.half(0) * static_cast<float>(scale - 32) *
           static_cast<float>(kIq4Levels[code(block, 8 + 16 * s, e % 32, 32)]);
}

/// Byte exponent x of the scale 2^(x - 127) (E8M0); 16 bytes codes.
float weightMxfp4(const BlockReader& block, std::uint32_t e) {
    const float halfScale = std::ldexp(1.0F, static_cast<int>(block.u8(0)) - 128);
    return halfScale * static_cast<float>(kTwiceE2m1[code(block, 1, e, 32)]);
}

/// Four E4M3 scales, one for 16 weights; 32 bytes codes, 8 for each scale.
float weightNvfp4(const BlockReader& block, std::uint32_t e) {
    const std::uint32_t s = e / 16;
    return e4m3(block.u8(s)) * 0.5F *
           static_cast<float>(kTwiceE2m1[code(block, 4 + 8 * s, e % 16, 16)]);
}

} // namespace conclave::reference
