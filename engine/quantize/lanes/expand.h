// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Blocks back to floats, for the formats that are read or checked by the gigabyte. Twins of
// engine/reference/weights_simple.cpp and weights_k.cpp, which describe the layouts.
#pragma once

#include "engine/quantize/lanes/k.h"

namespace conclave::quantize::CONCLAVE_LANES {

inline std::uint16_t readU16(const std::uint8_t* from) {
    std::uint16_t value = 0;
    std::memcpy(&value, from, sizeof(value));
    return value;
}

inline float readHalf(const std::uint8_t* from) {
    return halfToFloat(readU16(from));
}

inline void expandF32(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    std::memcpy(weights, blocks, columns * sizeof(float));
}

inline void expandF16(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    std::size_t i = 0;
    for (; i + kLanes <= columns; i += kLanes) {
        Ints half;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            half[lane] = readU16(blocks + 2 * (i + lane));
        }
        // Shifted into place the exponent is 112 too small, also for subnormal numbers.
        const Floats size = fromBits((half & 0x7FFF) << 13) * 0x1p112F;
        const Ints beyond = (half & 0x7C00) == 0x7C00; // infinities and not-a-numbers stay so
        const Ints bits = bitsOf(size) | (beyond & 0x7F800000);
        const Floats value = fromBits(bits | (half & 0x8000) << 16);
        store(value, weights + i);
    }
    for (; i < columns; ++i) {
        weights[i] = readHalf(blocks + 2 * i);
    }
}

inline void expandBf16(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t i = 0; i < columns; ++i) {
        weights[i] = bfloat16ToFloat(readU16(blocks + 2 * i));
    }
}

inline void expandQ8_0(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += 32, blocks += 34) {
        const float d = readHalf(blocks);
        for (std::size_t i = 0; i < 32; ++i) {
            weights[start + i] = d * static_cast<float>(static_cast<std::int8_t>(blocks[2 + i]));
        }
    }
}

/// Codes of 32 weights with their fifth bits, if any, from the bytes after the scales.
template <int kBits> void unpackNibbles(const std::uint8_t* from, float (&codes)[32]) {
    std::uint32_t fifth = 0;
    if (kBits == 5) {
        std::memcpy(&fifth, from, sizeof(fifth));
        from += sizeof(fifth);
    }
    for (std::size_t i = 0; i < 16; ++i) {
        codes[i] = static_cast<float>((from[i] & 15U) | (fifth >> i & 1U) << 4U);
        codes[i + 16] = static_cast<float>(from[i] >> 4U | (fifth >> (i + 16) & 1U) << 4U);
    }
}

template <int kBits>
void expandSymmetric(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += 32, blocks += kBits == 4 ? 18 : 22) {
        const float d = readHalf(blocks);
        float codes[32];
        unpackNibbles<kBits>(blocks + 2, codes);
        for (std::size_t i = 0; i < 32; ++i) {
            weights[start + i] = d * (codes[i] - (kBits == 4 ? 8.0F : 16.0F));
        }
    }
}

template <int kBits>
void expandAffine(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += 32, blocks += kBits == 4 ? 20 : 24) {
        const float d = readHalf(blocks);
        const float m = readHalf(blocks + 2);
        float codes[32];
        unpackNibbles<kBits>(blocks + 4, codes);
        for (std::size_t i = 0; i < 32; ++i) {
            weights[start + i] = d * codes[i] + m;
        }
    }
}

/// The inverse of packTwoBits(), packOneBit() and packFourBits(): bits are added to the codes.
inline void unpackTwoBits(const std::uint8_t* from, unsigned shift, std::uint8_t* codes) {
    for (std::size_t part = 0; part < 2; ++part) {
        for (std::size_t plane = 0; plane < 4; ++plane) {
            for (std::size_t l = 0; l < 32; ++l) {
                codes[128 * part + 32 * plane + l] |=
                    static_cast<std::uint8_t>((from[32 * part + l] >> 2 * plane & 3U) << shift);
            }
        }
    }
}

inline void unpackOneBit(const std::uint8_t* from, unsigned shift, std::uint8_t* codes) {
    for (std::size_t plane = 0; plane < 8; ++plane) {
        for (std::size_t l = 0; l < 32; ++l) {
            codes[32 * plane + l] |= static_cast<std::uint8_t>((from[l] >> plane & 1U) << shift);
        }
    }
}

inline void unpackFourBits(const std::uint8_t* from, std::uint8_t* codes) {
    for (std::size_t part = 0; part < 4; ++part) {
        for (std::size_t l = 0; l < 32; ++l) {
            codes[64 * part + l] |= static_cast<std::uint8_t>(from[32 * part + l] & 15U);
            codes[64 * part + 32 + l] |= static_cast<std::uint8_t>(from[32 * part + l] >> 4U);
        }
    }
}

