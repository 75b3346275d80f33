// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Least squares with integer codes: the scale, or scale and offset, that serve a few values best.
//
// For given codes the best scale is a linear least-squares problem, for a given scale the best
// codes are the nearest ones. Both fits walk a short ladder of scales and keep the best pair met.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace conclave::quantize {

/// Values to fit and how much each of them matters; equal sizes.
struct Sample {
    std::span<const float> values, importance;

    [[nodiscard]] Sample part(std::size_t start, std::size_t count) const {
        return {values.subspan(start, count), importance.subspan(start, count)};
    }
};

/// The integer in [low, high] nearest to `value`; 0 clamped for what is not a number.
[[nodiscard]] inline int nearest(float value, int low, int high) {
    const float bounded = std::clamp(value, static_cast<float>(low), static_cast<float>(high));
    return bounded == bounded ? static_cast<int>(std::lround(bounded)) : std::clamp(0, low, high);
}

/// value / step, 0 for a step of 0.
[[nodiscard]] inline float ratio(float value, float step) {
    return step == 0 ? 0 : value / step;
}

/// value ~ scale * code - offset.
struct Affine {
    float scale = 0;
    float offset = 0; ///< >= 0
};

/// The scale for value ~ scale * code, code in [low, high], low < 0 <= high. It is negative where
/// the largest value is positive and -low is the larger bound.
[[nodiscard]] float fitScale(const Sample& sample, int low, int high);

/// The same for codes in [0, high] with an offset.
[[nodiscard]] Affine fitAffine(const Sample& sample, int high);

/// Sum of importance * error^2 with the nearest codes in [low, high].
[[nodiscard]] double squaredError(const Sample& sample, const Affine& affine, int low, int high);

} // namespace conclave::quantize
