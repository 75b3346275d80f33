// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// IQ1: weights -1, 0 and 1, all shifted by an eighth up or down. The layouts are described in
// engine/reference/weights_codebook.cpp.
//
// With three levels the best split can be found by trying all: sorted values are cut twice, and
// running sums give scale and error of each cut.
#pragma once

#include "engine/quantize/lanes/grid.h"

namespace conclave::quantize::CONCLAVE_LANES {

constexpr float kShift = 0.125F;
constexpr float kUp[3] = {-1 + kShift, kShift, 1 + kShift};
constexpr float kDown[3] = {-1 - kShift, -kShift, 1 - kShift};

/// The best cut of one sub-block into low, middle and high values.
template <std::size_t kSize> struct Cut {
    std::uint8_t level[kSize]; ///< 0, 1, 2
    float scale = 0;
    int choice = -1; ///< which combination of shifts; -1: none found
};

/// The places of the values in ascending order, of equal ones in theirs. An insertion sort: what
/// std::stable_sort leaves out of line is kept once in the program, for whichever instruction set.
template <std::size_t kSize>
void sortPlaces(const float* x, std::array<std::uint8_t, kSize>& place) {
    for (std::size_t i = 0; i < kSize; ++i) {
        std::size_t at = i;
        for (; at > 0 && x[i] < x[place[at - 1]]; --at) {
            place[at] = place[at - 1];
        }
        place[at] = static_cast<std::uint8_t>(i);
    }
}

template <std::size_t kSize>
void setLevels(const std::array<std::uint8_t, kSize>& place, std::size_t low, std::size_t high,
               Cut<kSize>& cut) {
    for (std::size_t i = 0; i < kSize; ++i) {
        cut.level[place[i]] = i < low ? 0 : i < high ? 1 : 2;
    }
    if (cut.scale < 0) { // the mirror image, with the shifts mirrored, too
        for (std::uint8_t& level : cut.level) {
            level = static_cast<std::uint8_t>(2 - level);
        }
        cut.scale = -cut.scale;
    }
}

/// Keeps the best of the candidates that are offered.
struct BestCut {
    float score = -std::numeric_limits<float>::max();
    float scale = 0;
    std::size_t low = 0, high = 0;
    int choice = -1;

