// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// MiniMax-M2: a norm over all query and over all key heads together, half of each head rotated,
// sigmoid router with a bias for the choice.
const Architecture kMinimaxM2{
    .ggufName = "minimax-m2",
    .queryKeyNorm = HeadNorm::wholeProjection,
    .router = {.score = RouterScore::sigmoid},
};

} // namespace conclave
