// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Exact sines and cosines of rotary positions, in two small tables.
#pragma once

#include "engine/arch/hparams.h"

#include <vector>

namespace conclave {

/// Cosine and sine of position * frequency for every pair, in double and rounded once: first the
/// CONCLAVE_PAGE_SIZE places of a page, then the first position of each of `pages` pages, these
/// times the magnitude. Shape [page size + pages, rotated / 2, 2]. A kernel adds the two angles by
/// one complex product.
[[nodiscard]] std::vector<float> ropeTable(const RopeHparams& rope, std::uint32_t pages);

} // namespace conclave
