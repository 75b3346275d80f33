// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// IQ2 and IQ3: a code names a point of a grid of sizes, signs are stored beside it. The layouts are
// described in engine/reference/weights_codebook.cpp.
//
// For a scale the sizes are rounded one by one; where that gives no point of the grid, the best of
// the points around is taken. A ladder of scales is tried, as in the K formats.
#pragma once

#include "engine/quantize/lanes/k.h"

namespace conclave::quantize::CONCLAVE_LANES {

/// The neighbour that comes nearest to x: least sum of weight * (scale * (point + shift) - x)^2.
template <std::size_t kWidth>
std::uint16_t bestNeighbour(const GridSearch& grid, const GridSearch::List& list, const float* x,
                            const float* weight, float scale, float shift) {
    float least = std::numeric_limits<float>::max();
    std::size_t best = list.first * GridSearch::kGroup;
    for (std::size_t group = list.first; group < list.first + list.groups; ++group) {
        const float* coordinates = grid.coordinates.data() + group * kWidth * kLanes;
        Floats distance{};
        for (std::size_t i = 0; i < kWidth; ++i) {
            const Floats difference = scale * (load(coordinates + i * kLanes) + shift) - x[i];
            distance += weight[i] * difference * difference;
        }
        if (!anyOf(distance < least)) {
            continue;
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            if (distance[lane] < least) {
                least = distance[lane];
                best = group * kLanes + lane;
            }
        }
    }
    return grid.neighbours[best];
}

/// What distinguishes the formats.
struct GridRule {
    Codebook book;
    float high;     ///< largest level
    bool evenSigns; ///< the number of minus signs of eight weights must be even
    float nothing;  ///< sizes below count as zeros
    int tries;      ///< rungs on each side of the ladder
    float delta;    ///< between rungs, in sizes
    bool fitFirst;  ///< the ladder stands on a fit, not on the largest size
    bool refineAll; ///< afterwards all points are looked up again, not only those off the grid
};
constexpr GridRule kIq2Xxs{Codebook::iq2_xxs, 2, true, kNothing, 6, 0.1F, true, true};
constexpr GridRule kIq2Xs{Codebook::iq2_xs, 2, true, kNothing, 9, 0.1F, false, false};
constexpr GridRule kIq2S{Codebook::iq2_s, 2, false, 1e-8F, 9, 0.1F, false, false};
constexpr GridRule kIq3Xxs{Codebook::iq3_xxs, 7, true, 1e-8F, 15, 0.2F, false, false};
constexpr GridRule kIq3S{Codebook::iq3_s, 7, false, 1e-45F, 9, 0.2F, false, true};

/// The points and signs of one sub-block of kSize weights.
template <std::size_t kSize, std::size_t kWidth> struct GridFit {
    float scale = 0; ///< 0: nothing is stored
    std::uint16_t entry[kSize / kWidth]{};
    std::uint8_t signs[kSize / 8]{};
};

/// Splits values into sizes and sign bits. If their number must be even, the sign is wrong where it
/// costs least.
template <std::size_t kSize>
void splitSigns(const float* x, const float* weight, bool even, float* sizes, std::uint8_t* signs) {
    for (std::size_t k = 0; k < kSize / 8; ++k) {
        unsigned bits = 0;
        for (std::size_t i = 8 * k; i < 8 * k + 8; ++i) {
            const bool minus = !(x[i] >= 0);
            sizes[i] = minus ? -x[i] : x[i];
            bits |= (minus ? 1U : 0U) << i % 8;
        }
        if (even && std::popcount(bits) % 2 != 0) {
            std::size_t cheapest = 8 * k;
            float least = weight[8 * k] * x[8 * k] * x[8 * k];
            for (std::size_t i = 8 * k + 1; i < 8 * k + 8; ++i) {
                const float cost = weight[i] * x[i] * x[i];
                if (cost < least) {
                    least = cost;
                    cheapest = i;
                }
            }
            sizes[cheapest] = -sizes[cheapest];
            bits ^= 1U << cheapest % 8;
        }
        signs[k] = static_cast<std::uint8_t>(even ? bits & 127U : bits);
    }
}

template <const GridRule& kRule, std::size_t kSize, std::size_t kWidth> class GridFitter {
public:
    explicit GridFitter(const GridSearch& grid) : m_grid(grid) {}

    GridFit<kSize, kWidth> fit(const float* x, const float* weight) {
        GridFit<kSize, kWidth> fit;
        splitSigns<kSize>(x, weight, kRule.evenSigns, m_sizes, fit.signs);
        for (std::size_t i = 0; i < kSize; i += kLanes) {
            store(squareRoot(load(weight + i)), m_roots + i);
        }
        m_weight = weight;
        const float most = *std::max_element(m_sizes, m_sizes + kSize);
        const float top = 2 * kRule.high + 1;
        float reach = most; // what the top of the ladder stands for
        if (most >= kRule.nothing && kRule.fitFirst) {
            std::uint8_t unused[kSize];
            reach = fitPositive(m_sizes, weight, kSize, static_cast<int>(kRule.high) + 2, unused) *
                    (kRule.high + 1);
        }
        if (most < kRule.nothing || reach <= 0) {
            return {};
        }
        float scale = kRule.fitFirst ? reach / (kRule.high + 1) : most / top;
        float best = 0;
        bool off[kSize / kWidth]{}; // the point of the best rung is not a rounded one
        bool found = false;
        for (int step = -kRule.tries; step <= kRule.tries; ++step) {
            const float perUnit = (top + static_cast<float>(step) * kRule.delta) / reach;
            lookUp(perUnit, 1 / perUnit);
            const auto [valueSize, sizeSize] = sums();
            if (sizeSize > 0 && valueSize * valueSize > best * sizeSize) {
                scale = valueSize / sizeSize;
                best = scale * valueSize;
                std::copy_n(m_entry, kSize / kWidth, fit.entry);
                std::copy_n(m_off, kSize / kWidth, off);
                found = true;
            }
        }
        const bool refine =
            kRule.refineAll ? kRule.fitFirst || !found || anyTrue(off) : anyTrue(off);
        if (scale > 0 && refine) {
            lookUp(1 / scale, scale);
            for (std::size_t k = 0; k < kSize / kWidth; ++k) {
                if (kRule.refineAll || off[k]) {
                    fit.entry[k] = m_entry[k];
                }
            }
            std::copy_n(fit.entry, kSize / kWidth, m_entry);
            const auto [valueSize, sizeSize] = sums();
            scale = sizeSize > 0 ? valueSize / sizeSize : scale;
        }
        if (scale < 0) {
            scale = -scale;
            for (std::uint8_t& signs : fit.signs) {
                signs = static_cast<std::uint8_t>(~signs & (kRule.evenSigns ? 127 : 255));
            }
        }
        fit.scale = scale;
        return fit;
    }

private:
    static bool anyTrue(const bool (&flags)[kSize / kWidth]) {
        return std::find(flags, flags + kSize / kWidth, true) != flags + kSize / kWidth;
    }

    /// The points for sizes perUnit * m_sizes.
    void lookUp(float perUnit, float scale) {
        constexpr std::size_t kBits = kWidth == 8 ? 2 : 3;
        std::int32_t levels[kSize];
        for (std::size_t i = 0; i < kSize; i += kLanes) {
            const Floats level =
                nearest(0.5F * (perUnit * load(m_sizes + i) - 1.0F), 0, kRule.high);
            const Ints whole = __builtin_convertvector(level, Ints);
            std::memcpy(levels + i, &whole, sizeof(whole));
        }
        for (std::size_t k = 0; k < kSize / kWidth; ++k) {
            std::uint32_t point = 0;
            for (std::size_t i = 0; i < kWidth; ++i) {
                point |= static_cast<std::uint32_t>(levels[kWidth * k + i]) << kBits * i;
            }
            const std::int32_t place = m_grid.places[point];
            m_off[k] = place < 0;
            m_entry[k] = place >= 0
                             ? static_cast<std::uint16_t>(place)
                             : bestNeighbour<kWidth>(
                                   m_grid, m_grid.lists[static_cast<std::size_t>(-1 - place)],
                                   m_sizes + kWidth * k, m_roots + kWidth * k, scale, 0);
        }
    }

    /// Sums of weight * value * size and weight * size^2 for m_entry.
    [[nodiscard]] std::pair<float, float> sums() const {
        float valueSize = 0, sizeSize = 0;
        for (std::size_t i = 0; i < kSize; ++i) {
            const unsigned level = m_grid.levels[m_entry[i / kWidth] * kWidth + i % kWidth];
            const auto size = static_cast<float>(2 * level + 1);
            valueSize += m_weight[i] * m_sizes[i] * size;
            sizeSize += m_weight[i] * size * size;
        }
        return {valueSize, sizeSize};
    }

    const GridSearch& m_grid;
    const float* m_weight = nullptr;
    float m_sizes[kSize], m_roots[kSize];
    std::uint16_t m_entry[kSize / kWidth];
    bool m_off[kSize / kWidth];
};

/// Weights of a super-block; without an importance matrix x^2 + floor * spread.
inline void weighSuperBlock(const Row& row, std::size_t start, float spread, float floor,
                            float* weight) {
    for (std::size_t i = 0; i < kSuperBlock; i += kLanes) {
        const Floats x = load(row.values + start + i);
        const Floats square = x * x;
        store(row.importance != nullptr
                  ? load(row.importance + start + i) * squareRoot(spread + square)
                  : floor * spread + square,
              weight + i);
    }
}

/// A scale in units of d: 2 code + 1, code 0 to `high`.
inline unsigned oddCode(float scale, float perUnit, float high) {
    return static_cast<unsigned>(nearest(all(0.5F * (perUnit * scale - 1)), 0, high)[0]);
}

/// Fits all sub-blocks and hands each to `put(j, fit)`; then the codes of the scales to
/// `putScale(j, code)`. Blocks of zeros are left as they are. `correction` is a published factor of
/// the stored d that makes up for the rounding of the scales.
template <const GridRule& kRule, std::size_t kSize, std::size_t kWidth, typename Put,
          typename PutScale>
void makeGridBlock(const Row& row, std::size_t start, float spreadFactor, float floor,
                   float correction, std::uint8_t* block, const Put& put,
                   const PutScale& putScale) {
    const float* values = row.values + start;
    float weight[kSuperBlock];
    weighSuperBlock(row, start, meanSquare(values, kSuperBlock, spreadFactor), floor, weight);
    GridFitter<kRule, kSize, kWidth> fitter(gridSearch(kRule.book));
    GridFit<kSize, kWidth> fits[kSuperBlock / kSize];
    float most = 0;
    for (std::size_t j = 0; j < kSuperBlock / kSize; ++j) {
        fits[j] = fitter.fit(values + kSize * j, weight + kSize * j);
        most = std::max(most, fits[j].scale);
    }
    if (most == 0) {
        return;
    }
    const float d = most / 31;
    putHalf(block, correction == 1 ? d : d * correction);
    for (std::size_t j = 0; j < kSuperBlock / kSize; ++j) {
        put(j, fits[j]);
        putScale(j, oddCode(fits[j].scale, 1 / d, 15));
    }
}

/// Calls make(start, block) for each super-block of a row: where its values begin, and its kBytes
/// bytes, which are zeros.
template <std::size_t kBytes, typename Make> void eachSuperBlock(const Row& row, const Make& make) {
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        std::fill_n(block, kBytes, std::uint8_t{0});
        make(start, block);
    }
}

