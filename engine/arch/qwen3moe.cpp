// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// Qwen3 technical report, arXiv 2505.09388: as qwen3, with softmax over all experts, top-k, and the
// weights of the chosen experts divided by their sum. No shared expert.
const Architecture kQwen3Moe{
    .ggufName = "qwen3moe",
    .queryKeyNorm = HeadNorm::perHead,
};

} // namespace conclave
