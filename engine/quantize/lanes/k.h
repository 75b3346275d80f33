// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The K formats: fit each sub-block, then quantise the fits, then choose the codes of the weights
// for the scales as they are stored. The layouts are described in engine/reference/weights_k.cpp.
#pragma once

#include "engine/quantize/lanes/fits.h"

namespace conclave::quantize::CONCLAVE_LANES {

constexpr std::size_t kSuperBlock = 256;

/// Mean square of the values, times `factor`.
inline float meanSquare(const float* values, std::size_t n, float factor) {
    float total = 0;
    for (std::size_t i = 0; i < n; ++i) {
        total += values[i] * values[i];
    }
    return factor * total / static_cast<float>(n);
}

/// importance * sqrt(spread + x^2): large weights matter more, but not alone.
template <std::size_t N>
void weigh(const float* importance, const Floats (&x)[N], float spread, Floats (&weight)[N]) {
    Floats own[N];
    gather(importance, own);
    for (std::size_t i = 0; i < N; ++i) {
        weight[i] = own[i] * squareRoot(spread + x[i] * x[i]);
    }
}

template <std::size_t N> Floats totalOf(const Floats (&values)[N]) {
    Floats total{};
    for (const Floats& value : values) {
        total += value;
    }
    return total;
}

/// The fits of the sub-blocks of one super-block.
template <std::size_t kCount> struct BlockFits {
    float scale[kCount], offset[kCount], codesPerUnit[kCount], origin[kCount];
    float weight[kCount]; ///< of the whole sub-block

    void take(std::size_t first, const AffineFits& fits, const Floats& weights) {
        store(fits.scale, scale + first);
        store(fits.offset, offset + first);
        store(fits.codesPerUnit, codesPerUnit + first);
        store(fits.origin, origin + first);
        store(weights, weight + first);
    }
};

/// Codes of the scales (or offsets) of a super-block and the unit they are multiples of.
struct CodedScales {
    std::uint8_t code[16];
    float unit; ///< as stored
};

/// Codes 0 to `high`: by the largest of them, or, with an importance matrix, by a fit.
template <std::size_t kCount>
CodedScales codeScales(const float (&values)[kCount], const float* weights, int high,
                       std::uint8_t* unitAt) {
    CodedScales coded{};
    if (weights != nullptr) {
        coded.unit = putHalf(unitAt, fitPositive(values, weights, kCount, high, coded.code));
        return coded;
    }
    const float most = std::max(0.0F, *std::max_element(values, values + kCount));
    const auto top = static_cast<float>(high);
    const float codesPerUnit = most > 0 ? top / most : 0;
    for (std::size_t j = 0; j < kCount; ++j) {
        coded.code[j] = static_cast<std::uint8_t>(
            std::min(high, nearestWrapped(codesPerUnit * values[j]) & 0xFF));
    }
    coded.unit = putHalf(unitAt, most / top);
    return coded;
}

/// The codes of one sub-block for its stored scale; those of the fit where that scale is 0, so that
/// nothing depends on it.
template <std::size_t kCount>
void codeWeights(const float* values, std::size_t n, const BlockFits<kCount>& fits, std::size_t j,
                 float scale, float offset, float high, std::uint8_t* codes) {
    if (scale != 0) {
        storeCodes(values, n, offset, scale, 0, high, codes);
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        const float code = fits.codesPerUnit[j] * (values[i] - fits.origin[j]);
        codes[i] = static_cast<std::uint8_t>(nearest(all(code), 0, high)[0]);
    }
}

/// Codes of two bits: of 128 weights, byte l of 32 holds weights l, l + 32, l + 64, l + 96.
inline void packTwoBits(const std::uint8_t* codes, std::uint8_t* to) {
    for (std::size_t part = 0; part < 2; ++part) {
        for (std::size_t l = 0; l < 32; ++l) {
            const std::uint8_t* code = codes + 128 * part + l;
            to[32 * part + l] =
                static_cast<std::uint8_t>((code[0] & 3U) | (code[32] & 3U) << 2U |
                                          (code[64] & 3U) << 4U | (code[96] & 3U) << 6U);
        }
    }
}

/// Codes of four bits: of 64 weights, byte l of 32 holds weights l and l + 32.
inline void packFourBits(const std::uint8_t* codes, std::uint8_t* to) {
    for (std::size_t part = 0; part < 4; ++part) {
        for (std::size_t l = 0; l < 32; ++l) {
            const std::uint8_t* code = codes + 64 * part + l;
            to[32 * part + l] = static_cast<std::uint8_t>((code[0] & 15U) | (code[32] & 15U) << 4U);
        }
    }
}

/// Bit `bit` of each code: byte l of 32 holds those of weights l, l + 32, ...
inline void packOneBit(const std::uint8_t* codes, unsigned bit, std::uint8_t* to) {
    for (std::size_t l = 0; l < 32; ++l) {
        unsigned byte = 0;
        for (std::size_t part = 0; part < 8; ++part) {
            byte |= (codes[32 * part + l] >> bit & 1U) << part;
        }
        to[l] = static_cast<std::uint8_t>(byte);
    }
}

/// Eight six-bit scales and offsets in 12 bytes.
inline void packScales(const CodedScales& scales, const CodedScales& offsets, std::uint8_t* to) {
    for (std::size_t j = 0; j < 4; ++j) {
        const unsigned scale = scales.code[j + 4];
        const unsigned offset = offsets.code[j + 4];
        to[j] = static_cast<std::uint8_t>(scales.code[j] | scale >> 4U << 6U);
        to[j + 4] = static_cast<std::uint8_t>(offsets.code[j] | offset >> 4U << 6U);
        to[j + 8] = static_cast<std::uint8_t>((scale & 15U) | (offset & 15U) << 4U);
    }
}

/// Q4_K and Q5_K: half d, dmin; 12 bytes scales; (32 bytes fifth bits;) 128 bytes codes.
template <int kBits> void makeFourOrFiveBits(const Row& row) {
    constexpr std::size_t kBytes = kBits == 4 ? 144 : 176;
    constexpr float kHigh = kBits == 4 ? 15 : 31;
    constexpr Ladder kPlainLadder = kBits == 4 ? Ladder{-1.0F, 0.1F, 20} : Ladder{-0.5F, 0.1F, 15};
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float* values = row.values + start;
        Floats x[32], weight[32];
        gather(values, x);
        if (row.importance != nullptr) {
            weigh(row.importance + start, x, meanSquare(values, kSuperBlock, 2), weight);
        } else {
            Floats squares{};
            for (const Floats& value : x) {
                squares += value * value;
            }
            const Floats typical = squareRoot(squares / 32.0F);
            for (std::size_t i = 0; i < 32; ++i) {
                weight[i] = typical + magnitude(x[i]);
            }
        }
        BlockFits<8> fits;
        fits.take(0,
                  fitAffine<Errors::squared>(x, weight, kHigh,
                                             row.importance ? kFineLadder : kPlainLadder),
                  totalOf(weight));
        const float* weights = row.importance ? fits.weight : nullptr;
        const CodedScales scales = codeScales(fits.scale, weights, 63, block);
        const CodedScales offsets = codeScales(fits.offset, weights, 63, block + 2);
        packScales(scales, offsets, block + 4);
        std::uint8_t codes[kSuperBlock];
        for (std::size_t j = 0; j < 8; ++j) {
            codeWeights(values + 32 * j, 32, fits, j,
                        scales.unit * static_cast<float>(scales.code[j]),
                        offsets.unit * static_cast<float>(offsets.code[j]), kHigh, codes + 32 * j);
        }
        if (kBits == 5) {
            packOneBit(codes, 4, block + 16);
        }
        packFourBits(codes, block + kBytes - 128);
    }
}

