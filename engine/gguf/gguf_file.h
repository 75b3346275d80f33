// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A mapped GGUF file or split set.
#pragma once

#include "engine/gguf/gguf_header.h"
#include "engine/gguf/mapped_file.h"

#include <filesystem>

namespace conclave {

/// A read-only GGUF file, or a split set opened by any of its parts. `data` of each tensor points
/// into the mapping. Immutable after construction; may be read from any thread.
class GgufFile : public GgufHeader {
public:
    /// Throws Error(badFile) with one sentence for every damaged or hostile file,
    /// Error(unsupported) for a version or tensor type this program does not know and for files
    /// that are something else than GGUF, Error(io) when it cannot be read.
    explicit GgufFile(const std::filesystem::path& path);

    /// Of the first part, whichever was named.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    struct Mapped;
    static Mapped open(const std::filesystem::path& path);
    explicit GgufFile(Mapped mapped);

    std::filesystem::path m_path;
    std::vector<MappedFile> m_parts;
};

} // namespace conclave
