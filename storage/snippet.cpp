// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/snippet.h"

#include <algorithm>

namespace conclave::storage {

namespace {

constexpr std::size_t kCharactersBefore = 32;
constexpr std::size_t kCharactersShown = 120;
constexpr std::string_view kEllipsis = "\u2026";

bool continuesCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

bool isBlank(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

char lowered(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool equalLetters(char left, char right) {
    return lowered(left) == lowered(right);
}

/// Length of the longest term that begins here, or 0.
std::size_t matchLength(std::string_view text, std::span<const std::string> terms) {
    std::size_t longest = 0;
    for (const std::string& term : terms) {
        if (term.size() <= text.size() &&
            std::equal(term.begin(), term.end(), text.begin(), equalLetters))
            longest = std::max(longest, term.size());
    }
    return longest;
}

std::size_t firstMatch(std::string_view text, std::span<const std::string> terms) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (matchLength(text.substr(at), terms) > 0)
            return at;
    }
    return 0;
}

std::size_t charactersBack(std::string_view text, std::size_t from, std::size_t characters) {
    while (from > 0 && characters > 0) {
        if (!continuesCharacter(text[--from]))
            --characters;
    }
    return from;
}

} // namespace

std::size_t characterCount(std::string_view text) {
    return text.size() -
           static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continuesCharacter));
}

std::string opening(std::string_view text, std::size_t characters) {
    std::string line;
    std::size_t count = 0;
    bool pendingSpace = false;
    for (const char byte : text) {
        if (isBlank(byte)) {
            pendingSpace = !line.empty();
            continue;
        }
        if (!continuesCharacter(byte)) {
            count += pendingSpace ? 2 : 1;
            if (count > characters)
                return line + std::string(kEllipsis);
            if (pendingSpace)
                line += ' ';
            pendingSpace = false;
        }
        line += byte;
    }
    return line;
}

std::string surroundings(std::string_view text, std::span<const std::string> terms) {
    const std::size_t start = charactersBack(text, firstMatch(text, terms), kCharactersBefore);
    std::string marked(start > 0 ? kEllipsis : "");
    std::size_t count = 0;
    for (std::size_t at = start; at < text.size();) {
        if (count >= kCharactersShown && !continuesCharacter(text[at]))
            return marked + std::string(kEllipsis);
        if (const std::size_t length = matchLength(text.substr(at), terms); length > 0) {
            marked += kMatchBegin;
            marked += text.substr(at, length);
            marked += kMatchEnd;
            count += characterCount(text.substr(at, length));
            at += length;
            continue;
        }
        count += continuesCharacter(text[at]) ? 0 : 1;
        marked += isBlank(text[at]) ? ' ' : text[at];
        ++at;
    }
    return marked;
}

} // namespace conclave::storage
