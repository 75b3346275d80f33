// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Which model a file is, without reading all of it.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <string>

namespace conclave::quality {

/// SHA-256, in hexadecimal, of the beginning of the file (metadata) and of samples from every
/// tensor: two files that differ have different fingerprints unless somebody made them so that
/// they do not. Does not depend on name or place.
[[nodiscard]] std::string fingerprint(const GgufFile& file);

} // namespace conclave::quality
