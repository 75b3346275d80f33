// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reads and checks the header of one GGUF file: metadata and tensor directory.
#pragma once

#include "engine/gguf/gguf_header.h"

namespace conclave {

/// The header of a file whose bytes are all here; every `data` lies inside `bytes`. GGUF
/// specification, versions 2 and 3, little-endian. Throws Error(badFile) for a damaged or hostile
/// file and Error(unsupported) for a version or tensor type that this program does not know, and
/// for other formats of model files.
[[nodiscard]] GgufHeader readGgufDirectory(std::span<const std::byte> bytes,
                                           const std::string& fileName);

/// What the first bytes of a file tell.
struct GgufBeginning {
    std::optional<GgufHeader> header; ///< without data; empty if the bytes end inside it
    std::uint64_t bytesNeeded = 0;    ///< then: at least so many from the start of the file
};

/// The same for a file of which only the beginning is here, as with a remote file read by ranges.
/// Every check of readGgufDirectory holds, also that each tensor ends inside `fileBytes`. A caller
/// does well to fetch twice as much as before rather than just `bytesNeeded`: lists of tokens tell
/// their length in bytes only at the end.
[[nodiscard]] GgufBeginning readGgufBeginning(std::span<const std::byte> firstBytes,
                                              std::uint64_t fileBytes, const std::string& fileName);

} // namespace conclave
