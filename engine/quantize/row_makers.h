// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Rows of blocks from floats and back, by code chosen for the processor that runs it.
#pragma once

#include "engine/gguf/block_format.h"
#include "engine/half.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace conclave::quantize {

/// One row of weights and where its blocks go.
struct Row {
    const float* values;     ///< finite
    std::size_t columns;     ///< a multiple of the block size
    const float* importance; ///< of each column, >= 0; nullptr: none
    std::uint8_t* blocks;
};

/// Fills the blocks of a row. Thread-safe.
using MakeRow = void (*)(const Row& row);
/// The weights that the blocks of a row stand for. Thread-safe.
using ExpandRow = void (*)(const std::uint8_t* blocks, std::size_t columns, float* weights);

/// The functions that exist once for each instruction set, with the same results on all.
struct RowTools {
    MakeRow (*maker)(BlockType type) noexcept;      ///< nullptr for a format that is only read
    ExpandRow (*expander)(BlockType type) noexcept; ///< nullptr for the formats seldom expanded
    bool (*allFinite)(const float* values, std::size_t count) noexcept;
    /// Sum of the squared differences.
    double (*squaredDistance)(const float* one, const float* other, std::size_t count) noexcept;
};

/// Those of this processor.
[[nodiscard]] const RowTools& rowTools() noexcept;

/// What rowTools() chooses from.
namespace baseline {
[[nodiscard]] const RowTools& rowTools() noexcept;
}
namespace avx2 {
[[nodiscard]] const RowTools& rowTools() noexcept;
}

/// Writes a half and returns what it stands for: beyond the largest half that one, 0 for what is
/// not a number (fits of values near the end of float's range).
inline float putHalf(std::uint8_t* to, float value) {
    constexpr float kLargest = 65504;
    const std::uint16_t half =
        floatToHalf(value == value ? std::clamp(value, -kLargest, kLargest) : 0);
    to[0] = static_cast<std::uint8_t>(half & 0xFFU);
    to[1] = static_cast<std::uint8_t>(half >> 8U);
    return halfToFloat(half);
}

} // namespace conclave::quantize
