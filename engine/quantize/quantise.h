// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Makes blocks of weights from floats: the inverse of engine/reference/dequantise.h, as near as the
// format allows.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstddef>
#include <span>
#include <vector>

namespace conclave {

/// Whether `quantise` can make the format: floats, Q4_0 to Q8_0, Q2_K to Q6_K.
[[nodiscard]] bool canQuantise(BlockType type) noexcept;

/// The blocks of one or more rows of weights, chosen so that the sum of
/// importance * (value - weight)^2 is small. `importance` holds one number >= 0 for each column of
/// a row, as an importance matrix does; empty, or zero throughout a block (an expert that was never
/// chosen): all alike. Rows are whole blocks.
///
/// Throws Error(unsupported) for another format, Error(badRequest) when the sizes do not fit or a
/// value is not a finite number.
[[nodiscard]] std::vector<std::byte> quantise(BlockType type, std::span<const float> values,
                                              std::span<const float> importance = {});

} // namespace conclave
