// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The grids of the IQ formats, arranged for finding the point nearest to some values.
#pragma once

#include "engine/gguf/codebooks.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace conclave::quantize {

/// A grid and, for every point that is not on it, the few points around. A point is written as its
/// levels, each in `bits` bits, the first in the lowest.
struct GridSearch {
    static constexpr std::size_t kGroup = 8; ///< neighbours that are compared together

    std::uint32_t width = 0;          ///< coordinates of a point
    std::uint32_t bits = 0;           ///< of a level
    std::vector<std::uint8_t> levels; ///< of each entry
    /// For each written point: the entry, or -1 - the place of its neighbours in `lists`.
    std::vector<std::int32_t> places;
    struct List {
        std::uint32_t first = 0, groups = 0; ///< in units of groups
    };
    std::vector<List> lists;
    std::vector<std::uint16_t> neighbours; ///< entries, nearest first, groups filled up
    /// Coordinates of the neighbours: of each group kGroup first ones, kGroup second ones... The
    /// odd numbers from 1 on (IQ1: -1, 0, 1).
    std::vector<float> coordinates;
};

/// Built at the first call for a book; any thread.
[[nodiscard]] const GridSearch& gridSearch(Codebook book);

} // namespace conclave::quantize
