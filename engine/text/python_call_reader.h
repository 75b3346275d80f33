// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Calls written like Python: [get_weather(city="Paris", days=3), ...] (Llama 4, LFM2).
#pragma once

#include "engine/engine.h"

#include <string_view>
#include <vector>

namespace conclave {

/// None if anything in the text is not a call with named arguments that are literals.
[[nodiscard]] std::vector<ToolCall> readPythonCalls(std::string_view text);

} // namespace conclave
