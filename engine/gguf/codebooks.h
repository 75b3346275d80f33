// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The grids of the IQ formats: their codes name a point of a grid, which gives several weights at
// once.
#pragma once

#include <cstdint>
#include <span>

namespace conclave {

enum class Codebook { iq1, iq2_xxs, iq2_xs, iq2_s, iq3_xxs, iq3_s };

/// Weights that one entry of a grid stands for: 8, in IQ3 4.
[[nodiscard]] std::uint32_t codebookWidth(Codebook book) noexcept;

/// The entries of a grid, one after another. IQ1: -1, 0, 1. IQ2 and IQ3: sizes, 3 to 62, whose
/// signs are stored elsewhere. Any thread; lives as long as the program.
[[nodiscard]] std::span<const std::int8_t> codebook(Codebook book);

} // namespace conclave
