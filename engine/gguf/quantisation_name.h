// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How publishers name the mixture of block formats in a file.
#pragma once

#include "engine/gguf/gguf_header.h"

#include <string>

namespace conclave {

/// The name that general.file_type stands for, if the tensors bear it out; else derived from the
/// format that most weights have. Empty for a file without matrices.
[[nodiscard]] std::string quantisationName(const GgufHeader& file);

/// The number that general.file_type has for a name such as "Q4_K_M"; empty for unknown names.
[[nodiscard]] std::optional<std::uint32_t> fileTypeNumber(std::string_view name);

} // namespace conclave
