// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

namespace conclave {

namespace {

// Files carry keys for these, which the reference does not read; models were made for these values.
constexpr std::uint32_t kPeriod = 4;
constexpr std::uint32_t kChunk = 8192;

void adapt(const HparamsReader& read, Hparams& h) {
    h.unweightedHeadNorm = h.expertCount != 128; // Maverick has no norm on its heads
    // The small models of the family, such as MobileLLM: every layer rotates and sees everything.
    if (read.has("attention.sliding_window") &&
        read.countOrZero("attention.sliding_window", kMaxContext) == 0) {
        return;
    }
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        LayerHparams& layer = h.layers[l];
        if (l % kPeriod == kPeriod - 1) {
            layer.rope = kNoRope;
        } else {
            layer.window = kChunk;
            layer.chunked = true;
        }
    }
    h.temperature = {.scale = 0.1F, .length = kChunk, .offset = 1};
    h.temperatureOnUnrotated = true;
}

} // namespace

// Llama 4: three of four layers attend within chunks, the fourth to everything, without rotation
// and with queries that grow with the position; one expert, whose weight multiplies its input.
const Architecture kLlama4{
    .ggufName = "llama4",
    .rope = RopeLayout::interleaved,
    .router = {.score = RouterScore::sigmoid, .renormalise = false, .scalesInput = true},
    .adapt = adapt,
};

} // namespace conclave
