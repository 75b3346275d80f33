// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The tests of the template language: `value is name(arguments)`.
#pragma once

#include "engine/text/jinja/value.h"

#include <string_view>

namespace conclave::jinja {

using Test = bool (*)(Heap& heap, const Value& value, const Arguments& arguments);

/// nullptr for an unknown name.
[[nodiscard]] Test findTest(std::string_view name);

} // namespace conclave::jinja
