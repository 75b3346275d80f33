// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Twin of sample.comp: how the next token is drawn from the logits, step by step.
//
// Every filter is a lower bound on the logit, so that no device has to sort; tokens that tie at a
// bound all stay. The order is part of the contract:
//   1. penalise     each distinct token among the last kPenaltyWindow tokens, once:
//                   logit > 0 ? logit / repeatPenalty : logit * repeatPenalty, then
//                   logit - presencePenalty. With temperature 0 the largest logit wins now.
//   2. floor        the largest logit - 24 * max(temperature, 1): what is e^-24 as likely is
//   nothing
//   3. top-k        the k-th largest logit; 0 is off
//   4. top-p        the highest bound that keeps at least topP of the probability that steps 2 and
//   3
//                   left; 1 is off
//   5. min-p        the largest logit + ln(minP); 0 is off
//   6. draw         the largest of logit / temperature + Gumbel noise among the tokens that reach
//   all
//                   bounds, equals by the lower id. That is a draw from their softmax at that
//                   temperature (Gumbel 1954; Maddison et al., arXiv 1411.0030).
// Steps 4 and 5 see the untempered distribution, as the common samplers of the field do, so that
// top-p and min-p mean the same at every temperature.
//
// The noise is a function of the seed, of how many tokens this answer drew before and of the token,
// and of nothing else: a recorded command buffer, a retry and a replay agree.
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <span>
#include <vector>

namespace conclave::reference {

/// Penalties look at this many tokens before the one to draw, of prompt and answer alike.
inline constexpr std::uint32_t kPenaltyWindow = 64;

/// Step 1. `history` is everything before the token to draw; ids beyond the vocabulary are ignored.
void penalise(std::span<float> logits, std::span<const std::uint32_t> history, float repeatPenalty,
              float presencePenalty);

/// Step 2.
[[nodiscard]] float floorBound(std::span<const float> logits, float temperature);

/// Step 3, not below `low`.
[[nodiscard]] float topKBound(std::span<const float> logits, std::uint32_t topK, float low);

/// Step 4, not below `low`.
[[nodiscard]] float topPBound(std::span<const float> logits, float topP, float low);

/// Step 5, not below `low`.
[[nodiscard]] float minPBound(std::span<const float> logits, float minP, float low);

/// PCG-RXS-M-XS-32 (O'Neill, "PCG", HMC-CS-2014-0905) used as a hash; one-to-one.
[[nodiscard]] std::uint32_t hash(std::uint32_t value) noexcept;

/// -ln(-ln u) with u in (0, 1) of 23 random bits for that seed, step and token.
[[nodiscard]] float gumbel(std::uint64_t seed, std::uint32_t step, std::uint32_t token);

/// What the draw compares: for each token logit / temperature + noise, or the logit alone with
/// temperature 0; -infinity for tokens below a bound. `step` counts the tokens that this answer
/// drew before; `settings.seed` is not read. A device whose logarithm differs in the last bit may
/// pick another token of nearly the same score.
[[nodiscard]] std::vector<float> scores(std::span<const float> logits,
                                        std::span<const std::uint32_t> history,
                                        const SamplingSettings& settings, std::uint64_t seed,
                                        std::uint32_t step);

/// All steps: the token with the largest score.
[[nodiscard]] std::uint32_t sampleToken(std::span<const float> logits,
                                        std::span<const std::uint32_t> history,
                                        const SamplingSettings& settings, std::uint64_t seed,
                                        std::uint32_t step);

} // namespace conclave::reference