/// 16 bytes of a scale and an offset nibble; 64 bytes codes; half d, dmin.
inline void makeQ2_K(const Row& row) {
    constexpr std::size_t kBytes = 84;
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float* values = row.values + start;
        const float spread = row.importance != nullptr ? meanSquare(values, kSuperBlock, 1) : 0.0F;
        BlockFits<16> fits;
        for (std::size_t first = 0; first < 16; first += kLanes) {
            Floats x[16], weight[16];
            gather(values + 16 * first, x);
            if (row.importance != nullptr) {
                weigh(row.importance + start + 16 * first, x, spread, weight);
                fits.take(first, fitAffine<Errors::squared>(x, weight, 3, kFineLadder),
                          totalOf(weight));
            } else {
                for (std::size_t i = 0; i < 16; ++i) {
                    weight[i] = magnitude(x[i]);
                }
                fits.take(first, fitAffine<Errors::absolute>(x, weight, 3, {-0.5F, 0.1F, 15}),
                          totalOf(weight));
            }
        }
        const float* weights = row.importance ? fits.weight : nullptr;
        const CodedScales scales = codeScales(fits.scale, weights, 15, block + 80);
        const CodedScales offsets = codeScales(fits.offset, weights, 15, block + 82);
        std::uint8_t codes[kSuperBlock];
        for (std::size_t j = 0; j < 16; ++j) {
            block[j] = static_cast<std::uint8_t>(scales.code[j] | offsets.code[j] << 4U);
            codeWeights(values + 16 * j, 16, fits, j,
                        scales.unit * static_cast<float>(scales.code[j]),
                        offsets.unit * static_cast<float>(offsets.code[j]), 3, codes + 16 * j);
        }
        packTwoBits(codes, block + 16);
    }
}

