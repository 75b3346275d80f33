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

// Qwen3.5 with experts: as qwen3next, but the value heads that share a key head are not neighbours
// in its files. Rope sections are for images; text has one position for all of them.
const Architecture kQwen35Moe{
    .ggufName = "qwen35moe",
    .queryKeyNorm = HeadNorm::perHead,
    .adapt = adapt,
};

} // namespace conclave
