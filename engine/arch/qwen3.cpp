// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// Qwen3 technical report, arXiv 2505.09388: grouped-query attention with a norm on query and key
// heads, SwiGLU, no biases.
const Architecture kQwen3{
    .ggufName = "qwen3",
    .queryKeyNorm = HeadNorm::perHead,
};

} // namespace conclave
