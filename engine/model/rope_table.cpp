// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/rope_table.h"

#include "shaders/params.h"

#include <cmath>

namespace conclave {

std::vector<float> ropeTable(const RopeHparams& rope, std::uint32_t pages) {
    std::vector<float> table;
    table.reserve((CONCLAVE_PAGE_SIZE + std::size_t{pages}) * rope.rotated);
    for (std::uint32_t row = 0; row < CONCLAVE_PAGE_SIZE + pages; ++row) {
        const bool inPage = row < CONCLAVE_PAGE_SIZE;
        const double position =
            inPage ? row : double(row - CONCLAVE_PAGE_SIZE) * CONCLAVE_PAGE_SIZE;
        const double magnitude = inPage ? 1.0 : double{rope.magnitude};
        for (const double frequency : rope.frequencies) {
            table.push_back(static_cast<float>(magnitude * std::cos(position * frequency)));
            table.push_back(static_cast<float>(magnitude * std::sin(position * frequency)));
        }
    }
    return table;
}

} // namespace conclave
