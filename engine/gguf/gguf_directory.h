// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The header of one GGUF file: metadata and tensor directory, read and checked.
#pragma once

#include "engine/gguf/gguf_file.h"

namespace conclave {

/// What one file (one part of a split set) holds.
struct GgufDirectory {
    std::map<std::string, GgufValue, std::less<>> metadata;
    std::vector<TensorInfo> tensors; ///< in file order; every `data` lies inside `bytes`
};

/// Reads the whole header. GGUF specification, versions 2 and 3, little-endian. Throws
/// Error(badFile) for a damaged or hostile file and Error(unsupported) for a version or tensor type
/// that this program does not know.
[[nodiscard]] GgufDirectory readGgufDirectory(std::span<const std::byte> bytes,
                                              const std::string& fileName);

} // namespace conclave
