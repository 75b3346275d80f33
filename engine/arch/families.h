// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The list of families. Each is a file beside this one that defines its row.
#pragma once

#include "engine/arch/architecture.h"

// clang-format off
#define CONCLAVE_FAMILIES(F) \
    F(kDeepseek2) \
    F(kGemma2) \
    F(kGemma3) \
    F(kGemma4) \
    F(kGlm4Moe) \
    F(kGptOss) \
    F(kLlama) \
    F(kLlama4) \
    F(kMinimaxM2) \
    F(kMistral3) \
    F(kOlmoe) \
    F(kPhi3) \
    F(kQwen2) \
    F(kQwen2Moe) \
    F(kQwen3) \
    F(kQwen35) \
    F(kQwen35Moe) \
    F(kQwen3Moe) \
    F(kQwen3Next)
// clang-format on

namespace conclave {

#define CONCLAVE_DECLARE(family) extern const Architecture family;
CONCLAVE_FAMILIES(CONCLAVE_DECLARE)
#undef CONCLAVE_DECLARE

} // namespace conclave
