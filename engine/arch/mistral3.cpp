// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"
#include "engine/arch/hparams.h"
#include "engine/arch/hparams_reader.h"

namespace conclave {

namespace {

void adapt(const HparamsReader& read, Hparams& h) {
    h.temperature.scale = read.number("attention.temperature_scale", 0, 1e3, 0.0);
    h.temperature.length = read.count("rope.scaling.original_context_length", kMaxContext,
                                      std::uint64_t{h.contextLength});
}

} // namespace

// Ministral 3 and Mistral Large 3: as llama, with YaRN and queries that grow with the position.
const Architecture kMistral3{
    .ggufName = "mistral3",
    .rope = RopeLayout::interleaved,
    .adapt = adapt,
};

} // namespace conclave
