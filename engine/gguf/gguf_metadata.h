// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The key-value part of a GGUF header.
#pragma once

#include "engine/gguf/byte_reader.h"
#include "engine/gguf/gguf_header.h"

namespace conclave {

/// Reads so many keys. Texts are at most 1 MiB (chat templates 4 MiB, elements of lists 64 KiB),
/// lists hold at most 2^24 elements and no lists. Throws Error(badFile) for a key that is empty,
/// given twice, beyond those limits or of an unknown type.
[[nodiscard]] GgufMetadata readMetadata(ByteReader& in, std::uint64_t keyCount);

} // namespace conclave
