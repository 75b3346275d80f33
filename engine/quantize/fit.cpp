// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/fit.h"

#include <cstddef>

namespace conclave::quantize {

namespace {

/// Rungs on each side of the scale that covers the range exactly, and their distance in codes. Most
/// often a slightly finer scale wins, which cuts the extremes off a little.
constexpr int kRungs = 10;
constexpr float kRungCodes = 0.1F;

/// The best scale and offset for the codes that `affine` gives.
Affine refit(const Sample& sample, const Affine& affine, int high) {
    const float codesPerUnit = inverse(affine.scale);
    double weights = 0, codes = 0, codeCode = 0, values = 0, valueCode = 0;
    for (std::size_t i = 0; i < sample.values.size(); ++i) {
        const double value = sample.values[i];
        const double weight = sample.importance[i];
        const int code = nearest((sample.values[i] + affine.offset) * codesPerUnit, 0, high);
        weights += weight;
        codes += weight * code;
        codeCode += weight * code * code;
        values += weight * value;
        valueCode += weight * value * code;
    }
    const double determinant = weights * codeCode - codes * codes;
    if (determinant <= 0) {
        return affine;
    }
    const double scale = (weights * valueCode - codes * values) / determinant;
    const double offset = (scale * codes - values) / weights;
    if (offset < 0) { // all values lie above zero: through the origin
        return {static_cast<float>(valueCode / codeCode), 0};
    }
    return {static_cast<float>(scale), static_cast<float>(offset)};
}

} // namespace

double squaredError(const Sample& sample, const Affine& affine, int low, int high) {
    const float codesPerUnit = inverse(affine.scale);
    double total = 0;
    for (std::size_t i = 0; i < sample.values.size(); ++i) {
        const float shifted = sample.values[i] + affine.offset;
        const int code = nearest(shifted * codesPerUnit, low, high);
        const float error = shifted - affine.scale * static_cast<float>(code);
        total += double{sample.importance[i]} * double{error} * double{error};
    }
    return total;
}

float fitScale(const Sample& sample, int low, int high) {
    float extreme = 0;
    for (const float value : sample.values) {
        extreme = std::abs(value) > std::abs(extreme) ? value : extreme;
    }
    float bestScale = 0;
    double bestGain = 0; // what the fit takes off the sum of importance * value^2
    for (int rung = -kRungs; rung <= kRungs && extreme != 0; ++rung) {
        const float codesPerUnit =
            (static_cast<float>(low) + kRungCodes * static_cast<float>(rung)) / extreme;
        double valueCode = 0;
        double codeCode = 0;
        for (std::size_t i = 0; i < sample.values.size(); ++i) {
            const int code = nearest(sample.values[i] * codesPerUnit, low, high);
            const double weight = double{sample.importance[i]} * code;
            valueCode += weight * double{sample.values[i]};
            codeCode += weight * code;
        }
        if (codeCode > 0 && valueCode * valueCode > bestGain * codeCode) {
            bestGain = valueCode * valueCode / codeCode;
            bestScale = static_cast<float>(valueCode / codeCode);
        }
    }
    return bestScale;
}

Affine fitAffine(const Sample& sample, int high) {
    const auto [least, most] = std::minmax_element(sample.values.begin(), sample.values.end());
    const float offset = std::max(0.0F, -*least);
    const float range = *most + offset;
    if (range <= 0) { // all values are the same, below zero
        return {0, offset};
    }
    Affine best{range / static_cast<float>(high), offset};
    double bestError = squaredError(sample, best, 0, high);
    for (int rung = -kRungs; rung <= kRungs; ++rung) {
        const float codes = static_cast<float>(high) + kRungCodes * static_cast<float>(rung);
        const Affine candidate = refit(sample, {range / codes, offset}, high);
        const double error = squaredError(sample, candidate, 0, high);
        if (candidate.scale > 0 && error < bestError) {
            best = candidate;
            bestError = error;
        }
    }
    return best;
}

} // namespace conclave::quantize
