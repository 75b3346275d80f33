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

/// The integer in [low, high] nearest to `value`; low for what is not a number.
[[nodiscard]] inline int nearest(float value, int low, int high) {
    const auto least = static_cast<float>(low);
    const auto most = static_cast<float>(high);
    const float bounded = std::min(most, std::max(least, value)); // least, if value is a NaN
    return static_cast<int>(bounded - least + 0.5F) + low;
}

/// 1 / step; 0 for a step so small that this is no number: all codes are 0 then.
[[nodiscard]] inline float inverse(float step) {
    const float result = 1 / step;
    return std::isfinite(result) ? result : 0;
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
