// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the bytes of a quantised tensor mean: the twin of every unpacking kernel.
#pragma once

#include "engine/gguf/block_format.h"

#include <cstddef>
#include <span>
#include <vector>

namespace conclave {

/// Whether `dequantise` knows the format: all but the integer types and F64.
[[nodiscard]] bool canDequantise(BlockType type) noexcept;

/// Expands whole blocks into float, bit for bit as the format defines it. Throws
/// Error(unsupported) for an unknown format, Error(badRequest) when the sizes do not fit.
void dequantise(BlockType type, std::span<const std::byte> blocks, std::span<float> out);

/// The same into a new vector.
[[nodiscard]] std::vector<float> dequantised(BlockType type, std::span<const std::byte> blocks);

} // namespace conclave
