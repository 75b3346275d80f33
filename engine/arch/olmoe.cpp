// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// OLMoE, arXiv 2409.02060: a norm over all query and over all key heads together; the weights of
// the chosen experts are used as they are.
const Architecture kOlmoe{
    .ggufName = "olmoe",
    .queryKeyNorm = HeadNorm::wholeProjection,
    .router = {.renormalise = false},
};

} // namespace conclave
