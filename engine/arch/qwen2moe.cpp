// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// Qwen1.5-MoE and Qwen2-57B-A14B, arXiv 2407.10671: the weights of the chosen experts are used as
// they are, and a shared expert has a sigmoid gate of its own.
const Architecture kQwen2Moe{
    .ggufName = "qwen2moe",
    .router = {.renormalise = false},
};

} // namespace conclave
