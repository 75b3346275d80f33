// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Floats, and blocks with one scale. The layouts are described in
// engine/reference/weights_simple.cpp and weights_low_bit.cpp.
#pragma once

#include "engine/quantize/lanes/k.h"

namespace conclave::quantize::CONCLAVE_LANES {

inline void makeF32(const Row& row) {
    std::memcpy(row.blocks, row.values, row.columns * sizeof(float));
}

inline void makeF16(const Row& row) {
    for (std::size_t i = 0; i < row.columns; ++i) {
        putHalf(row.blocks + 2 * i, row.values[i]);
    }
}

inline void makeBf16(const Row& row) {
    for (std::size_t i = 0; i < row.columns; ++i) { // the values are finite
        const auto bits = std::bit_cast<std::uint32_t>(row.values[i]);
        const auto value = static_cast<std::uint16_t>((bits + 0x7FFFU + (bits >> 16U & 1U)) >> 16U);
        std::memcpy(row.blocks + 2 * i, &value, sizeof(value));
    }
}

/// The value of largest size (the first of them) of n values, n a multiple of eight.
inline float extremeValue(const float* values, std::size_t n) {
    Floats largest{};
    for (std::size_t i = 0; i < n; i += kLanes) {
        const Floats size = magnitude(load(values + i));
        largest = size > largest ? size : largest;
    }
    float most = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        most = std::max(most, largest[lane]);
    }
    if (most == 0) {
        return 0;
    }
    return *std::find_if(values, values + n, [most](float v) { return std::abs(v) == most; });
}

/// The least and the largest of 32 values.
inline std::pair<float, float> rangeOf(const float* values) {
    Floats least = load(values);
    Floats most = least;
    for (std::size_t i = kLanes; i < 32; i += kLanes) {
        const Floats value = load(values + i);
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    std::pair<float, float> range{least[0], most[0]};
    for (std::size_t lane = 1; lane < kLanes; ++lane) {
        range.first = std::min(range.first, least[lane]);
        range.second = std::max(range.second, most[lane]);
    }
    return range;
}

/// 1 / step; 0 for a step of 0.
inline float inverseOf(float step) {
    return step != 0 ? 1 / step : 0;
}

/// Codes of 32 weights in 16 bytes of nibbles, the fifth bits (if any) in 32 bits before them.
template <int kBits> void packNibbles(const std::uint8_t* codes, std::uint8_t* to) {
    if (kBits == 5) {
        std::uint32_t fifth = 0;
        for (std::size_t i = 0; i < 32; ++i) {
            fifth |= (codes[i] >> 4U & 1U) << i;
        }
        std::memcpy(to, &fifth, sizeof(fifth));
        to += sizeof(fifth);
    }
    for (std::size_t i = 0; i < 16; ++i) {
        to[i] = static_cast<std::uint8_t>((codes[i] & 15U) | (codes[i + 16] & 15U) << 4U);
    }
}

/// Codes 0 to `high` of 32 weights: (value - least) * codesPerUnit + shift, cut off after the
/// point.
inline void cutCodes(const float* values, float least, float codesPerUnit, float shift, float high,
                     std::uint8_t* codes) {
    for (std::size_t i = 0; i < 32; i += kLanes) {
        const Floats code = (load(values + i) - least) * codesPerUnit + shift;
        const Floats above = code > 0.0F ? code : Floats{}; // 0 for what is not a number
        const Floats bounded = above < high ? above : all(high);
        const Ints cut = __builtin_convertvector(bounded, Ints);
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            codes[i + lane] = static_cast<std::uint8_t>(cut[lane]);
        }
    }
}

/// Eight blocks of 32 from `start` on, the last one repeated where the row ends.
inline void gatherBlocks(const float* row, std::size_t start, std::size_t columns,
                         Floats (&to)[32]) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const float* from = row + std::min(start + 32 * lane, columns - 32);
        for (std::size_t i = 0; i < 32; ++i) {
            to[i][lane] = from[i];
        }
    }
}

/// Calls `fit(x, weight, start, lanes)` for the blocks of a row, eight at a time.
template <typename Fit> void forEachEight(const Row& row, float spread, const Fit& fit) {
    for (std::size_t start = 0; start < row.columns; start += 32 * kLanes) {
        Floats x[32], weight[32];
        gatherBlocks(row.values, start, row.columns, x);
        gatherBlocks(row.importance, start, row.columns, weight);
        for (std::size_t i = 0; i < 32; ++i) {
            weight[i] = weight[i] * squareRoot(spread + x[i] * x[i]);
        }
        fit(x, weight, start, std::min(kLanes, (row.columns - start) / 32));
    }
}

