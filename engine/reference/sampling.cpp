// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/sampling.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>

namespace conclave::reference {

namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53U;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57U;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9U; // golden ratio
constexpr std::uint32_t kWeyl1 = 0xBB67AE85U; // sqrt(3) - 1

std::uint32_t low(std::uint64_t product) noexcept {
    return static_cast<std::uint32_t>(product);
}

std::uint32_t high(std::uint64_t product) noexcept {
    return static_cast<std::uint32_t>(product >> 32U);
}

} // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) noexcept {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{kMultiplier0} * counter[0];
        const std::uint64_t b = std::uint64_t{kMultiplier1} * counter[2];
        counter = {high(b) ^ counter[1] ^ key[0], low(b), high(a) ^ counter[3] ^ key[1], low(a)};
        key = {key[0] + kWeyl0, key[1] + kWeyl1};
    }
    return counter;
}

float uniform(std::uint64_t seed, std::uint32_t counter) noexcept {
    const std::uint32_t bits = philox({counter, 0, 0, 0}, {low(seed), high(seed)})[0];
    return static_cast<float>(bits >> 8U) * 0x1p-24F;
}

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

std::vector<Candidate> largest(std::span<const float> logits, std::uint32_t topK) {
    std::vector<Candidate> candidates(logits.size());
    for (std::uint32_t token = 0; token < logits.size(); ++token) {
        const float logit = logits[token];
        candidates[token] = {token,
                             std::isnan(logit) ? -std::numeric_limits<float>::infinity() : logit};
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.logit > b.logit; });
    const std::uint32_t wanted = topK == 0 ? kMaxCandidates : std::min(topK, kMaxCandidates);
    candidates.resize(std::min<std::size_t>(candidates.size(), wanted));
    return candidates;
}

std::vector<Candidate> keepTopP(std::vector<Candidate> candidates, float topP) {
    if (topP >= 1) {
        return candidates; // rounding must not cut what "off" keeps
    }
    float total = 0;
    for (const Candidate& candidate : candidates) {
        total += std::exp(candidate.logit - candidates.front().logit);
    }
    float sum = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        sum += std::exp(candidates[i].logit - candidates.front().logit) / total;
        if (sum >= topP) {
            candidates.resize(i + 1);
        }
    }
    return candidates;
}

std::vector<Candidate> keepMinP(std::vector<Candidate> candidates, float minP) {
    const auto tooSmall = [&](const Candidate& candidate) {
        return std::exp(candidate.logit - candidates.front().logit) < minP;
    };
    candidates.erase(std::find_if(candidates.begin(), candidates.end(), tooSmall),
                     candidates.end());
    return candidates;
}

std::uint32_t draw(std::span<const Candidate> candidates, float temperature, float u) {
    const auto weight = [&](const Candidate& candidate) {
        return std::exp((candidate.logit - candidates.front().logit) / temperature);
    };
    float total = 0;
    for (const Candidate& candidate : candidates) {
        total += weight(candidate);
    }
    float sum = 0;
    for (const Candidate& candidate : candidates) {
        sum += weight(candidate);
        if (sum > u * total) {
            return candidate.token;
        }
    }
    return candidates.back().token;
}

std::vector<Candidate> candidatesOf(std::span<const float> logits,
                                    std::span<const std::uint32_t> history,
                                    const SamplingSettings& settings) {
    std::vector<float> penalised(logits.begin(), logits.end());
    penalise(penalised, history, settings.repeatPenalty, settings.presencePenalty);
    if (settings.temperature <= 0) {
        return largest(penalised, 1);
    }
    return keepMinP(keepTopP(largest(penalised, settings.topK), settings.topP), settings.minP);
}

std::uint32_t sampleToken(std::span<const float> logits, std::span<const std::uint32_t> history,
                          const SamplingSettings& settings, std::uint64_t seed,
                          std::uint32_t counter) {
    const std::vector<Candidate> candidates = candidatesOf(logits, history, settings);
    if (settings.temperature <= 0) {
        return candidates.front().token;
    }
    return draw(candidates, settings.temperature, uniform(seed, counter));
}

} // namespace conclave::reference
