// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/row_makers.h"

namespace conclave::quantize {

const RowTools& rowTools() noexcept {
#if defined(__x86_64__)
    static const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0;
    return hasAvx2 ? avx2::rowTools() : baseline::rowTools();
#else
    return baseline::rowTools();
#endif
}

} // namespace conclave::quantize
