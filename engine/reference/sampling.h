// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Twin of the device sampler: how the next token is drawn from the logits, step by step.
//
// The order is part of the contract, and every step works in float:
//   1. penalise      each distinct token among the last kPenaltyWindow tokens, once:
//                    logit > 0 ? logit / repeatPenalty : logit * repeatPenalty, then
//                    logit - presencePenalty
//   2. top-k         the k largest logits in descending order, equal logits by ascending token id;
//                    k = 0 or k > kMaxCandidates is kMaxCandidates. Not-a-number is -infinity.
//                    Temperature 0 ends here: the first candidate is the token.
//   3. top-p         p_i = exp(logit_i - logit_0) / sum over the candidates of step 2; keep the
//                    shortest prefix whose running sum is >= topP (one candidate at least);
//                    topP >= 1 keeps all
//   4. min-p         of these keep the prefix with exp(logit_i - logit_0) >= minP
//   5. temperature   w_i = exp((logit_i - logit_0) / temperature)
//   6. draw          one number u in [0, 1); the token is the first candidate whose running sum of
//   w
//                    is > u * (sum of all w), the last candidate if rounding leaves none
// Steps 3 and 4 use the untempered distribution, as the common samplers of the field do, so that
// top-p and min-p mean the same at every temperature. Running sums add from the first candidate on.
//
// Randomness is counter-based: u depends on the seed and on how many tokens this answer drew
// before, on nothing else, so a recorded command buffer, a retry and a replay agree.
#pragma once

#include "engine/engine.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace conclave::reference {

/// Penalties look at this many tokens before the one to draw, of prompt and answer alike.
inline constexpr std::uint32_t kPenaltyWindow = 64;

/// No step after the first looks at more candidates: what one workgroup can sort.
inline constexpr std::uint32_t kMaxCandidates = 1024;

/// A token that may be drawn. Lists of candidates are in descending order of logit.
struct Candidate {
    std::uint32_t token = 0;
    float logit = 0;
};

/// Philox4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011).
/// Ten times: (c0, c1, c2, c3) becomes (high(M1*c2) ^ c1 ^ k0, low(M1*c2), high(M0*c0) ^ c3 ^ k1,
/// low(M0*c0)), M0 = 0xD2511F53, M1 = 0xCD9E8D57; after each round k0 += 0x9E3779B9 and
/// k1 += 0xBB67AE85. In GLSL the products are umulExtended.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key) noexcept;

/// The number of draw `counter` in [0, 1): the upper 24 bits of the first word of
/// philox({counter, 0, 0, 0}, {low 32 bits of seed, high 32 bits of seed}), times 2^-24: exact.
[[nodiscard]] float uniform(std::uint64_t seed, std::uint32_t counter) noexcept;

/// Step 1. `history` is everything before the token to draw; ids beyond the vocabulary are ignored.
void penalise(std::span<float> logits, std::span<const std::uint32_t> history, float repeatPenalty,
              float presencePenalty);

/// Step 2. Never empty unless `logits` is.
[[nodiscard]] std::vector<Candidate> largest(std::span<const float> logits, std::uint32_t topK);

/// Step 3.
[[nodiscard]] std::vector<Candidate> keepTopP(std::vector<Candidate> candidates, float topP);

/// Step 4.
[[nodiscard]] std::vector<Candidate> keepMinP(std::vector<Candidate> candidates, float minP);

/// Steps 5 and 6 for temperature > 0. `candidates` is not empty, u in [0, 1).
[[nodiscard]] std::uint32_t draw(std::span<const Candidate> candidates, float temperature, float u);

/// Steps 1 to 4: what may be drawn (for a temperature of 0: the one token of step 2).
[[nodiscard]] std::vector<Candidate> candidatesOf(std::span<const float> logits,
                                                  std::span<const std::uint32_t> history,
                                                  const SamplingSettings& settings);

/// All steps: the token that draw number `counter` of an answer takes. `settings.seed` is ignored:
/// the caller has settled it.
[[nodiscard]] std::uint32_t sampleToken(std::span<const float> logits,
                                        std::span<const std::uint32_t> history,
                                        const SamplingSettings& settings, std::uint64_t seed,
                                        std::uint32_t counter);

} // namespace conclave::reference
