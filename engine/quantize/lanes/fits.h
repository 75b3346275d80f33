// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Least squares with integer codes: the scale, or scale and offset, that serve a few values best.
//
// For given codes the best scale is a linear least-squares problem, for a given scale the best
// codes are the nearest ones. The fits walk a short ladder of scales and keep the best pair met.
// The ladders and the order of all sums are the published ones, so that the same weights become
// the same bytes as elsewhere.
#pragma once

#include "engine/quantize/lanes/lanes.h"

namespace conclave::quantize::CONCLAVE_LANES {

constexpr float kNothing = 1e-15F; ///< below it a sub-block counts as zeros

/// Rungs of a ladder: `high + first + delta * i` codes over the range, i = 0 .. steps.
struct Ladder {
    float first, delta;
    int steps;
};
constexpr Ladder kFineLadder{-0.9F, 0.05F, 36}; ///< with an importance matrix

/// value ~ scale * code - offset, codes 0 to high, of eight sub-blocks.
struct AffineFits {
    Floats scale, offset;        ///< offset >= 0
    Floats codesPerUnit, origin; ///< the codes of the fit: nearest(codesPerUnit * (value - origin))
};

/// How a fit counts errors: by their squares or their sizes.
enum class Errors { squared, absolute };

template <Errors kErrors, std::size_t N>
Floats totalError(const Floats (&x)[N], const Floats (&weight)[N], const Floats (&code)[N],
                  const Floats& scale, const Floats& least) {
    Floats total{};
    for (std::size_t i = 0; i < N; ++i) {
        const Floats difference = scale * code[i] + least - x[i];
        total += weight[i] *
                 (kErrors == Errors::absolute ? magnitude(difference) : difference * difference);
    }
    return total;
}

template <Errors kErrors, std::size_t N>
AffineFits fitAffine(const Floats (&x)[N], const Floats (&weight)[N], float high,
                     const Ladder& ladder) {
    Floats least = x[0];
    Floats most = x[0];
    Floats sumW = weight[0];
    Floats sumX = weight[0] * x[0];
    for (std::size_t i = 1; i < N; ++i) {
        least = x[i] < least ? x[i] : least;
        most = x[i] > most ? x[i] : most;
        sumW += weight[i];
        sumX += weight[i] * x[i];
    }
    least = least > 0.0F ? Floats{} : least;
    const Ints flat = most <= least; // all alike, not above zero
    const Floats flatOffset = -least;

    Floats code[N];
    AffineFits fit;
    fit.origin = least;
    fit.codesPerUnit = high / (most - least);
    fit.scale = 1.0F / fit.codesPerUnit;
    for (std::size_t i = 0; i < N; ++i) {
        code[i] = nearest(fit.codesPerUnit * (x[i] - least), 0, high);
    }
    Floats bestError = totalError<kErrors>(x, weight, code, fit.scale, least);
    for (int step = 0; step <= ladder.steps; ++step) {
        const float rung = ladder.first + ladder.delta * static_cast<float>(step) + high;
        const Floats codesPerUnit = rung / (most - least);
        Floats sumL{}, sumLL{}, sumXL{};
        for (std::size_t i = 0; i < N; ++i) {
            code[i] = nearest(codesPerUnit * (x[i] - least), 0, high);
            const Floats weighted = weight[i] * code[i];
            sumL += weighted;
            sumLL += weighted * code[i];
            sumXL += weighted * x[i];
        }
        const Floats determinant = sumW * sumLL - sumL * sumL;
        Floats scale = (sumW * sumXL - sumX * sumL) / determinant;
        Floats lowest = (sumLL * sumX - sumL * sumXL) / determinant;
        const Ints above = lowest > 0.0F; // the offset cannot be negative: through the origin
        scale = above ? sumXL / sumLL : scale;
        lowest = above ? Floats{} : lowest;
        const Floats error = totalError<kErrors>(x, weight, code, scale, lowest);
        const Ints better = (determinant > 0.0F) & (error < bestError);
        fit.codesPerUnit = better ? codesPerUnit : fit.codesPerUnit;
        fit.origin = better ? least : fit.origin;
        bestError = better ? error : bestError;
        fit.scale = better ? scale : fit.scale;
        least = better ? lowest : least; // the next rungs start from here
    }
    fit.scale = flat ? Floats{} : fit.scale;
    fit.offset = flat ? flatOffset : -least;
    fit.codesPerUnit = flat ? Floats{} : fit.codesPerUnit; // all codes 0
    return fit;
}

/// value ~ scale * code, codes -high to high - 1, of eight sub-blocks.
struct SymmetricFits {
    Floats scale;
    Floats codesPerUnit; ///< the codes of the fit: nearest(codesPerUnit * value)
    Ints nothing;        ///< sub-blocks of zeros, whose codes are published as the lowest
};

/// The value of largest size, and whether it is worth a fit.
template <std::size_t N> Floats extremeOf(const Floats (&x)[N], Ints& nothing) {
    Floats largest{}, extreme{};
    for (std::size_t i = 0; i < N; ++i) {
        const Floats size = magnitude(x[i]);
        const Ints larger = size > largest;
        largest = larger ? size : largest;
        extreme = larger ? x[i] : extreme;
    }
    nothing = largest < kNothing;
    return extreme;
}

template <std::size_t N>
SymmetricFits fitSymmetric(const Floats (&x)[N], const Floats (&weight)[N], float high) {
    SymmetricFits fit;
    const Floats extreme = extremeOf(x, fit.nothing);
    Floats best{};
    fit.scale = Floats{};
    fit.codesPerUnit = -high / extreme;
    const auto tryRung = [&](float rung, bool first) {
        const Floats codesPerUnit = -rung / extreme;
        Floats sumXL{}, sumLL{};
        for (std::size_t i = 0; i < N; ++i) {
            const Floats code = nearest(codesPerUnit * x[i], -high, high - 1);
            sumXL += weight[i] * x[i] * code;
            sumLL += weight[i] * code * code;
        }
        const Floats scale = sumXL / sumLL;
        const Ints better = first ? sumLL != 0.0F : (sumLL > 0.0F) & (sumXL * sumXL > best * sumLL);
        fit.scale = better ? scale : fit.scale;
        fit.codesPerUnit = better ? codesPerUnit : fit.codesPerUnit;
        best = better ? scale * sumXL : best;
    };
    tryRung(high, true);
    for (int step = -9; step <= 9; ++step) {
        if (step != 0) {
            tryRung(high + 0.1F * static_cast<float>(step), false);
        }
    }
    fit.scale = fit.nothing ? Floats{} : fit.scale;
    return fit;
}

/// The same without a ladder: from the nearest codes on, each code is moved alone as long as that
/// helps, five rounds at most. Weights are the squares of the values. Leaves the codes, from 0 to
/// 2 high - 1, in `code`; returns the scales.
template <std::size_t N> Floats descend(const Floats (&x)[N], float high, Floats (&code)[N]) {
    Ints nothing;
    const Floats codesPerUnit = -high / extremeOf(x, nothing);
    Floats sumXL{}, sumLL{};
    for (std::size_t i = 0; i < N; ++i) {
        code[i] = nearest(codesPerUnit * x[i], -high, high - 1);
        const Floats weight = x[i] * x[i];
        sumXL += weight * x[i] * code[i];
        sumLL += weight * code[i] * code[i];
    }
    for (int round = 0; round < 5; ++round) {
        Ints changed{};
        for (std::size_t i = 0; i < N; ++i) {
            const Floats weight = x[i] * x[i];
            Floats restXL = sumXL - weight * x[i] * code[i];
            Floats restLL = sumLL - weight * code[i] * code[i];
            const Floats moved = nearestWrapped(x[i] * restLL / restXL, -static_cast<int>(high),
                                                static_cast<int>(high) - 1);
            Ints better = (restXL > 0.0F) & (moved != code[i]);
            restXL += weight * x[i] * moved;
            restLL += weight * moved * moved;
            better &= (restLL > 0.0F) & (restXL * restXL * sumLL > sumXL * sumXL * restLL);
            code[i] = better ? moved : code[i];
            sumXL = better ? restXL : sumXL;
            sumLL = better ? restLL : sumLL;
            changed |= better;
        }
        if (!anyOf(changed)) {
            break;
        }
    }
    for (Floats& each : code) {
        each = nothing ? Floats{} : each + high;
    }
    return nothing | ~(sumLL > 0.0F) ? Floats{} : sumXL / sumLL;
}

/// value ~ scale * code for a few values that are not negative, codes 0 to `high`; one fit.
inline float fitPositive(const float* x, const float* weight, std::size_t n, int high,
                         std::uint8_t* code) {
    float most = 0;
    for (std::size_t i = 0; i < n; ++i) {
        most = most > x[i] ? most : x[i];
    }
    if (most < kNothing) {
        std::fill_n(code, n, std::uint8_t{0});
        return 0;
    }
    const auto top = static_cast<float>(high);
    float codesPerUnit = top / most;
    float scale = 1 / codesPerUnit;
    float bestError = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto nearestCode = static_cast<std::uint8_t>(nearestWrapped(codesPerUnit * x[i]));
        const float difference = x[i] - scale * static_cast<float>(nearestCode);
        bestError += weight[i] * difference * difference;
    }
    const auto bounded = [&](float value) { return std::min(high, nearestWrapped(value)); };
    for (int step = -4; step <= 4; ++step) {
        if (step == 0) {
            continue;
        }
        const float rung = (0.1F * static_cast<float>(step) + top) / most;
        const float rungScale = 1 / rung;
        float error = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const float difference = x[i] - rungScale * static_cast<float>(bounded(rung * x[i]));
            error += weight[i] * difference * difference;
        }
        if (error < bestError) {
            bestError = error;
            codesPerUnit = rung;
        }
    }
    float sumXL = 0, sumLL = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const int l = bounded(codesPerUnit * x[i]);
        code[i] = static_cast<std::uint8_t>(l);
        sumXL += weight[i] * x[i] * static_cast<float>(l);
        sumLL += weight[i] * static_cast<float>(l) * static_cast<float>(l);
    }
    bool changed = true;
    for (int round = 0; round < 5 && changed; ++round) {
        changed = false;
        for (std::size_t i = 0; i < n; ++i) {
            const float w = weight[i];
            const auto old = static_cast<float>(code[i]);
            float restXL = sumXL - w * x[i] * old;
            float restLL = sumLL - w * old * old;
            if (!(restXL > 0 && restLL > 0)) {
                continue;
            }
            const int l = bounded(x[i] * restLL / restXL);
            if (l == code[i]) {
                continue;
            }
            restXL += w * x[i] * static_cast<float>(l);
            restLL += w * static_cast<float>(l) * static_cast<float>(l);
            if (restXL * restXL * sumLL > sumXL * sumXL * restLL) {
                code[i] = static_cast<std::uint8_t>(l);
                sumXL = restXL;
                sumLL = restLL;
                changed = true;
            }
        }
    }
    return sumLL > 0 ? sumXL / sumLL : 0;
}

} // namespace conclave::quantize::CONCLAVE_LANES
