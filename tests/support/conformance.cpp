// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace conclave::test {

namespace {

/// The table of README, in the order of ToleranceClass.
Tolerance tableRow(ToleranceClass pathClass) {
    switch (pathClass) {
    case ToleranceClass::f32:
        return {1e-8, 1e-7, 0.002, 0};
    case ToleranceClass::f16:
        return {5e-5, 2e-4, 0.06, 0.003};
    case ToleranceClass::f16acc:
        return {5e-4, 2e-3, 0.25, 0.01};
    case ToleranceClass::bf16:
        return {1e-3, 3e-3, 0.25, 0.01};
    case ToleranceClass::int8:
        return {1e-2, 3e-2, 1.0, 0.06};
    }
    return {};
}

void scale(Tolerance& tolerance, double factor) {
    tolerance.prompt *= factor;
    tolerance.position *= factor;
}

/// Squared error and squared reference of some positions.
struct Sums {
    double error = 0, reference = 0;

    void add(const Sums& other) {
        error += other.error;
        reference += other.reference;
    }
    [[nodiscard]] double ratio() const {
        if (error == 0) {
            return 0;
        }
        return std::isfinite(error) && reference > 0 ? error / reference
                                                     : std::numeric_limits<double>::infinity();
    }
};

Sums sumsOf(std::span<const float> values, std::span<const float> reference) {
    Sums sums;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        const double difference = double{values[i]} - double{reference[i]};
        sums.error += difference * difference;
        sums.reference += double{reference[i]} * double{reference[i]};
    }
    return sums;
}

/// Which positions a flipped expert excuses: those whose own router margin is small, and one more
/// where the margin was small anywhere before.
class Allowance {
public:
    Allowance(const ConformancePrompt& prompt, const Tolerance& tolerance)
        : m_prompt(prompt), m_limit(tolerance.routerMargin),
          m_further(prompt.routerMarginMin < tolerance.routerMargin) {}

    [[nodiscard]] bool excuses(std::size_t position) {
        if (position < m_prompt.routerMargin.size() && m_prompt.routerMargin[position] < m_limit) {
            return true;
        }
        return std::exchange(m_further, false);
    }

private:
    const ConformancePrompt& m_prompt;
    double m_limit;
    bool m_further;
};

} // namespace

void Verdict::fail(const std::string& line) {
    passed = false;
    report += line + "\n";
}

void Verdict::merge(const Verdict& other) {
    passed = passed && other.passed;
    report += other.report;
    worstPrompt = std::max(worstPrompt, other.worstPrompt);
    worstPosition = std::max(worstPosition, other.worstPosition);
    maxAbs = std::max(maxAbs, other.maxAbs);
}

double nmse(std::span<const float> values, std::span<const float> reference) {
    return values.size() == reference.size() ? sumsOf(values, reference).ratio()
                                             : std::numeric_limits<double>::infinity();
}

std::uint32_t argMax(std::span<const float> values) {
    return static_cast<std::uint32_t>(
        std::distance(values.begin(), std::max_element(values.begin(), values.end())));
}

Tolerance toleranceFor(ToleranceClass pathClass, const ConformanceCase& model,
                       std::size_t promptTokens) {
    Tolerance tolerance = tableRow(pathClass);
    if (pathClass == ToleranceClass::f32) {
        if (model.architecture.starts_with("gemma")) {
            tolerance = {2e-6, 1e-5, 0.02, 0};
        } else if (promptTokens > 8000) { // the long prompt
            tolerance.prompt = 1e-6;
            tolerance.position = 1e-5;
        }
    } else if (model.name.starts_with("deepseek2lite")) { // 27 layers
        scale(tolerance, 10);
    } else if (pathClass == ToleranceClass::int8 &&
               (model.architecture == "qwen3next" || model.architecture == "qwen35moe")) {
        scale(tolerance, 3);
    }
    return tolerance;
}

Verdict compareLogits(const ConformancePrompt& prompt, std::span<const float> logits,
                      const Tolerance& tolerance) {
    Verdict verdict;
    if (logits.size() != prompt.exact.size()) {
        verdict.fail(fmt::format("{}: {} logits instead of {}", prompt.id, logits.size(),
                                 prompt.exact.size()));
        return verdict;
    }
    const std::size_t vocabulary = prompt.exact.size() / prompt.positions.size();
    const std::span<const float> exact = prompt.exact;
    Allowance allowance(prompt, tolerance);
    Sums counted;
    for (std::size_t i = 0; i < prompt.positions.size(); ++i) {
        const Sums sums = sumsOf(logits.subspan(i * vocabulary, vocabulary),
                                 exact.subspan(i * vocabulary, vocabulary));
        const double error = sums.ratio();
        verdict.worstPosition = std::max(verdict.worstPosition, error);
        if (error <= tolerance.position) {
            counted.add(sums);
        } else if (!(error <= 1.0) || !allowance.excuses(i)) {
            counted.add(sums);
            verdict.fail(fmt::format("{}: NMSE {:.2e} at position {}, allowed {:.0e}", prompt.id,
                                     error, prompt.positions[i], tolerance.position));
        }
    }
    verdict.worstPrompt = counted.ratio();
    if (verdict.worstPrompt > tolerance.prompt) {
        verdict.fail(fmt::format("{}: NMSE {:.2e} over the prompt, allowed {:.0e}", prompt.id,
                                 verdict.worstPrompt, tolerance.prompt));
    }
    for (std::size_t i = 0; i < exact.size(); ++i) {
        verdict.maxAbs = std::max(verdict.maxAbs, std::abs(double{logits[i]} - double{exact[i]}));
    }
    return verdict;
}

Verdict compareGreedy(const ConformancePrompt& prompt, std::span<const std::uint32_t> tokens,
                      const Tolerance& tolerance) {
    Verdict verdict;
    for (std::size_t step = 0; step < prompt.greedy.size(); ++step) {
        if (prompt.greedyMargin[step] < tolerance.greedyMargin) {
            break;
        }
        if (step >= tokens.size() || tokens[step] != prompt.greedy[step]) {
            verdict.fail(
                fmt::format("{}: greedy step {} gives {} instead of {} (margin {})", prompt.id,
                            step, step < tokens.size() ? std::to_string(tokens[step]) : "nothing",
                            prompt.greedy[step], prompt.greedyMargin[step]));
            break;
        }
    }
    return verdict;
}

Verdict runConformance(const ConformanceCase& model, const Implementation& implementation,
                       ToleranceClass pathClass) {
    Verdict verdict;
    for (const ConformancePrompt& prompt : model.prompts) {
        const Tolerance tolerance = toleranceFor(pathClass, model, prompt.tokens.size());
        const auto logits = implementation.logits(prompt.tokens, prompt.positions);
        verdict.merge(compareLogits(prompt, logits, tolerance));
        if (!implementation.next || logits.size() != prompt.exact.size()) {
            continue;
        }
        const std::span<const float> last = std::span(logits).last(model.vocabularySize);
        std::vector<std::uint32_t> greedy{argMax(last)};
        while (greedy.size() < prompt.greedy.size()) {
            greedy.push_back(argMax(implementation.next(greedy.back())));
        }
        verdict.merge(compareGreedy(prompt, greedy, tolerance));
    }
    if (!verdict.passed) {
        verdict.report = model.name + "\n" + verdict.report;
    }
    return verdict;
}

} // namespace conclave::test
