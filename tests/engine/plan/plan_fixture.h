// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Headers of published models, as far as plans read them. Sizes from the models' configurations.
#pragma once

#include "engine/plan/plan_model.h"

#include <vector>

namespace conclave {

struct Header {
    GgufMetadata metadata;
    std::vector<TensorInfo> tensors;

    [[nodiscard]] PlanModel plan() const { return planModel(metadata, tensors); }
};

/// Metadata of a family; keys without the family's name.
[[nodiscard]] Header header(const std::string& family,
                            std::vector<std::pair<std::string, GgufValue>> keys);

/// A tensor without data.
[[nodiscard]] TensorInfo tensor(std::string name, BlockType type, std::uint64_t columns,
                                std::uint64_t rows, std::uint64_t experts = 1);

/// Qwen3-8B with every matrix in that format, norms in f32.
[[nodiscard]] Header qwen3_8b(BlockType type);
/// Qwen3-30B-A3B in the same way.
[[nodiscard]] Header qwen3_30b_a3b(BlockType type);

} // namespace conclave
