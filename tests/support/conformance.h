// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Judges an implementation by the conformance data: the tolerances of its README, word for word.
#pragma once

#include "tests/support/conformance_data.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace conclave::test {

/// What happens to activations in an implementation, not the format of the weights.
enum class ToleranceClass {
    f32,    ///< float activations, accumulators and KV cache
    f16,    ///< half activations or weights or KV cache, float accumulators
    f16acc, ///< half accumulators anywhere
    bf16,   ///< bfloat16 activations
    int8,   ///< activations rounded to 8-bit blocks
};

/// The limits for one prompt.
struct Tolerance {
    double prompt = 0;   ///< NMSE over the positions of a prompt
    double position = 0; ///< NMSE of one position
    double greedyMargin =
        0; ///< steps with a smaller gap of the two largest logits are not compared
    double routerMargin = 0; ///< below it another expert may be chosen; 0: no allowance
};

/// Outcome of a comparison: one line for each finding, and the largest errors in any case.
struct Verdict {
    bool passed = true;
    std::string report;
    double worstPrompt = 0;   ///< largest NMSE of a prompt
    double worstPosition = 0; ///< largest NMSE of a position
    double maxAbs = 0;        ///< largest difference of two logits

    void fail(const std::string& line);
    void merge(const Verdict& other);
};

/// An implementation under test. Each call of `logits` starts a new sequence.
struct Implementation {
    /// Logits [positions, vocabulary] after the tokens at `positions`.
    std::function<std::vector<float>(std::span<const std::uint32_t> tokens,
                                     std::span<const std::uint32_t> positions)>
        logits;
    /// Feeds one token more to that sequence; logits [vocabulary] after it. Absent: the greedy
    /// continuation is not compared.
    std::function<std::vector<float>(std::uint32_t token)> next;
};

/// sum (a - reference)^2 / sum reference^2; infinity for values that are not numbers.
[[nodiscard]] double nmse(std::span<const float> values, std::span<const float> reference);

/// Place of the largest value, the first of equals.
[[nodiscard]] std::uint32_t argMax(std::span<const float> values);

/// The limits of a class for a case, with the exceptions that README makes for some models.
[[nodiscard]] Tolerance toleranceFor(ToleranceClass pathClass, const ConformanceCase& model,
                                     std::size_t promptTokens);

/// Compares logits [positions, vocabulary] of one prompt.
[[nodiscard]] Verdict compareLogits(const ConformancePrompt& prompt, std::span<const float> logits,
                                    const Tolerance& tolerance);

/// Compares a continuation with the reference's up to the first step that cannot be trusted.
[[nodiscard]] Verdict compareGreedy(const ConformancePrompt& prompt,
                                    std::span<const std::uint32_t> tokens,
                                    const Tolerance& tolerance);

/// All prompts of a case: logits, then the greedy continuation.
[[nodiscard]] Verdict runConformance(const ConformanceCase& model,
                                     const Implementation& implementation,
                                     ToleranceClass pathClass);

} // namespace conclave::test
