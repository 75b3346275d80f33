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

/// Reads numbers and strings in order. Every failure is an Error(badFile) that names the file.
class ByteReader {
public:
    /// The bytes outlive the reader.
    ByteReader(std::span<const std::byte> bytes, std::string fileName)
        : m_bytes(bytes), m_fileName(std::move(fileName)) {}

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

    /// The count itself was read elsewhere; the same check.
    void checkCount(std::uint64_t count, std::uint64_t minBytes, std::uint64_t maxCount,
                    std::string_view what) const;

    [[nodiscard]] std::uint64_t position() const noexcept { return m_position; }
    [[nodiscard]] std::uint64_t remaining() const noexcept { return m_bytes.size() - m_position; }
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_bytes; }
    [[nodiscard]] const std::string& fileName() const noexcept { return m_fileName; }

    /// Throws "Cannot load FILE: WHY."
    [[noreturn]] void fail(std::string_view why) const;

private:
    [[nodiscard]] std::span<const std::byte> take(std::uint64_t bytes);

    std::span<const std::byte> m_bytes;
    std::uint64_t m_position = 0;
    std::string m_fileName;
};

} // namespace conclave
