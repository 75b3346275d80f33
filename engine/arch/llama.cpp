// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// Llama 2 and 3 (arXiv 2307.09288, 2407.21783), Mistral, and with experts Mixtral (arXiv
// 2401.04088): all of them are files of this name, with query and key rows permuted for interleaved
// pairs.
const Architecture kLlama{
    .ggufName = "llama",
    .rope = RopeLayout::interleaved,
};

} // namespace conclave