/// Q4_0 and Q5_0: half d; codes.   w = d (code - zero)
template <int kBits> void makeSymmetric(const Row& row) {
    constexpr std::size_t kBytes = kBits == 4 ? 18 : 22;
    constexpr int kZero = 1 << (kBits - 1);
    std::uint8_t codes[32];
    if (row.importance == nullptr) {
        std::uint8_t* block = row.blocks;
        for (std::size_t start = 0; start < row.columns; start += 32, block += kBytes) {
            const float d = extremeValue(row.values + start, 32) / -kZero;
            putHalf(block, d);
            cutCodes(row.values + start, 0, inverseOf(d), kZero + 0.5F, 2 * kZero - 1, codes);
            packNibbles<kBits>(codes, block + 2);
        }
        return;
    }
    forEachEight(
        row, meanSquare(row.values, row.columns, 1),
        [&](const Floats(&x)[32], const Floats(&weight)[32], std::size_t start, std::size_t lanes) {
            const SymmetricFits fit = fitSymmetric(x, weight, kZero);
            Floats code[32];
            for (std::size_t i = 0; i < 32; ++i) {
                code[i] =
                    nearest(fit.codesPerUnit * x[i], -kZero, kZero - 1) + static_cast<float>(kZero);
                code[i] = fit.nothing ? Floats{} : code[i];
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                std::uint8_t* block = row.blocks + (start / 32 + lane) * kBytes;
                putHalf(block, fit.scale[lane]);
                for (std::size_t i = 0; i < 32; ++i) {
                    codes[i] = static_cast<std::uint8_t>(code[i][lane]);
                }
                packNibbles<kBits>(codes, block + 2);
            }
        });
}

/// Q4_1 and Q5_1: half d, m; codes.   w = d code + m
template <int kBits> void makeAffine(const Row& row) {
    constexpr std::size_t kBytes = kBits == 4 ? 20 : 24;
    constexpr float kHigh = kBits == 4 ? 15 : 31;
    std::uint8_t codes[32];
    if (row.importance == nullptr) {
        std::uint8_t* block = row.blocks;
        for (std::size_t start = 0; start < row.columns; start += 32, block += kBytes) {
            const float* values = row.values + start;
            const auto [least, most] = rangeOf(values);
            const float d = (most - least) / kHigh;
            putHalf(block, d);
            putHalf(block + 2, least);
            cutCodes(values, least, inverseOf(d), 0.5F, kHigh, codes);
            packNibbles<kBits>(codes, block + 4);
        }
        return;
    }
    forEachEight(
        row, meanSquare(row.values, row.columns, 1),
        [&](const Floats(&x)[32], const Floats(&weight)[32], std::size_t start, std::size_t lanes) {
            const AffineFits fit = fitAffine<Errors::squared>(x, weight, kHigh, kFineLadder);
            Floats code[32];
            for (std::size_t i = 0; i < 32; ++i) {
                code[i] = nearest(fit.codesPerUnit * (x[i] - fit.origin), 0, kHigh);
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                std::uint8_t* block = row.blocks + (start / 32 + lane) * kBytes;
                putHalf(block, fit.scale[lane]);
                putHalf(block + 2, -fit.offset[lane]);
                for (std::size_t i = 0; i < 32; ++i) {
                    codes[i] = static_cast<std::uint8_t>(code[i][lane]);
                }
                packNibbles<kBits>(codes, block + 4);
            }
        });
}

/// half d; 32 signed bytes.   w = d code
inline void makeQ8_0(const Row& row) {
    constexpr std::size_t kBytes = 34;
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += 32, block += kBytes) {
        const float* values = row.values + start;
        const float d = std::abs(extremeValue(values, 32)) / 127;
        putHalf(block, d);
        const float codesPerUnit = inverseOf(d);
        for (std::size_t i = 0; i < 32; i += kLanes) {
            const Floats code = load(values + i) * codesPerUnit;
            const Floats above = code > -127.0F ? code : all(-127);
            const Ints whole = roundedAway(above < 127.0F ? above : all(127));
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                block[2 + i + lane] = static_cast<std::uint8_t>(whole[lane]);
            }
        }
    }
}