/// The scale of largest size.
template <std::size_t kCount> float extremeScale(const float (&scales)[kCount]) {
    float extreme = 0;
    for (const float scale : scales) {
        extreme = std::abs(scale) > std::abs(extreme) ? scale : extreme;
    }
    return extreme;
}

/// The 16 scales of a Q3_K super-block as codes 0 to 63 and their unit, which goes to `unitAt`.
inline CodedScales codeThreeBitScales(const float (&scales)[16], const float* weights,
                                      std::uint8_t* unitAt) {
    CodedScales coded{};
    if (weights != nullptr) {
        Floats x[16], weight[16];
        for (std::size_t j = 0; j < 16; ++j) {
            x[j] = all(scales[j]);
            weight[j] = all(weights[j]);
        }
        const SymmetricFits fit = fitSymmetric(x, weight, 32);
        for (std::size_t j = 0; j < 16; ++j) {
            const Floats code = nearest(fit.codesPerUnit * x[j], -32, 31) + 32.0F;
            coded.code[j] = fit.nothing[0] ? 0 : static_cast<std::uint8_t>(code[0]);
        }
        coded.unit = putHalf(unitAt, fit.scale[0]);
        return coded;
    }
    const float extreme = extremeScale(scales);
    if (extreme == 0) {
        coded.unit = putHalf(unitAt, 0);
        return coded;
    }
    const float codesPerUnit = -32.0F / extreme;
    for (std::size_t j = 0; j < 16; ++j) {
        const Floats code = nearest(all(codesPerUnit * scales[j]), -32, 31) + 32.0F;
        coded.code[j] = static_cast<std::uint8_t>(code[0]);
    }
    coded.unit = putHalf(unitAt, 1 / codesPerUnit);
    return coded;
}

