// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The makers of rows, compiled for x86-64 processors with AVX2.
#include "engine/quantize/grid_search.h"
#include "engine/quantize/row_makers.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#if defined(__x86_64__)
// The headers above stay as they are compiled elsewhere: only what follows may use AVX2.
#pragma GCC target("avx2")
#define CONCLAVE_LANES avx2
#include "engine/quantize/lanes/table.h"
#else
namespace conclave::quantize::avx2 {
const RowTools& rowTools() noexcept {
    return baseline::rowTools();
}
} // namespace conclave::quantize::avx2
#endif
