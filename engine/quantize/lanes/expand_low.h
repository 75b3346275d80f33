// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Blocks back to floats: MXFP4 and what has one or two bits. Making these is so little work that
// checking the result with the twins of engine/reference would take longer.
#pragma once

#include "engine/quantize/lanes/expand.h"

namespace conclave::quantize::CONCLAVE_LANES {

inline void expandMxfp4(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    constexpr float kTwiceE2m1[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};
    for (std::size_t start = 0; start < columns; start += 32, blocks += 17) {
        const float halfScale = std::ldexp(1.0F, blocks[0] - 128);
        for (std::size_t i = 0; i < 16; ++i) {
            weights[start + i] = halfScale * kTwiceE2m1[blocks[1 + i] & 15U];
            weights[start + 16 + i] = halfScale * kTwiceE2m1[blocks[1 + i] >> 4U];
        }
    }
}

/// Five digits in a byte, a stored fraction of 243: three times what is left has the next one
/// before its point.
inline void expandTq1_0(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += kSuperBlock, blocks += 54) {
        const float d = readHalf(blocks + 52);
        const auto unpack = [&](const std::uint8_t* from, std::size_t stride, std::size_t count,
                                float* to) {
            for (std::size_t m = 0; m < stride; ++m) {
                unsigned left = from[m];
                for (std::size_t n = 0; n < count; ++n) {
                    to[m + n * stride] =
                        d * static_cast<float>(static_cast<int>(left * 3 >> 8U) - 1);
                    left = left * 3 & 0xFFU;
                }
            }
        };
        unpack(blocks, 32, 5, weights + start);
        unpack(blocks + 32, 16, 5, weights + start + 160);
        unpack(blocks + 48, 4, 4, weights + start + 240);
    }
}

inline void expandTq2_0(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += kSuperBlock, blocks += 66) {
        const float d = readHalf(blocks + 64);
        std::uint8_t codes[kSuperBlock]{};
        unpackTwoBits(blocks, 0, codes);
        for (std::size_t i = 0; i < kSuperBlock; ++i) {
            weights[start + i] = d * static_cast<float>(codes[i] - 1);
        }
    }
}

inline void expandQ1_0(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += 128, blocks += 18) {
        const float d = readHalf(blocks);
        for (std::size_t i = 0; i < 128; ++i) {
            weights[start + i] = (blocks[2 + i / 8] >> i % 8 & 1U) != 0 ? d : -d;
        }
    }
}

inline void expandQ2_0(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += 64, blocks += 18) {
        const float d = readHalf(blocks);
        for (std::size_t i = 0; i < 64; ++i) {
            weights[start + i] =
                d * static_cast<float>(static_cast<int>(blocks[2 + i / 4] >> 2 * (i % 4) & 3U) - 1);
        }
    }
}

} // namespace conclave::quantize::CONCLAVE_LANES
