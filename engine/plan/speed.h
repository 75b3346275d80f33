// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How fast a model will decode: memory bandwidth over bytes read, with its error.
#pragma once

#include "engine/plan/fit.h"

namespace conclave {

/// Tokens per second of decoding, with the range in which the truth should lie. All 0 if the
/// bandwidth of the device is unknown or the model does not fit.
struct SpeedEstimate {
    double tokensPerSecond = 0, low = 0, high = 0;

    [[nodiscard]] bool known() const noexcept { return tokensPerSecond > 0; }
};

/// tokens/s = 1 / (bytes read / (fraction x bandwidth) + layers x fixed cost), after research on
/// published speeds. `used` tokens of the context are filled. `correction` is the median of
/// measured over estimated for other models on the same device (1: nothing was measured); it
/// narrows the range.
[[nodiscard]] SpeedEstimate estimateSpeed(const PlanModel& model, const PlanMachine& machine,
                                          const FitPlan& plan, std::uint64_t used,
                                          double correction = 1);

} // namespace conclave
