// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The functions every template can call.
#pragma once

#include "engine/text/jinja/value.h"

#include <ctime>
#include <string_view>
#include <utility>
#include <vector>

namespace conclave::jinja {

/// range, dict, namespace, joiner, raise_exception, and strftime_now with that clock.
[[nodiscard]] std::vector<std::pair<std::string_view, Value>> globals(Heap& heap, std::tm now);

} // namespace conclave::jinja
