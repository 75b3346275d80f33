// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

#include <cmath>

namespace conclave {

namespace {

/// YaRN grows the scores here, not cosine and sine. The key holds a tenth of the publisher's
/// mscale_all_dim.
void adapt(const HparamsReader& read, Hparams& h) {
    const double multiplier = read.number("rope.scaling.yarn_log_multiplier", 0, 1e3, 0.0);
    const double factor = read.number("rope.scaling.factor", 1e-3, 1e6, 1.0);
    // Without the key, cosine and sine grow as in other families, and the scores once more.
    const bool stretched = multiplier == 0 && read.text("rope.scaling.type", "") == "yarn";
    const double growth = 1 + (stretched ? 0.1 : multiplier) * std::log(factor);
    h.attentionScale *= static_cast<float>(growth * growth);
    if (!stretched) {
        h.ropes[0].magnitude = 1;
    }
}

} // namespace

// DeepSeek-V2 and V3 and R1 (arXiv 2405.04434, 2412.19437), Kimi K2: latent attention, shared
// experts, leading dense layers; sigmoid or softmax router, with or without groups, as the file
// says.
const Architecture kDeepseek2{
    .ggufName = "deepseek2",
    .rope = RopeLayout::interleaved,
    .router = {.renormalise = false},
    .adapt = adapt,
};

} // namespace conclave
