// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From logits to scores of single tokens, and from those to the figures that are shown.
#pragma once

#include "engine/evaluate/evaluate.h"

#include <cstdint>
#include <span>

namespace conclave::quality {

/// What is kept of one scored token. Without a reference only `surprise` is set.
struct TokenScore {
    double surprise = 0;          ///< -ln of the probability of the right token
    double referenceSurprise = 0; ///< the same of the reference model
    double divergence = 0;        ///< KL from the reference, over the whole vocabulary
    double sameTop = 0;           ///< 1 if both models find the same token most likely
};

/// Logits [vocabulary] before the token `next`.
[[nodiscard]] TokenScore scoreToken(std::span<const float> logits, std::uint32_t next);

/// With the logits of the reference at the same place.
[[nodiscard]] TokenScore scoreToken(std::span<const float> logits,
                                    std::span<const float> referenceLogits, std::uint32_t next);

/// The figures of all scores; errors are standard errors over tokens, as if these were independent.
[[nodiscard]] Quality summarise(std::span<const TokenScore> scores, bool withReference);

} // namespace conclave::quality
