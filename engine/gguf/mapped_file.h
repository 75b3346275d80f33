// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A file mapped into memory for reading.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace conclave {

/// The bytes of a regular file, mapped read-only for the lifetime of the object. Move-only; the
/// address of the bytes survives a move. A file cut short by someone else while it is mapped makes
/// reads fail with SIGBUS, as with every mapping.
class MappedFile {
public:
    /// Throws Error(io) when the path is not a regular file or cannot be opened.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_bytes; }

private:
    std::span<const std::byte> m_bytes;
};

/// The process does not need these mapped bytes soon: their memory may serve others until they are
/// read again. For streams over files larger than memory.
void forgetPages(std::span<const std::byte> bytes) noexcept;

} // namespace conclave