inline void orU32(std::uint8_t* to, std::uint32_t bits) {
    std::uint32_t old = 0;
    std::memcpy(&old, to, sizeof(old));
    old |= bits;
    std::memcpy(to, &old, sizeof(old));
}

inline void orNibble(std::uint8_t* to, std::size_t j, unsigned code) {
    to[j / 2] |= static_cast<std::uint8_t>(code << 4 * (j % 2));
}

/// Four times seven sign bits.
inline std::uint32_t packSigns(const std::uint8_t (&signs)[4]) {
    return signs[0] | std::uint32_t{signs[1]} << 7U | std::uint32_t{signs[2]} << 14U |
           std::uint32_t{signs[3]} << 21U;
}

inline void makeIq2Xxs(const Row& row) {
    eachSuperBlock<66>(row, [&](std::size_t start, std::uint8_t* block) {
        makeGridBlock<kIq2Xxs, 32, 8>(
            row, start, 1, 0, 1, block,
            [block](std::size_t j, const auto& fit) {
                for (std::size_t k = 0; k < 4; ++k) {
                    block[2 + 8 * j + k] = static_cast<std::uint8_t>(fit.entry[k]);
                }
                orU32(block + 6 + 8 * j, packSigns(fit.signs));
            },
            [block](std::size_t j, unsigned code) { orU32(block + 6 + 8 * j, code << 28U); });
    });
}

