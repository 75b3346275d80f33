// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/rope_table.h"

#include "shaders/params.h"

#include <cmath>

namespace conclave {

std::vector<float> ropeTable(const Hparams& hparams, std::uint32_t pages) {
    const std::uint32_t pairs = hparams.headSize / 2;
    std::vector<float> table;
    table.reserve((CONCLAVE_PAGE_SIZE + pages) * pairs * 2);
    for (std::uint32_t row = 0; row < CONCLAVE_PAGE_SIZE + pages; ++row) {
        const double position =
            row < CONCLAVE_PAGE_SIZE ? row : double(row - CONCLAVE_PAGE_SIZE) * CONCLAVE_PAGE_SIZE;
        for (std::uint32_t j = 0; j < pairs; ++j) {
            const double frequency =
                std::pow(double(hparams.ropeFreqBase), -2.0 * j / hparams.headSize);
            table.push_back(static_cast<float>(std::cos(position * frequency)));
            table.push_back(static_cast<float>(std::sin(position * frequency)));
        }
    }
    return table;
}

} // namespace conclave
