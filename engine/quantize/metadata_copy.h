// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The metadata of a GGUF file as it lies there, so that a copy keeps order and types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::quantize {

struct MetadataKey {
    std::string key;
    std::uint32_t type; ///< number in the GGUF specification
    std::string value;  ///< bytes after the type
};

/// All keys of a file that GgufFile has accepted. Throws Error(badFile), Error(io).
[[nodiscard]] std::vector<MetadataKey> readMetadata(const std::filesystem::path& path);

[[nodiscard]] MetadataKey uint32Key(std::string_view key, std::uint32_t value);
[[nodiscard]] MetadataKey stringKey(std::string_view key, std::string_view value);

/// Replaces the key, which then stands at the end.
void setKey(std::vector<MetadataKey>& keys, MetadataKey key);

} // namespace conclave::quantize
