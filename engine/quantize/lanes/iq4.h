// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// IQ4_NL and IQ4_XS: codes name one of 16 levels. The layouts are described in
// engine/reference/weights_four_bit.cpp.
#pragma once

#include "engine/quantize/lanes/simple.h"

namespace conclave::quantize::CONCLAVE_LANES {

constexpr float kIq4Levels[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                  1,    13,   25,  38,  53,  69,  89,  113};

/// The smallest float that is nearer to level k + 1 than to level k, or as near.
inline float upperBound(float level, float next) {
    float bound = (level + next) / 2;
    const auto nearerToNext = [&](float x) { return !(x - level < next - x); };
    while (nearerToNext(bound)) {
        bound = std::nextafter(bound, level);
    }
    while (!nearerToNext(bound)) {
        bound = std::nextafter(bound, next);
    }
    return bound;
}

struct LevelBounds {
    float bound[15], step[15];
    LevelBounds() {
        for (std::size_t k = 0; k < 15; ++k) {
            bound[k] = upperBound(kIq4Levels[k], kIq4Levels[k + 1]);
            step[k] = kIq4Levels[k + 1] - kIq4Levels[k];
        }
    }
};

inline const LevelBounds& levelBounds() {
    static const LevelBounds bounds;
    return bounds;
}

/// The nearest level.
inline Floats levelOf(const LevelBounds& bounds, const Floats& value) {
    Floats level = all(kIq4Levels[0]);
    for (std::size_t k = 0; k < 15; ++k) {
        level += value >= bounds.bound[k] ? all(bounds.step[k]) : Floats{};
    }
    return level;
}

/// The codes of n values, n a multiple of eight.
inline void storeLevels(const LevelBounds& bounds, const float* values, std::size_t n,
                        float levelsPerUnit, std::uint8_t* codes) {
    for (std::size_t i = 0; i < n; i += kLanes) {
        const Floats value = levelsPerUnit * load(values + i);
        Ints code{};
        for (const float bound : bounds.bound) {
            code -= value >= bound; // a true lane is -1
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            codes[i + lane] = static_cast<std::uint8_t>(code[lane]);
        }
    }
}

/// value ~ scale * level, of eight blocks.
inline Floats fitLevels(const LevelBounds& bounds, const Floats (&x)[32],
                        const Floats (&weight)[32]) {
    Ints nothing;
    const Floats extreme = extremeOf(x, nothing);
    Floats scale{}, best{};
    const auto tryRung = [&](const Floats& levelsPerUnit, bool first) {
        Floats sumXL{}, sumLL{};
        for (std::size_t i = 0; i < 32; ++i) {
            const Floats level = levelOf(bounds, levelsPerUnit * x[i]);
            const Floats weighted = weight[i] * level;
            sumXL += weighted * x[i];
            sumLL += weighted * level;
        }
        const Floats candidate = sumXL / sumLL;
        const Ints better = (sumLL > 0.0F) & (first ? Ints{} == 0 : sumXL * sumXL > best * sumLL);
        scale = better ? candidate : scale;
        best = better ? candidate * sumXL : best;
    };
    tryRung(1.0F / (-extreme / kIq4Levels[0]), true);
    for (int step = -7; step <= 7; ++step) {
        tryRung((static_cast<float>(step) + kIq4Levels[0]) / extreme, false);
    }
    return nothing ? Floats{} : scale;
}

/// half d; 16 bytes codes.
inline void makeIq4Nl(const Row& row) {
    constexpr std::size_t kBytes = 18;
    const LevelBounds& bounds = levelBounds();
    for (std::size_t start = 0; start < row.columns; start += 32 * kLanes) {
        Floats x[32], weight[32];
        gatherBlocks(row.values, start, row.columns, x);
        Floats spread{};
        for (const Floats& value : x) {
            spread += value * value;
        }
        spread *= 2.0F / 32.0F;
        if (row.importance != nullptr) {
            gatherBlocks(row.importance, start, row.columns, weight);
        }
        for (std::size_t i = 0; i < 32; ++i) {
            const Floats square = x[i] * x[i];
            weight[i] =
                row.importance != nullptr ? weight[i] * squareRoot(spread + square) : square;
        }
        const Floats scale = fitLevels(bounds, x, weight);
        const std::size_t lanes = std::min(kLanes, (row.columns - start) / 32);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            std::uint8_t* block = row.blocks + (start / 32 + lane) * kBytes;
            std::uint8_t codes[32];
            putHalf(block, scale[lane]);
            storeLevels(bounds, row.values + start + 32 * lane, 32, inverseOf(scale[lane]), codes);
            packNibbles<4>(codes, block + 2);
        }
    }
}

/// half d; upper two bits, then lower nibbles of 8 scales; 128 bytes codes.
inline void makeIq4Xs(const Row& row) {
    constexpr std::size_t kBytes = 136;
    const LevelBounds& bounds = levelBounds();
    std::uint8_t* block = row.blocks;
    for (std::size_t start = 0; start < row.columns; start += kSuperBlock, block += kBytes) {
        const float* values = row.values + start;
        Floats x[32], weight[32];
        gather(values, x);
        if (row.importance != nullptr) {
            float spread = 0;
            for (std::size_t i = 0; i < kSuperBlock; ++i) {
                spread += values[i] * values[i];
            }
            weigh(row.importance + start, x, spread * (2.0F / kSuperBlock), weight);
        } else {
            for (std::size_t i = 0; i < 32; ++i) {
                weight[i] = x[i] * x[i];
            }
        }
        float scales[8];
        store(fitLevels(bounds, x, weight), scales);
        const float d = -extremeScale(scales) / 32;
        putHalf(block, d);
        const float inverse = inverseOf(d);
        unsigned upper = 0;
        std::fill_n(block + 4, 4, std::uint8_t{0});
        for (std::size_t j = 0; j < 8; ++j) {
            const float scale = nearest(all(inverse * scales[j]), -32, 31)[0];
            std::uint8_t codes[32];
            storeLevels(bounds, values + 32 * j, 32, inverseOf(d * scale), codes);
            packNibbles<4>(codes, block + 8 + 16 * j);
            const auto code = static_cast<unsigned>(scale + 32);
            block[4 + j / 2] |= static_cast<std::uint8_t>((code & 15U) << 4 * (j % 2));
            upper |= code >> 4U << 2 * j;
        }
        block[2] = static_cast<std::uint8_t>(upper & 0xFFU);
        block[3] = static_cast<std::uint8_t>(upper >> 8U);
    }
}

} // namespace conclave::quantize::CONCLAVE_LANES
