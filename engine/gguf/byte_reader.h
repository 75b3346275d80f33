// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A cursor over the bytes of a file from a stranger: nothing is read past the end.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace conclave {

static_assert(std::endian::native == std::endian::little, "GGUF numbers are read as they lie");

/// Text from a file, made fit for a message: control bytes replaced, at most 80 bytes.
[[nodiscard]] std::string shown(std::string_view text);

/// Thrown when the bytes at hand end before those of the file do: at least so many are needed.
struct NeedMoreBytes {
    std::uint64_t fromStart;
};

/// Reads numbers and strings in order. Every failure is an Error(badFile) that names the file, or
/// NeedMoreBytes if only the beginning of the file is here.
class ByteReader {
public:
    /// The bytes, which outlive the reader, are the first of the `fileBytes` of the file.
    ByteReader(std::span<const std::byte> bytes, std::uint64_t fileBytes, std::string fileName)
        : m_bytes(bytes), m_fileBytes(fileBytes), m_fileName(std::move(fileName)) {}

    template <typename T>
    requires std::integral<T> || std::floating_point<T>
    [[nodiscard]] T number() {
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }

    /// A 64-bit length and as many bytes; `what` is said when the length is above the cap.
    [[nodiscard]] std::string_view string(std::uint64_t maxBytes, std::string_view what);

    /// A 64-bit count of things that need at least `minBytes` of the file each.
    [[nodiscard]] std::uint64_t count(std::uint64_t minBytes, std::uint64_t maxCount,
                                      std::string_view what);

    /// Ahead of an allocation that a count from the file decides: so many bytes must be here.
    void requireBytes(std::uint64_t bytes) const;

    /// The count itself was read elsewhere; the same check.
    void checkCount(std::uint64_t count, std::uint64_t minBytes, std::uint64_t maxCount,
                    std::string_view what) const;

    [[nodiscard]] std::uint64_t position() const noexcept { return m_position; }
    /// Of the file, whether they are here or not.
    [[nodiscard]] std::uint64_t remaining() const noexcept { return m_fileBytes - m_position; }
    [[nodiscard]] std::uint64_t fileBytes() const noexcept { return m_fileBytes; }
    [[nodiscard]] const std::string& fileName() const noexcept { return m_fileName; }

    /// Throws "Cannot load FILE: WHY."
    [[noreturn]] void fail(std::string_view why) const;

private:
    [[nodiscard]] std::span<const std::byte> take(std::uint64_t bytes);

    std::span<const std::byte> m_bytes;
    std::uint64_t m_fileBytes;
    std::uint64_t m_position = 0;
    std::string m_fileName;
};

} // namespace conclave
