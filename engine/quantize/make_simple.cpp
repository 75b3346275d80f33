// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Floats, and blocks of 32 weights with one scale.
#include "engine/quantize/block_writer.h"

#include <bit>
#include <cmath>

namespace conclave::quantize {

namespace {

/// Codes of 32 weights in 16 bytes of nibbles, the fifth bits (if any) in 32 bits of their own.
void writeCode(BlockWriter& block, std::size_t at, std::size_t e, int code) {
    block.addBits(at + e % 16, 4 * (e / 16), code & 15);
}

/// value ~ d (code - zero), the code in `bits` bits.
void makeSymmetric(const Sample& sample, BlockWriter& block, int bits) {
    const int zero = 1 << (bits - 1);
    const float d = block.setHalf(0, fitScale(sample, -zero, zero - 1));
    std::uint32_t fifth = 0;
    for (std::size_t e = 0; e < 32; ++e) {
        const int code = nearest(sample.values[e] * inverse(d), -zero, zero - 1) + zero;
        writeCode(block, bits == 5 ? 6 : 2, e, code);
        fifth |= static_cast<std::uint32_t>(code >> 4) << e;
    }
    if (bits == 5) {
        block.setU32(2, fifth);
    }
}

/// value ~ d code + m; m may have either sign here.
void makeAffine(const Sample& sample, BlockWriter& block, int bits) {
    const int high = (1 << bits) - 1;
    const auto [least, most] = std::minmax_element(sample.values.begin(), sample.values.end());
    const float d = block.setHalf(0, (*most - *least) / static_cast<float>(high));
    const float m = block.setHalf(2, *least);
    std::uint32_t fifth = 0;
    for (std::size_t e = 0; e < 32; ++e) {
        const int code = nearest((sample.values[e] - m) * inverse(d), 0, high);
        writeCode(block, bits == 5 ? 8 : 4, e, code);
        fifth |= static_cast<std::uint32_t>(code >> 4) << e;
    }
    if (bits == 5) {
        block.setU32(4, fifth);
    }
}

} // namespace

void makeF32(const Sample& sample, BlockWriter block) {
    block.setU32(0, std::bit_cast<std::uint32_t>(sample.values[0]));
}

void makeF16(const Sample& sample, BlockWriter block) {
    block.setHalf(0, sample.values[0]);
}

void makeBf16(const Sample& sample, BlockWriter block) {
    block.setU16(0, floatToBfloat16(sample.values[0]));
}

void makeQ4_0(const Sample& sample, BlockWriter block) {
    makeSymmetric(sample, block, 4);
}
void makeQ4_1(const Sample& sample, BlockWriter block) {
    makeAffine(sample, block, 4);
}
void makeQ5_0(const Sample& sample, BlockWriter block) {
    makeSymmetric(sample, block, 5);
}
void makeQ5_1(const Sample& sample, BlockWriter block) {
    makeAffine(sample, block, 5);
}

/// With 8 bits the scale that covers the range is as good as any.
void makeQ8_0(const Sample& sample, BlockWriter block) {
    float largest = 0;
    for (const float value : sample.values) {
        largest = std::max(largest, std::abs(value));
    }
    const float d = block.setHalf(0, largest / 127);
    for (std::size_t e = 0; e < 32; ++e) {
        block.setU8(2 + e, nearest(sample.values[e] * inverse(d), -127, 127));
    }
}

} // namespace conclave::quantize