template <int kBits>
void expandFourOrFiveBits(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    constexpr std::size_t kBytes = kBits == 4 ? 144 : 176;
    for (std::size_t start = 0; start < columns; start += kSuperBlock, blocks += kBytes) {
        const float d = readHalf(blocks);
        const float dmin = readHalf(blocks + 2);
        const std::uint8_t* packed = blocks + 4;
        std::uint8_t codes[kSuperBlock]{};
        unpackFourBits(blocks + kBytes - 128, codes);
        if (kBits == 5) {
            unpackOneBit(blocks + 16, 4, codes);
        }
        for (std::size_t j = 0; j < 8; ++j) {
            const unsigned scale =
                j < 4 ? packed[j] & 63U : (packed[j + 4] & 15U) | packed[j - 4] >> 6U << 4U;
            const unsigned offset =
                j < 4 ? packed[j + 4] & 63U : packed[j + 4] >> 4U | packed[j] >> 6U << 4U;
            const float step = d * static_cast<float>(scale);
            const float least = dmin * static_cast<float>(offset);
            for (std::size_t i = 32 * j; i < 32 * j + 32; ++i) {
                weights[start + i] = step * static_cast<float>(codes[i]) - least;
            }
        }
    }
}

inline void expandQ2_K(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += kSuperBlock, blocks += 84) {
        const float d = readHalf(blocks + 80);
        const float dmin = readHalf(blocks + 82);
        std::uint8_t codes[kSuperBlock]{};
        unpackTwoBits(blocks + 16, 0, codes);
        for (std::size_t j = 0; j < 16; ++j) {
            const float step = d * static_cast<float>(blocks[j] & 15U);
            const float least = dmin * static_cast<float>(blocks[j] >> 4U);
            for (std::size_t i = 16 * j; i < 16 * j + 16; ++i) {
                weights[start + i] = step * static_cast<float>(codes[i]) - least;
            }
        }
    }
}

inline void expandQ3_K(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += kSuperBlock, blocks += 110) {
        const float d = readHalf(blocks + 108);
        std::uint8_t codes[kSuperBlock]{};
        unpackTwoBits(blocks + 32, 0, codes);
        unpackOneBit(blocks, 2, codes);
        for (std::size_t j = 0; j < 16; ++j) {
            const unsigned scale = (blocks[96 + j % 8] >> 4 * (j / 8) & 15U) |
                                   (blocks[104 + j % 4] >> 2 * (j / 4) & 3U) << 4U;
            const float step = d * static_cast<float>(static_cast<int>(scale) - 32);
            for (std::size_t i = 16 * j; i < 16 * j + 16; ++i) {
                weights[start + i] = step * static_cast<float>(codes[i] - 4);
            }
        }
    }
}

inline void expandQ6_K(const std::uint8_t* blocks, std::size_t columns, float* weights) {
    for (std::size_t start = 0; start < columns; start += kSuperBlock, blocks += 210) {
        const float d = readHalf(blocks + 208);
        std::uint8_t codes[kSuperBlock]{};
        unpackTwoBits(blocks + 128, 4, codes);
        for (std::size_t part = 0; part < 2; ++part) {
            for (std::size_t l = 0; l < 64; ++l) {
                codes[128 * part + l] |= static_cast<std::uint8_t>(blocks[64 * part + l] & 15U);
                codes[128 * part + 64 + l] |=
                    static_cast<std::uint8_t>(blocks[64 * part + l] >> 4U);
            }
        }
        for (std::size_t j = 0; j < 16; ++j) {
            const float step = d * static_cast<float>(static_cast<std::int8_t>(blocks[192 + j]));
            for (std::size_t i = 16 * j; i < 16 * j + 16; ++i) {
                weights[start + i] = step * static_cast<float>(codes[i] - 32);
            }
        }
    }
}

inline bool allFinite(const float* values, std::size_t count) noexcept {
    Ints beyond{};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        beyond |= (bitsOf(load(values + i)) & 0x7F800000) == 0x7F800000;
    }
    bool finite = !anyOf(beyond);
    for (; i < count; ++i) {
        finite = finite && std::isfinite(values[i]);
    }
    return finite;
}

inline double squaredDistance(const float* one, const float* other, std::size_t count) noexcept {
    constexpr std::size_t kStretch = 1024; // few enough for float sums
    double total = 0;
    for (std::size_t start = 0; start < count; start += kStretch) {
        const std::size_t end = std::min(count, start + kStretch);
        Floats sum{};
        std::size_t i = start;
        for (; i + kLanes <= end; i += kLanes) {
            const Floats difference = load(one + i) - load(other + i);
            sum += difference * difference;
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            total += double{sum[lane]};
        }
        for (; i < end; ++i) {
            const double difference = double{one[i]} - double{other[i]};
            total += difference * difference;
        }
    }
    return total;
}

} // namespace conclave::quantize::CONCLAVE_LANES
