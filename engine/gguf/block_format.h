// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The table of block formats: how GGUF stores the weights of a tensor.
#pragma once

#include <cstdint>
#include <string_view>

namespace conclave {

/// Tensor type numbers of the GGUF specification. A file may hold numbers that are not listed here.
enum class BlockType : std::uint32_t {
    f32 = 0,
    f16 = 1,
    q4_0 = 2,
    q4_1 = 3,
    q5_0 = 6,
    q5_1 = 7,
    q8_0 = 8,
    q2_K = 10,
    q3_K = 11,
    q4_K = 12,
    q5_K = 13,
    q6_K = 14,
    iq2_xxs = 16,
    iq2_xs = 17,
    iq3_xxs = 18,
    iq1_s = 19,
    iq4_nl = 20,
    iq3_s = 21,
    iq2_s = 22,
    iq4_xs = 23,
    i8 = 24,
    i16 = 25,
    i32 = 26,
    i64 = 27,
    f64 = 28,
    iq1_m = 29,
    bf16 = 30,
    tq1_0 = 34,
    tq2_0 = 35,
    mxfp4 = 39,
    nvfp4 = 40,
    q1_0 = 41,
    q2_0 = 42,
};

/// One row of the table.
struct BlockFormat {
    BlockType type;
    std::string_view name;    ///< as publishers write it: "Q4_K"
    std::uint32_t blockSize;  ///< weights per block
    std::uint32_t blockBytes; ///< bytes per block
    bool runs;                ///< this version has kernels for it
};

/// The row of a type number, or nullptr if the number is unknown.
[[nodiscard]] const BlockFormat* findBlockFormat(std::uint32_t typeId) noexcept;

/// The row of a known type. Total: every BlockType has one.
[[nodiscard]] const BlockFormat& blockFormat(BlockType type) noexcept;

} // namespace conclave
