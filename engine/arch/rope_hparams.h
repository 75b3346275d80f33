// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Angles of rotary positions with all published ways of stretching them.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

namespace conclave {

/// base^(-2i / rotated) for every pair, nothing scaled. `factors` [rotated / 2] divide them; empty:
/// ones.
[[nodiscard]] RopeHparams plainRope(std::uint32_t rotated, double base,
                                    std::span<const float> factors = {});

/// What the file says: rope.freq_base, rope_freqs.weight (Llama 3), and rope.scaling.* of type
/// linear, yarn (Peng et al., arXiv 2309.00071) or longrope (Ding et al., arXiv 2402.13753; the
/// long factors serve contexts beyond the original one).
[[nodiscard]] RopeHparams readRope(const HparamsReader& read, std::uint32_t rotated,
                                   std::uint32_t contextLength);

} // namespace conclave
