// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How publishers name the mixture of block formats in a file.
#pragma once

#include "engine/gguf/gguf_header.h"

#include <string>

namespace conclave {

/// The publisher's name in the file name if only that can tell ("UD-Q4_K_XL"), else the one that
/// general.file_type stands for, else one derived from the formats of the tensors; the first of
/// these that the tensors bear out. Empty for a file without matrices in layers.
[[nodiscard]] std::string quantisationName(const GgufHeader& header);

/// The number that general.file_type has for a name such as "Q4_K_M"; empty for unknown names.
[[nodiscard]] std::optional<std::uint32_t> fileTypeNumber(std::string_view name);

} // namespace conclave
