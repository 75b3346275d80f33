// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

#include <cmath>

namespace conclave {

namespace {

constexpr std::uint32_t kLayersOf27B = 46;

// What the first files of the family do not say.
constexpr std::uint32_t kWindow = 4096;
constexpr double kScoreCap = 50, kLogitCap = 30;

void adapt(const HparamsReader& read, Hparams& h) {
    if (!read.has("attention.sliding_window")) {
        for (std::uint32_t l = 0; l < h.layerCount; l += 2) {
            h.layers[l].window = kWindow;
        }
    }
    h.attentionSoftCap = read.number("attn_logit_softcapping", 0, 1e6, kScoreCap);
    h.finalSoftCap = read.number("final_logit_softcapping", 0, 1e6, kLogitCap);
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
