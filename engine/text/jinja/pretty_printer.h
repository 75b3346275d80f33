// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/value.h"

#include <string>

namespace conclave::jinja {

/// As Python's pprint writes a value: sorted keys, and an item a line where it is wider than 80
/// characters. Throws Failure beyond the limits of the heap.
[[nodiscard]] std::string prettyPrinted(Heap& heap, const Value& value);

} // namespace conclave::jinja
