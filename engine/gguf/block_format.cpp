// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/block_format.h"

#include <algorithm>
#include <array>

namespace conclave {
namespace {

// Sizes from the GGUF specification and the block structures of the reference implementation.
constexpr bool kRuns = true;
constexpr bool kNotForWeights = false;
constexpr std::array kBlockFormats{
    BlockFormat{BlockType::f32, "F32", 1, 4, kRuns},
    BlockFormat{BlockType::f16, "F16", 1, 2, kRuns},
    BlockFormat{BlockType::q4_0, "Q4_0", 32, 18, kRuns},
    BlockFormat{BlockType::q4_1, "Q4_1", 32, 20, kRuns},
    BlockFormat{BlockType::q5_0, "Q5_0", 32, 22, kRuns},
    BlockFormat{BlockType::q5_1, "Q5_1", 32, 24, kRuns},
    BlockFormat{BlockType::q8_0, "Q8_0", 32, 34, kRuns},
    BlockFormat{BlockType::q2_K, "Q2_K", 256, 84, kRuns},
    BlockFormat{BlockType::q3_K, "Q3_K", 256, 110, kRuns},
    BlockFormat{BlockType::q4_K, "Q4_K", 256, 144, kRuns},
    BlockFormat{BlockType::q5_K, "Q5_K", 256, 176, kRuns},
    BlockFormat{BlockType::q6_K, "Q6_K", 256, 210, kRuns},
    BlockFormat{BlockType::iq2_xxs, "IQ2_XXS", 256, 66, kRuns},
    BlockFormat{BlockType::iq2_xs, "IQ2_XS", 256, 74, kRuns},
    BlockFormat{BlockType::iq3_xxs, "IQ3_XXS", 256, 98, kRuns},
    BlockFormat{BlockType::iq1_s, "IQ1_S", 256, 50, kRuns},
    BlockFormat{BlockType::iq4_nl, "IQ4_NL", 32, 18, kRuns},
    BlockFormat{BlockType::iq3_s, "IQ3_S", 256, 110, kRuns},
    BlockFormat{BlockType::iq2_s, "IQ2_S", 256, 82, kRuns},
    BlockFormat{BlockType::iq4_xs, "IQ4_XS", 256, 136, kRuns},
    BlockFormat{BlockType::i8, "I8", 1, 1, kNotForWeights},
    BlockFormat{BlockType::i16, "I16", 1, 2, kNotForWeights},
    BlockFormat{BlockType::i32, "I32", 1, 4, kNotForWeights},
    BlockFormat{BlockType::i64, "I64", 1, 8, kNotForWeights},
    BlockFormat{BlockType::f64, "F64", 1, 8, kNotForWeights},
    BlockFormat{BlockType::iq1_m, "IQ1_M", 256, 56, kRuns},
    BlockFormat{BlockType::bf16, "BF16", 1, 2, kRuns},
    BlockFormat{BlockType::tq1_0, "TQ1_0", 256, 54, kRuns},
    BlockFormat{BlockType::tq2_0, "TQ2_0", 256, 66, kRuns},
    BlockFormat{BlockType::mxfp4, "MXFP4", 32, 17, kRuns},
    BlockFormat{BlockType::nvfp4, "NVFP4", 64, 36, kRuns},
    BlockFormat{BlockType::q1_0, "Q1_0", 128, 18, kRuns},
    BlockFormat{BlockType::q2_0, "Q2_0", 64, 18, kRuns},
};
static_assert(std::ranges::is_sorted(kBlockFormats, {}, &BlockFormat::type));

} // namespace

const BlockFormat* findBlockFormat(std::uint32_t typeId) noexcept {
    const auto row =
        std::ranges::lower_bound(kBlockFormats, BlockType{typeId}, {}, &BlockFormat::type);
    return row != kBlockFormats.end() && row->type == BlockType{typeId} ? &*row : nullptr;
}

const BlockFormat& blockFormat(BlockType type) noexcept {
    const BlockFormat* row = findBlockFormat(static_cast<std::uint32_t>(type));
    return row != nullptr ? *row : kBlockFormats.front();
}

} // namespace conclave