    void offer(float sumXL, float sumLL, std::size_t atLow, std::size_t atHigh, int which) {
        if (sumLL > 0 && sumXL * sumXL > score * sumLL) {
            scale = sumXL / sumLL;
            score = scale * sumXL;
            low = atLow;
            high = atHigh;
            choice = which;
        }
    }
};

/// `last` is the choice that mirrors choice 0.
template <std::size_t kSize>
Cut<kSize> toCut(const BestCut& best, const std::array<std::uint8_t, kSize>& place, int last) {
    Cut<kSize> cut;
    if (best.choice >= 0) {
        cut.scale = best.scale;
        cut.choice = best.scale < 0 ? last - best.choice : best.choice;
        setLevels(place, best.low, best.high, cut);
    }
    return cut;
}

/// 32 weights with one shift: choice 0 up, 1 down.
inline Cut<32> cutWithOneShift(const float* x, const float* weight) {
    std::array<std::uint8_t, 32> place{};
    sortPlaces<32>(x, place);
    float sumX[33]{}, sumW[33]{};
    for (std::size_t i = 0; i < 32; ++i) {
        sumX[i + 1] = sumX[i] + weight[place[i]] * x[place[i]];
        sumW[i + 1] = sumW[i] + weight[place[i]];
    }
    BestCut best;
    const auto offer = [&](std::size_t low, std::size_t high, const float(&l)[3], int which) {
        const float sumXL = (sumX[low] - sumX[0]) * l[0] + (sumX[high] - sumX[low]) * l[1] +
                            (sumX[32] - sumX[high]) * l[2];
        const float sumLL = (sumW[low] - sumW[0]) * l[0] * l[0] +
                            (sumW[high] - sumW[low]) * l[1] * l[1] +
                            (sumW[32] - sumW[high]) * l[2] * l[2];
        best.offer(sumXL, sumLL, low, high, which);
    };
    for (std::size_t low = 0; low <= 32; ++low) {
        for (std::size_t high = low; high <= 32; ++high) {
            offer(low, high, kUp, 0);
            offer(low, high, kDown, 1);
        }
    }
    return toCut<32>(best, place, 1);
}

/// 16 weights, each half with a shift of its own: bit 1 of the choice is set if the first goes
/// down, bit 0 if the second does.
inline Cut<16> cutWithTwoShifts(const float* x, const float* weight) {
    std::array<std::uint8_t, 16> place{};
    sortPlaces<16>(x, place);
    float sumX[2][17]{}, sumW[2][17]{}; // of each half
    for (std::size_t i = 0; i < 16; ++i) {
        const std::size_t half = place[i] < 8 ? 0 : 1;
        sumX[half][i + 1] = sumX[half][i] + weight[place[i]] * x[place[i]];
        sumX[1 - half][i + 1] = sumX[1 - half][i];
        sumW[half][i + 1] = sumW[half][i] + weight[place[i]];
        sumW[1 - half][i + 1] = sumW[1 - half][i];
    }
    // Levels are one apart, so a sum over the three parts needs only the sums up to the cuts.
    constexpr float kLowUp = kUp[0] * kUp[0] - kUp[1] * kUp[1];
    constexpr float kHighUp = kUp[1] * kUp[1] - kUp[2] * kUp[2];
    constexpr float kLowDown = kDown[0] * kDown[0] - kDown[1] * kDown[1];
    constexpr float kHighDown = kDown[1] * kDown[1] - kDown[2] * kDown[2];
    BestCut best;
    for (std::size_t low = 0; low <= 16; ++low) {
        for (std::size_t high = low; high <= 16; ++high) {
            float upX[2], downX[2], upW[2], downW[2];
            for (std::size_t half = 0; half < 2; ++half) {
                const float cutX = sumX[half][low] + sumX[half][high];
                const float lowW = sumW[half][low];
                const float highW = sumW[half][high];
                upX[half] = sumX[half][16] * kUp[2] - cutX;
                downX[half] = sumX[half][16] * kDown[2] - cutX;
                upW[half] = sumW[half][16] * kUp[2] * kUp[2] + lowW * kLowUp + highW * kHighUp;
                downW[half] =
                    sumW[half][16] * kDown[2] * kDown[2] + lowW * kLowDown + highW * kHighDown;
            }
            best.offer(upX[0] + upX[1], upW[0] + upW[1], low, high, 0);
            best.offer(upX[0] + downX[1], upW[0] + downW[1], low, high, 1);
            best.offer(downX[0] + upX[1], downW[0] + upW[1], low, high, 2);
            best.offer(downX[0] + downX[1], downW[0] + downW[1], low, high, 3);
        }
    }
    return toCut<16>(best, place, 3);
}

/// The entries of the grid for a cut; where its levels are not on the grid, near ones, for which
/// the scale is then fitted again.
template <std::size_t kSize, typename ShiftOf>
void toGrid(const GridSearch& grid, const float* x, const float* weight, const ShiftOf& shiftOf,
            Cut<kSize>& cut, std::uint16_t* entry) {
    bool allOn = true;
    for (std::size_t k = 0; k < kSize / 8; ++k) {
        std::uint32_t point = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            point |= std::uint32_t{cut.level[8 * k + i]} << 2 * i;
        }
        const std::int32_t place = grid.places[point];
        allOn = allOn && place >= 0;
        entry[k] = place >= 0
                       ? static_cast<std::uint16_t>(place)
                       : bestNeighbour<8>(grid, grid.lists[static_cast<std::size_t>(-1 - place)],
                                          x + 8 * k, weight + 8 * k, cut.scale, shiftOf(k));
    }
    if (allOn) {
        return;
    }
    float sumXL = 0, sumLL = 0;
    for (std::size_t i = 0; i < kSize; ++i) {
        const unsigned level = grid.levels[8U * entry[i / 8] + i % 8];
        const float value = static_cast<float>(level) - 1 + shiftOf(i / 8);
        sumXL += weight[i] * value * x[i];
        sumLL += weight[i] * value * value;
    }
    cut.scale = sumXL > 0 && sumLL > 0 ? sumXL / sumLL : cut.scale;
}

inline float largestSize(const float* x, std::size_t n) {
    float most = 0;
    for (std::size_t i = 0; i < n; ++i) {
        most = std::max(most, std::abs(x[i]));
    }
    return most;
}

