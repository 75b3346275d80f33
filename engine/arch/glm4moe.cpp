// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// GLM-4.5, arXiv 2508.06471: sigmoid router with a bias for the choice, shared expert, partly
// rotated heads; GLM-4.5 has a norm on query and key heads, GLM-4.5-Air has none.
const Architecture kGlm4Moe{
    .ggufName = "glm4moe",
    .queryKeyNorm = HeadNorm::perHead,
    .router = {.score = RouterScore::sigmoid, .renormalise = false},
};

} // namespace conclave
