// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How kernels are shaped for a device.
#pragma once

#include "engine/vulkan/device.h"

namespace conclave {

/// Shapes of dispatches. Every shape computes the same; only speed differs.
struct Tuning {
    std::uint32_t workgroup = 0;     ///< invocations of the projection kernels
    std::uint32_t rows = 4;          ///< matrix rows per subgroup, one column
    std::uint32_t tileRows = 2;      ///< the same, several columns
    std::uint32_t tileColumns = 8;   ///< columns per tile in prefill
    std::uint32_t maxWorkgroups = 0; ///< of a projection; subgroups stride over the rest
    /// Passes through loops that one invocation may make: beyond 65535 in all, Mesa's llvmpipe
    /// leaves loops without a word. More workgroups are started instead.
    std::uint32_t maxIterations = ~0U;
    std::uint32_t attentionJobs = 0; ///< subgroups that decode attention aims at
    std::uint32_t sampleWorkgroup = 0;
    std::uint32_t prefillColumns = 0; ///< tokens of a prefill chunk
    double submitMilliseconds = 50;   ///< target length of one prefill submit
};

/// The shape for a device; see the table for software devices in the design of the engine.
[[nodiscard]] Tuning tuningFor(const Device& device);

} // namespace conclave
