// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/families.h"

namespace conclave {

// gpt-oss, arXiv 2508.10925: sinks, a window on every other layer, biases everywhere, and a clamped
// activation. Softmax over the chosen experts alone is the same as dividing by their sum.
const Architecture kGptOss{
    .ggufName = "gpt-oss",
    .activation = Activation::clamped,
    .windowPeriod = 2,
};

} // namespace conclave
