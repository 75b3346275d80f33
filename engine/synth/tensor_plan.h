// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The tensors of a synthetic model, with format and spread of each, before anything is written.
#pragma once

#include "engine/synth/formats.h"
#include "engine/synth/random_blocks.h"
#include "engine/synth/shape.h"

#include <string>
#include <vector>

namespace conclave {

struct SynthTensor {
    std::string name;
    BlockType type{};
    std::vector<std::uint64_t> shape; ///< shape[0] is the row length
    WeightSpread spread;

    [[nodiscard]] std::uint64_t elements() const noexcept;
    [[nodiscard]] std::uint64_t blocks() const noexcept;
};

struct TensorPlan {
    std::vector<SynthTensor> tensors;
    std::uint64_t fallbacks = 0; ///< matrices whose rows do not fill the blocks of the type
};

[[nodiscard]] TensorPlan planTensors(const SynthShape& shape, const SynthType& type);

} // namespace conclave
