// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/delta_hparams.h"
#include "engine/arch/families.h"

namespace conclave {

namespace {

void adapt(const HparamsReader& read, Hparams& h) {
    readDeltaNet(read, KeyHeadOrder::neighbours, h);
}

} // namespace

// Qwen3-Next: gated delta nets (arXiv 2412.06464) on three of four layers, attention with an output
// gate on the fourth, experts as in qwen3moe with a gated shared one.
const Architecture kQwen3Next{
    .ggufName = "qwen3next",
    .queryKeyNorm = HeadNorm::perHead,
    .adapt = adapt,
};

} // namespace conclave
