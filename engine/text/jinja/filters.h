// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The filters of the template language: `value | name(arguments)`.
#pragma once

#include "engine/text/jinja/value.h"

#include <string_view>

namespace conclave::jinja {

using Filter = Value (*)(Heap& heap, const Value& subject, const Arguments& arguments);

/// nullptr for an unknown name.
[[nodiscard]] Filter findFilter(std::string_view name);

// The parts of the table.
[[nodiscard]] Filter findTextFilter(std::string_view name);
[[nodiscard]] Filter findLayoutFilter(std::string_view name);
[[nodiscard]] Filter findSequenceFilter(std::string_view name);

} // namespace conclave::jinja
