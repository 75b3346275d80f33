// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The option --text of the commands that measure quality.
#pragma once

#include "engine/evaluate/evaluate.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace conclave::cli {

/// What the option says of itself: a file, or one of the shipped texts by its name.
[[nodiscard]] std::string measuringTextHelp();

/// Reads the file, standard input for "-", or the shipped text of that name into the request.
/// Throws Error as readText() does.
void takeMeasuringText(EvaluateRequest& request, const std::string& text);

/// Adds what was measured to an answer in JSON; `tokens` is the key of their number.
void addQuality(nlohmann::ordered_json& json, const Quality& quality, const char* tokens);

} // namespace conclave::cli
