// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where the rows of a delta net's matrices lie in a file, which names and orders them in three
// ways.
#pragma once

#include "engine/arch/hparams.h"

#include <string>
#include <vector>

namespace conclave {

/// Rows [first, first + count) of a tensor.
struct TensorRows {
    const TensorInfo* tensor = nullptr;
    std::uint64_t first = 0, count = 0;
};

/// The rows of DeltaWeights::inputs, gate and betaDecay in their order.
struct DeltaRows {
    std::vector<TensorRows> inputs, gate, betaDecay;
};

/// `prefix`: of the layer's tensors, whose shapes were checked.
[[nodiscard]] DeltaRows deltaRows(const GgufFile& file, const std::string& prefix,
                                  const DeltaHparams& delta);

} // namespace conclave
