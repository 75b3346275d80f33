// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Which block format each tensor gets in a mixture such as Q4_K_M.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstdint>
#include <string_view>

namespace conclave {

/// Where a matrix stands in the model.
struct MixtureTensor {
    std::string_view name;   ///< as in GGUF, without "blk.N.": "attn_v.weight"
    std::uint32_t layer = 0; ///< of `layers`
    std::uint64_t rowLength = 0;
};

/// The choices that hold for all tensors of a file.
struct MixtureRule {
    BlockType base;        ///< of most matrices
    bool moreBits = false; ///< "_M": some layers of attn_v and ffn_down get Q6_K
    std::uint32_t layers = 1, experts = 0;
    bool tied = false; ///< the embedding is the output matrix, too
};

/// The rule of "F32", "F16", "BF16", "Q8_0", "Q4_K_S", "Q4_K_M", "Q5_K_M" or "Q6_K". Throws
/// Error(badRequest) for other names.
[[nodiscard]] MixtureRule mixtureRule(std::string_view typeName);

/// The format of one matrix, as the reference quantiser chooses it, except that rows which do not
/// fill blocks get Q8_0 (or F16) instead of the formats Q5_0 and Q5_1.
[[nodiscard]] BlockType chooseFormat(const MixtureRule& rule, const MixtureTensor& tensor);

} // namespace conclave
