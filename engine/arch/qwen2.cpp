// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// Qwen2 and Qwen2.5, arXiv 2407.10671 and 2412.15115: biases on queries, keys and values.
const Architecture kQwen2{
    .ggufName = "qwen2",
};

} // namespace conclave
