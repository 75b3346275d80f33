// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What stands between a model's marks becomes calls, whichever of the published notations it is in.
#pragma once

#include "engine/engine.h"

#include <string_view>
#include <vector>

namespace conclave {

/// The calls in `body`, in order; none if it is in no known notation. Never throws.
[[nodiscard]] std::vector<ToolCall> readToolCalls(std::string_view body);

} // namespace conclave