inline void makeIq2Xs(const Row& row) {
    eachSuperBlock<74>(row, [&](std::size_t start, std::uint8_t* block) {
        makeGridBlock<kIq2Xs, 16, 8>(
            row, start, 1, 0, 1, block,
            [block](std::size_t j, const auto& fit) {
                orU32(block + 2 + 4 * j, (fit.entry[0] | std::uint32_t{fit.signs[0]} << 9U) |
                                             (fit.entry[1] | std::uint32_t{fit.signs[1]} << 9U)
                                                 << 16U);
            },
            [block](std::size_t j, unsigned code) { orNibble(block + 66, j, code); });
    });
}

inline void makeIq2S(const Row& row) {
    eachSuperBlock<82>(row, [&](std::size_t start, std::uint8_t* block) {
        makeGridBlock<kIq2S, 16, 8>(
            row, start, 2, 0.25F, 0.9875F, block,
            [block](std::size_t j, const auto& fit) {
                for (std::size_t k = 0; k < 2; ++k) {
                    const std::size_t at = 2 * j + k;
                    block[2 + at] = static_cast<std::uint8_t>(fit.entry[k] & 255U);
                    block[34 + at] = fit.signs[k];
                    block[66 + at / 4] |=
                        static_cast<std::uint8_t>(fit.entry[k] >> 8U << 2 * (at % 4));
                }
            },
            [block](std::size_t j, unsigned code) { orNibble(block + 74, j, code); });
    });
}

