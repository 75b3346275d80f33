// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/byte_alphabet.h"

#include "engine/text/characters.h"

namespace conclave {

namespace {

constexpr char32_t kFirstSubstitute = 0x100;

constexpr bool standsForItself(std::uint32_t byte) {
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

/// Byte of each substitute character, counted from U+0100.
const std::string& substitutedBytes() {
    static const std::string bytes = [] {
        std::string found;
        for (std::uint32_t byte = 0; byte < 256; ++byte)
            if (!standsForItself(byte))
                found += static_cast<char>(byte);
        return found;
    }();
    return bytes;
}

} // namespace

const std::array<std::string, 256>& byteAlphabet() {
    static const std::array<std::string, 256> alphabet = [] {
        std::array<std::string, 256> made;
        char32_t substitute = kFirstSubstitute;
        for (std::uint32_t byte = 0; byte < 256; ++byte)
            made[byte] = text::encodeUtf8(standsForItself(byte) ? byte : substitute++);
        return made;
    }();
    return alphabet;
}

std::string bytesOfAlphabet(std::string_view written) {
    std::string bytes;
    for (const std::string_view character : text::characters(written)) {
        const char32_t code = text::codePoint(character);
        if (code < 0x100 && standsForItself(code))
            bytes += static_cast<char>(code);
        else if (code >= kFirstSubstitute && code - kFirstSubstitute < substitutedBytes().size())
            bytes += substitutedBytes()[code - kFirstSubstitute];
        else
            bytes += character;
    }
    return bytes;
}

} // namespace conclave