/// 32 bytes third bits; 64 bytes codes; 12 bytes of 16 six-bit scales; half d.
inline void makeQ3_K(const Row& row) {
    constexpr std::size_t kBytes = 110;
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float* values = row.values + start;
        const float spread = row.importance != nullptr ? meanSquare(values, kSuperBlock, 2) : 0.0F;
        float scales[16], weights[16];
        std::uint8_t codes[kSuperBlock];
        for (std::size_t first = 0; first < 16; first += kLanes) {
            Floats x[16], code[16];
            gather(values + 16 * first, x);
            if (row.importance != nullptr) {
                Floats weight[16];
                weigh(row.importance + start + 16 * first, x, spread, weight);
                const SymmetricFits fit = fitSymmetric(x, weight, 4);
                store(fit.scale, scales + first);
                store(totalOf(weight), weights + first);
                for (std::size_t i = 0; i < 16; ++i) {
                    code[i] = nearest(fit.codesPerUnit * x[i], -4, 3) + 4.0F;
                    code[i] = fit.nothing ? Floats{} : code[i];
                }
            } else {
                store(descend(x, 4, code), scales + first);
            }
            for (std::size_t i = 0; i < kLanes * 16; ++i) {
                codes[16 * first + i] = static_cast<std::uint8_t>(code[i % 16][i / 16]);
            }
        }
        const CodedScales coded =
            codeThreeBitScales(scales, row.importance ? weights : nullptr, block + 108);
        std::fill_n(block + 96, 12, std::uint8_t{0});
        for (std::size_t j = 0; j < 16; ++j) {
            block[96 + j % 8] |= static_cast<std::uint8_t>((coded.code[j] & 15U) << 4 * (j / 8));
            block[104 + j % 4] |= static_cast<std::uint8_t>(coded.code[j] >> 4U << 2 * (j / 4));
            const float d = coded.unit * static_cast<float>(coded.code[j] - 32);
            if (d != 0) {
                storeCodes(values + 16 * j, 16, 0, d, -4, 3, codes + 16 * j);
            }
        }
        packOneBit(codes, 2, block);
        packTwoBits(codes, block + 32);
    }
}

/// 128 bytes lower nibbles; 64 bytes upper two bits; 16 signed bytes scales; half d.
inline void makeQ6_K(const Row& row) {
    constexpr std::size_t kBytes = 210;
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float* values = row.values + start;
        float scales[16], codesPerUnit[16];
        for (std::size_t first = 0; first < 16; first += kLanes) {
            Floats x[16], weight[16];
            gather(values + 16 * first, x);
            if (row.importance != nullptr) {
                gather(row.importance + start + 16 * first, weight);
            } else {
                for (std::size_t i = 0; i < 16; ++i) {
                    weight[i] = x[i] * x[i];
                }
            }
            const SymmetricFits fit = fitSymmetric(x, weight, 32);
            store(fit.scale, scales + first);
            store(fit.nothing ? Floats{} : fit.codesPerUnit, codesPerUnit + first);
        }
        const float extreme = extremeScale(scales);
        if (std::abs(extreme) < kNothing) {
            std::fill_n(block, kBytes, std::uint8_t{0});
            continue;
        }
        const float inverse = -128.0F / extreme;
        const float unit = putHalf(block + 208, 1 / inverse);
        std::uint8_t codes[kSuperBlock];
        for (std::size_t j = 0; j < 16; ++j) {
            const float code = nearest(all(inverse * scales[j]), -128, 127)[0];
            block[192 + j] = static_cast<std::uint8_t>(static_cast<std::int8_t>(code));
            const float d = unit * code;
            if (d != 0) {
                storeCodes(values + 16 * j, 16, 0, d, -32, 31, codes + 16 * j);
                continue;
            }
            for (std::size_t i = 16 * j; i < 16 * j + 16; ++i) {
                const Floats own = nearest(all(codesPerUnit[j] * values[i]), -32, 31) + 32.0F;
                codes[i] = codesPerUnit[j] == 0 ? 0 : static_cast<std::uint8_t>(own[0]);
            }
        }
        for (std::size_t part = 0; part < 2; ++part) {
            for (std::size_t l = 0; l < 64; ++l) {
                const std::uint8_t* code = codes + 128 * part + l;
                block[64 * part + l] =
                    static_cast<std::uint8_t>((code[0] & 15U) | (code[64] & 15U) << 4U);
            }
        }
        for (std::uint8_t& code : codes) {
            code = static_cast<std::uint8_t>(code >> 4U);
        }
        packTwoBits(codes, block + 128);
    }
}

} // namespace conclave::quantize::CONCLAVE_LANES
