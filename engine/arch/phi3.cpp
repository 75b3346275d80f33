// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// Phi-3 and Phi-4, arXiv 2404.14219 and 2412.08905: queries, keys and values in one tensor, gate
// and up in another, long and short rope factors. Their window is not used: published files carry
// it unevenly.
const Architecture kPhi3{
    .ggufName = "phi3",
};

} // namespace conclave
