// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Builds the tree of a template from its tokens.
#pragma once

#include "engine/text/jinja/ast.h"

#include <string>

namespace conclave::jinja {

/// Throws SyntaxFailure for what is not Jinja, nested too deeply, or not supported.
[[nodiscard]] Template parse(std::string source);

} // namespace conclave::jinja
