// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The format of each tensor of a synthetic model.
#pragma once

#include "engine/gguf/block_format.h"
#include "engine/synth/shape.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// A file type by its published name, in any case: "Q4_K_M".
struct SynthType {
    std::string name;  ///< as publishers write it
    BlockType base;    ///< of most matrices
    bool pure = false; ///< all matrices get it
};

/// Throws Error(badRequest) for an unknown name and lists the known ones.
[[nodiscard]] SynthType synthType(std::string_view name);

/// A matrix that needs a format.
struct SynthMatrix {
    std::string name;
    std::array<std::uint64_t, 4> shape{1, 1, 1, 1}; ///< shape[0] is the row length
};

struct SynthFormat {
    BlockType type;
    bool fallback = false; ///< its rows do not fill blocks of the format wished
};

/// In the mixture that publishers make with an importance matrix, or with `type.pure` the same for
/// all, where rows allow it.
[[nodiscard]] std::vector<SynthFormat> synthFormats(const SynthType& type, const SynthShape& shape,
                                                    std::span<const SynthMatrix> matrices);

} // namespace conclave
