// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What people open in place of a GGUF file, told from its first bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace conclave {

/// Throws for a file whose beginning is not that of GGUF: a sentence that names what it is instead
/// and what helps. Error(unsupported) for known formats of models, Error(badFile) for the rest.
[[noreturn]] void failForeign(std::span<const std::byte> beginning, const std::string& fileName);

} // namespace conclave
