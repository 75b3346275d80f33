// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/hparams.h"

#include <cmath>

namespace conclave {

namespace {

constexpr std::uint32_t kLayersOf27B = 46;

void adapt(const HparamsReader&, Hparams& h) {
    if (h.layerCount ==
        kLayersOf27B) { // its scores are scaled by another size than that of its heads
        h.attentionScale = 1 / std::sqrt(static_cast<float>(h.embeddingLength) /
                                         static_cast<float>(h.layers[0].headCount));
    }
}

} // namespace

// Gemma 2, arXiv 2408.00118: norms before and after each block, soft caps, a window on every other
// layer.
const Architecture kGemma2{
    .ggufName = "gemma2",
    .activation = Activation::gelu,
    .scalesEmbedding = true,
    .windowPeriod = 2,
    .adapt = adapt,
};

} // namespace conclave
