// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/delta_hparams.h"
#include "engine/arch/families.h"

namespace conclave {

namespace {

void adapt(const HparamsReader& read, Hparams& h) {
    readDeltaNet(read, KeyHeadOrder::turns, h);
}

} // namespace

// Qwen3.5, dense: as qwen35moe without experts.
const Architecture kQwen35{
    .ggufName = "qwen35",
    .queryKeyNorm = HeadNorm::perHead,
    .adapt = adapt,
};

} // namespace conclave
