// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/sampling.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <limits>
#include <set>

namespace conclave::reference {

namespace {

constexpr float kNothing = -std::numeric_limits<float>::infinity();

/// Place of the largest value, the first of equals; what is not a number is not larger.
std::uint32_t argMax(std::span<const float> values) {
    float best = kNothing;
    std::uint32_t place = 0;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        if (values[i] > best) {
            best = values[i];
            place = i;
        }
    }
    return place;
}

float largest(std::span<const float> logits) {
    return logits[argMax(logits)];
}

/// The logits that reach a bound, in descending order.
std::vector<float> descending(std::span<const float> logits, float bound) {
    std::vector<float> kept;
    std::copy_if(logits.begin(), logits.end(), std::back_inserter(kept),
                 [bound](float logit) { return logit >= bound; });
    std::sort(kept.begin(), kept.end(), std::greater<>());
    return kept;
}

} // namespace

void penalise(std::span<float> logits, std::span<const std::uint32_t> history, float repeatPenalty,
              float presencePenalty) {
    const auto window = history.last(std::min<std::size_t>(history.size(), kPenaltyWindow));
    for (const std::uint32_t token : std::set<std::uint32_t>(window.begin(), window.end())) {
        if (token >= logits.size()) {
            continue;
        }
        float& logit = logits[token];
        logit = logit > 0 ? logit / repeatPenalty : logit * repeatPenalty;
        logit -= presencePenalty;
    }
}

float floorBound(std::span<const float> logits, float temperature) {
    return largest(logits) - 24 * std::max(temperature, 1.0F);
}

float topKBound(std::span<const float> logits, std::uint32_t topK, float low) {
    const std::vector<float> kept = descending(logits, low);
    return topK == 0 || topK >= kept.size() ? low : kept[topK - 1];
}

float topPBound(std::span<const float> logits, float topP, float low) {
    if (topP >= 1) {
        return low; // rounding must not cut what "off" keeps
    }
    const std::vector<float> kept = descending(logits, low);
    double all = 0;
    for (const float logit : kept) {
        all += std::exp(double{logit} - kept.front());
    }
    double mass = 0;
    for (const float logit : kept) {
        mass += std::exp(double{logit} - kept.front());
        if (mass >= double{topP} * all) {
            return logit;
        }
    }
    return low;
}

float minPBound(std::span<const float> logits, float minP, float low) {
    return minP > 0 ? std::max(low, largest(logits) + std::log(minP)) : low;
}

std::uint32_t hash(std::uint32_t value) noexcept {
    const std::uint32_t state = value * 747796405U + 2891336453U;
    const std::uint32_t word = ((state >> ((state >> 28U) + 4U)) ^ state) * 277803737U;
    return (word >> 22U) ^ word;
}

float gumbel(std::uint64_t seed, std::uint32_t step, std::uint32_t token) {
    const auto low = static_cast<std::uint32_t>(seed);
    const auto high = static_cast<std::uint32_t>(seed >> 32U);
    const std::uint32_t bits = hash(token ^ hash(step ^ hash(low ^ hash(high))));
    const float u = (static_cast<float>(bits >> 9U) + 0.5F) * 0x1p-23F;
    return -std::log(-std::log(u));
}

std::vector<float> scores(std::span<const float> logits, std::span<const std::uint32_t> history,
                          const SamplingSettings& settings, std::uint64_t seed,
                          std::uint32_t step) {
    std::vector<float> result(logits.begin(), logits.end());
    penalise(result, history, settings.repeatPenalty, settings.presencePenalty);
    if (settings.temperature <= 0) {
        return result;
    }
    float bound = floorBound(result, settings.temperature);
    bound = topKBound(result, settings.topK, bound);
    bound = topPBound(result, settings.topP, bound);
    bound = minPBound(result, settings.minP, bound);
    for (std::uint32_t token = 0; token < result.size(); ++token) {
        float& score = result[token];
        score =
            score >= bound ? score / settings.temperature + gumbel(seed, step, token) : kNothing;
    }
    return result;
}

std::uint32_t sampleToken(std::span<const float> logits, std::span<const std::uint32_t> history,
                          const SamplingSettings& settings, std::uint64_t seed,
                          std::uint32_t step) {
    return argMax(scores(logits, history, settings, seed, step));
}

} // namespace conclave::reference