/// Byte exponent of the scale; 16 bytes of codes for the values of E2M1. Of two codes equally near
/// the first is taken.
inline void makeMxfp4(const Row& row) {
    constexpr float kTwiceE2m1[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};
    constexpr std::size_t kBytes = 17;
    std::uint8_t* block = row.blocks;
    std::uint8_t codes[32];
    for (std::size_t start = 0; start < row.columns; start += 32, block += kBytes) {
        const float* values = row.values + start;
        const float most = std::abs(extremeValue(values, 32));
        // Such that the largest value lies in the top octave of E2M1, 4 to 6.
        const float exponent = most > 0 ? std::floor(std::log2(most)) - 2 + 127 : 0;
        block[0] = static_cast<std::uint8_t>(std::clamp(exponent, 0.0F, 254.0F));
        const float halfScale = std::ldexp(1.0F, block[0] - 128);
        for (std::size_t i = 0; i < 32; i += kLanes) {
            const Floats value = load(values + i);
            Floats best = magnitude(value);
            Ints code{};
            for (int each = 1; each < 16; ++each) {
                const Floats error = magnitude(kTwiceE2m1[each] * halfScale - value);
                code = error < best ? Ints{} + each : code;
                best = error < best ? error : best;
            }
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                codes[i + lane] = static_cast<std::uint8_t>(code[lane]);
            }
        }
        packNibbles<4>(codes, block + 1);
    }
}

/// -1, 0 or 1 as 0, 1 or 2: the sign of what is at least half of the largest value.
inline void ternaryDigits(const float* values, float codesPerUnit, std::uint8_t* digits) {
    for (std::size_t i = 0; i < kSuperBlock; ++i) {
        const float value = values[i] * codesPerUnit;
        digits[i] = static_cast<std::uint8_t>(1 + (value >= 0.5F) - (value <= -0.5F));
    }
}

/// 48 bytes with five weights each, 4 bytes with four; half d.
inline void makeTq1_0(const Row& row) {
    constexpr std::size_t kBytes = 54;
    std::uint8_t* block = row.blocks;
    std::uint8_t digits[kSuperBlock];
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float* values = row.values + start;
        const float d = std::abs(extremeValue(values, kSuperBlock));
        putHalf(block + 52, d);
        ternaryDigits(values, inverseOf(d), digits);
        // Digits `stride` apart form a number in base 3, which is stored as a fraction of 243.
        const auto pack = [&](std::size_t first, std::size_t stride, unsigned count,
                              std::uint8_t* to) {
            for (std::size_t m = 0; m < stride; ++m) {
                unsigned number = 0;
                for (unsigned n = 0; n < 5; ++n) {
                    number = 3 * number + (n < count ? digits[first + m + n * stride] : 0U);
                }
                to[m] = static_cast<std::uint8_t>((number * 256 + 242) / 243);
            }
        };
        pack(0, 32, 5, block);
        pack(160, 16, 5, block + 32);
        pack(240, 4, 4, block + 48);
    }
}

/// 64 bytes codes; half d.
inline void makeTq2_0(const Row& row) {
    constexpr std::size_t kBytes = 66;
    std::uint8_t* block = row.blocks;
    std::uint8_t digits[kSuperBlock];
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float d = std::abs(extremeValue(row.values + start, kSuperBlock));
        putHalf(block + 64, d);
        ternaryDigits(row.values + start, inverseOf(d), digits);
        packTwoBits(digits, block);
    }
}

/// half d, the mean size; 128 signs.
inline void makeQ1_0(const Row& row) {
    constexpr std::size_t kBytes = 18;
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += 128, block += kBytes) {
        float sum = 0;
        std::fill_n(block + 2, 16, std::uint8_t{0});
        for (std::size_t i = 0; i < 128; ++i) {
            const float value = row.values[start + i];
            sum += std::abs(value);
            block[2 + i / 8] |= static_cast<std::uint8_t>((value >= 0 ? 1U : 0U) << i % 8);
        }
        putHalf(block, sum / 128);
    }
}

/// half d; 64 codes 0 to 3.   w = d (code - 1)
inline void makeQ2_0(const Row& row) {
    constexpr std::size_t kBytes = 18;
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += 64, block += kBytes) {
        const float* values = row.values + start;
        const float d = std::abs(extremeValue(values, 64));
        putHalf(block, d);
        std::fill_n(block + 2, 16, std::uint8_t{0});
        for (std::size_t i = 0; i < 64; ++i) {
            const float value = values[i] * inverseOf(d);
            const unsigned code = 1U + (value >= 0.5F ? 1U : 0U) - (value <= -0.5F ? 1U : 0U);
            block[2 + i / 4] |= static_cast<std::uint8_t>(code << 2 * (i % 4));
        }
    }
}

} // namespace conclave::quantize::CONCLAVE_LANES
