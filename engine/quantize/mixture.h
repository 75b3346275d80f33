// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Which block format each tensor gets in a file type such as Q4_K_M: the publishers' mixtures.
#pragma once

#include "engine/gguf/block_format.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace conclave {

/// What the rules look at in a model.
struct MixtureModel {
    std::string_view architecture; ///< "qwen3moe"
    std::uint32_t layers = 1, experts = 0;
    std::uint32_t heads = 1, headsKv = 1; ///< of the first layer
    bool importance = false;              ///< made with an importance matrix
};

struct MixtureTensor {
    std::string_view name;                          ///< as in GGUF: "blk.3.attn_v.weight"
    std::array<std::uint64_t, 4> shape{1, 1, 1, 1}; ///< shape[0] is the row length
    BlockType stored = BlockType::f32;              ///< in the file it comes from
};

struct MixtureChoice {
    BlockType format;
    bool quantised = false;       ///< false: norms, routers and the like, which stay as they are
    bool substitute = false;      ///< the rows do not fill blocks of the format the rules name
    bool needsImportance = false; ///< worthless without an importance matrix
};

/// The choices for all tensors of a model, which come layer by layer. Throws Error(badRequest) for
/// a file type that is not one of quantiseTypes().
[[nodiscard]] std::vector<MixtureChoice> chooseFormats(std::string_view fileType,
                                                       const MixtureModel& model,
                                                       std::span<const MixtureTensor> tensors);

/// The order in which the tensors of a file are taken and written: those outside layers first, then
/// layer by layer, each by name.
[[nodiscard]] bool comesBefore(std::string_view one, std::string_view other) noexcept;

} // namespace conclave
