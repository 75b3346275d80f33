// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How matrices lie in device memory: row by row, every row a whole number of quads (16 bytes).
//
// F32, F16, BF16, Q4_K and Q5_K keep the order of the file, whose blocks are whole quads already.
// Blocks of the other formats are not aligned, so their rows are stored plane by plane: first the
// codes of all blocks, then other fields, the scales last, each plane from a quad on. The same
// bytes in another order, plus at most 15 bytes a plane, and two bytes a block in Q3_K and IQ3_S,
// whose blocks fill whole quads with them. shaders/formats/ reads exactly this and says what each
// plane holds.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace conclave {

/// Quads of one device row of `rowLength` weights (a multiple of the block size), filled up with
/// zeros to a multiple of 32.
[[nodiscard]] std::uint32_t deviceRowQuads(BlockType type, std::uint64_t rowLength) noexcept;

/// Converts rows from file order, one after another, to device order. `out` holds
/// rows * deviceRowQuads * 16 bytes.
void toDeviceLayout(BlockType type, std::uint64_t rowLength, std::uint64_t rows,
                    std::span<const std::byte> file, std::span<std::byte> out);

} // namespace conclave
