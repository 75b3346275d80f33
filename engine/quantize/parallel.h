// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A loop whose rounds are shared among threads.
#pragma once

#include <cstddef>
#include <functional>

namespace conclave::quantize {

/// Calls `round(i)` for each i below `count` on up to `threads` threads, this one among them, in
/// any order. The first exception ends the loop and is thrown again here.
void inParallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& round);

} // namespace conclave::quantize
