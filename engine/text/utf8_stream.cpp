// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/utf8_stream.h"

namespace conclave {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

/// What the bytes at the beginning of a text are.
struct Prefix {
    std::size_t length; ///< bytes; at least 1
    enum { whole, begun, invalid } kind;
};

/// Table 3-7 of the Unicode standard: which second bytes a first byte allows.
Prefix readPrefix(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80)
        return {1, Prefix::whole};
    if (first < 0xC2 || first > 0xF4)
        return {1, Prefix::invalid};
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i < length; ++i) {
        if (i == text.size())
            return {i, Prefix::begun};
        if (byte(i) < (i == 1 ? lowest : 0x80U) || byte(i) > (i == 1 ? highest : 0xBFU))
            return {i, Prefix::invalid};
    }
    return {length, Prefix::whole};
}

} // namespace

std::string Utf8Stream::feed(std::string_view bytes) {
    m_pending += bytes;
    std::string_view rest = m_pending;
    std::string text;
    while (!rest.empty()) {
        const Prefix prefix = readPrefix(rest);
        if (prefix.kind == Prefix::begun)
            break;
        text += prefix.kind == Prefix::whole ? rest.substr(0, prefix.length) : kReplacement;
        rest.remove_prefix(prefix.length);
    }
    m_pending = std::string(rest);
    return text;
}

std::string Utf8Stream::finish() {
    const bool incomplete = !m_pending.empty();
    m_pending.clear();
    return incomplete ? std::string(kReplacement) : std::string();
}

} // namespace conclave