inline void makeIq1S(const Row& row) {
    const GridSearch& grid = gridSearch(Codebook::iq1);
    eachSuperBlock<50>(row, [&](std::size_t start, std::uint8_t* block) {
        const float* values = row.values + start;
        float weight[kSuperBlock], scales[8]{};
        unsigned more[8]{}; // the two bytes beside the entries
        weighSuperBlock(row, start, meanSquare(values, kSuperBlock, 2), 0, weight);
        float most = 0;
        for (std::size_t j = 0; j < 8; ++j) {
            const float* x = values + 32 * j;
            if (largestSize(x, 32) < 1e-12F) {
                continue;
            }
            Cut<32> cut = cutWithOneShift(x, weight + 32 * j);
            if (cut.choice < 0) {
                continue;
            }
            const float shift = cut.choice == 0 ? kShift : -kShift;
            std::uint16_t entry[4];
            toGrid<32>(
                grid, x, weight + 32 * j, [shift](std::size_t) { return shift; }, cut, entry);
            for (std::size_t k = 0; k < 4; ++k) {
                block[2 + 4 * j + k] = static_cast<std::uint8_t>(entry[k] & 255U);
                more[j] |= static_cast<unsigned>(entry[k] >> 8U) << 3 * k;
            }
            more[j] |= cut.choice == 1 ? 0x8000U : 0U;
            scales[j] = cut.scale;
            most = std::max(most, cut.scale);
        }
        const float d = most / 15;
        if (most > 0) {
            putHalf(block, d * 1.125F); // a published correction for the rounding of the scales
        }
        for (std::size_t j = 0; j < 8; ++j) {
            const unsigned code = most > 0 ? oddCode(scales[j], 1 / d, 7) : 0;
            const unsigned bits = most > 0 ? more[j] | code << 12U : more[j] & 0x0FFFU;
            block[34 + 2 * j] = static_cast<std::uint8_t>(bits & 255U);
            block[35 + 2 * j] = static_cast<std::uint8_t>(bits >> 8U);
        }
    });
}

inline void makeIq1M(const Row& row) {
    const GridSearch& grid = gridSearch(Codebook::iq1);
    eachSuperBlock<56>(row, [&](std::size_t start, std::uint8_t* block) {
        const float* values = row.values + start;
        float weight[kSuperBlock], scales[16]{};
        int choices[16]{};
        std::uint16_t entries[16][2]{};
        weighSuperBlock(row, start, meanSquare(values, kSuperBlock, 2), 0, weight);
        const auto shiftOf = [&choices](std::size_t j, std::size_t k) {
            return (choices[j] >> (1 - k) & 1) != 0 ? -kShift : kShift;
        };
        float most = 0;
        for (std::size_t j = 0; j < 16; ++j) {
            const float* x = values + 16 * j;
            if (largestSize(x, 16) < 1e-7F) {
                continue;
            }
            Cut<16> cut = cutWithTwoShifts(x, weight + 16 * j);
            if (cut.choice < 0) {
                continue;
            }
            choices[j] = cut.choice;
            toGrid<16>(
                grid, x, weight + 16 * j, [&](std::size_t k) { return shiftOf(j, k); }, cut,
                entries[j]);
            block[2 * j] = static_cast<std::uint8_t>(entries[j][0] & 255U);
            block[2 * j + 1] = static_cast<std::uint8_t>(entries[j][1] & 255U);
            block[32 + j] =
                static_cast<std::uint8_t>(entries[j][0] >> 8U | entries[j][1] >> 8U << 4U);
            scales[j] = cut.scale;
            most = std::max(most, cut.scale);
        }
        if (most == 0) {
            return;
        }
        // With all codes known, d is fitted once more.
        unsigned packed[4]{};
        float sumXL = 0, sumLL = 0;
        for (std::size_t j = 0; j < 16; ++j) {
            const unsigned code = oddCode(scales[j], 1 / (most / 15), 7);
            packed[j / 4] |= code << 3 * (j % 4);
            block[32 + j] |= static_cast<std::uint8_t>(((choices[j] & 2) != 0 ? 0x08 : 0) |
                                                       ((choices[j] & 1) != 0 ? 0x80 : 0));
            for (std::size_t i = 0; i < 16; ++i) {
                const unsigned level = grid.levels[8U * entries[j][i / 8] + i % 8];
                const float value = (static_cast<float>(level) - 1 + shiftOf(j, i / 8)) *
                                    static_cast<float>(2 * code + 1);
                const std::size_t at = 16 * j + i;
                sumXL += weight[at] * value * values[at];
                sumLL += weight[at] * value * value;
            }
        }
        std::uint8_t half[2];
        putHalf(half, (sumLL > 0 ? sumXL / sumLL : most / 15) * 1.1125F); // as published
        const unsigned d = half[0] | static_cast<unsigned>(half[1]) << 8U;
        for (std::size_t k = 0; k < 4; ++k) {
            packed[k] |= (d >> 4 * k & 15U) << 12U;
            block[48 + 2 * k] = static_cast<std::uint8_t>(packed[k] & 255U);
            block[49 + 2 * k] = static_cast<std::uint8_t>(packed[k] >> 8U);
        }
    });
}

} // namespace conclave::quantize::CONCLAVE_LANES