inline void makeIq3Xxs(const Row& row) {
    eachSuperBlock<98>(row, [&](std::size_t start, std::uint8_t* block) {
        makeGridBlock<kIq3Xxs, 32, 4>(
            row, start, 2, 0, 1.0125F, block,
            [block](std::size_t j, const auto& fit) {
                for (std::size_t k = 0; k < 8; ++k) {
                    block[2 + 8 * j + k] = static_cast<std::uint8_t>(fit.entry[k]);
                }
                orU32(block + 66 + 4 * j, packSigns(fit.signs));
            },
            [block](std::size_t j, unsigned code) { orU32(block + 66 + 4 * j, code << 28U); });
    });
}

/// Where a sub-block is all zeros, the published quantiser stores the following ones in the places
/// before their own; they are stored where readers look for them here.
inline void makeIq3S(const Row& row) {
    eachSuperBlock<110>(row, [&](std::size_t start, std::uint8_t* block) {
        makeGridBlock<kIq3S, 32, 4>(
            row, start, 2, 0, 1.033F, block,
            [block](std::size_t j, const auto& fit) {
                for (std::size_t k = 0; k < 8; ++k) {
                    block[2 + 8 * j + k] = static_cast<std::uint8_t>(fit.entry[k] & 255U);
                    block[66 + j] |= static_cast<std::uint8_t>(fit.entry[k] >> 8U << k);
                }
                std::copy_n(fit.signs, 4, block + 74 + 4 * j);
            },
            [block](std::size_t j, unsigned code) { orNibble(block + 106, j, code); });
    });
}

} // namespace conclave::quantize::CONCLAVE_LANES
