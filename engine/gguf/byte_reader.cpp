// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/byte_reader.h"

#include "engine/error.h"

#include <fmt/format.h>

namespace conclave {

std::string shown(std::string_view text) {
    constexpr std::size_t kMaxBytes = 80;
    std::string result(text.substr(0, kMaxBytes));
    for (char& c : result) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) {
            c = '?';
        }
    }
    return text.size() > kMaxBytes ? result + "..." : result;
}

std::string_view ByteReader::string(std::uint64_t maxBytes, std::string_view what) {
    const auto length = number<std::uint64_t>();
    if (length > maxBytes) {
        fail(fmt::format("{} claims {} bytes, more than the {} allowed", what, length, maxBytes));
    }
    const auto bytes = take(length);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint64_t ByteReader::count(std::uint64_t minBytes, std::uint64_t maxCount,
                                std::string_view what) {
    const auto value = number<std::uint64_t>();
    checkCount(value, minBytes, maxCount, what);
    return value;
}

void ByteReader::checkCount(std::uint64_t count, std::uint64_t minBytes, std::uint64_t maxCount,
                            std::string_view what) const {
    if (count > maxCount) {
        fail(fmt::format("it claims {} {}, more than the {} allowed", count, what, maxCount));
    }
    if (count > remaining() / minBytes) {
        fail(fmt::format("it claims {} {}, more than its {} bytes can hold", count, what,
                         m_fileBytes));
    }
}

void ByteReader::fail(std::string_view why) const {
    throw Error(ErrorKind::badFile, fmt::format("Cannot load {}: {}.", m_fileName, why));
}

void ByteReader::requireBytes(std::uint64_t bytes) const {
    if (bytes > remaining()) {
        fail(fmt::format("its header is cut off at byte {}; download the file again", m_fileBytes));
    }
    if (bytes > m_bytes.size() - m_position) {
        throw NeedMoreBytes{m_position + bytes};
    }
}

std::span<const std::byte> ByteReader::take(std::uint64_t bytes) {
    requireBytes(bytes);
    const auto result = m_bytes.subspan(m_position, bytes);
    m_position += bytes;
    return result;
}

} // namespace conclave
