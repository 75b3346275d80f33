// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/rope_hparams.h"

#include <cmath>

namespace conclave {

namespace {

constexpr std::uint32_t kLayersOf27B = 62;

void adapt(const HparamsReader& read, Hparams& h) {
    const double base = read.number("rope.freq_base_swa", 1, 1e12, 10000.0);
    h.ropes.push_back(plainRope(h.ropes[0].rotated, base));
    for (LayerHparams& layer : h.layers) {
        layer.rope = layer.window > 0 ? 1 : 0;
    }
    if (h.layerCount ==
        kLayersOf27B) { // its scores are scaled by another size than that of its heads
        h.attentionScale = 1 / std::sqrt(static_cast<float>(h.embeddingLength) /
                                         static_cast<float>(h.layers[0].headCount));
    }
}

} // namespace

// Gemma 3, arXiv 2503.19786: norms before and after each block and on heads; five layers with a
// window and a rope base of their own, then one that attends to everything.
const Architecture kGemma3{
    .ggufName = "gemma3",
    .queryKeyNorm = HeadNorm::perHead,
    .activation = Activation::gelu,
    .scalesEmbedding = true,
    .windowPeriod = 6,
    .adapt = adapt,
};

} // namespace conclave
