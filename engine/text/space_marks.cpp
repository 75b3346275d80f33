// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/space_marks.h"

#include <fmt/format.h>

namespace conclave {

namespace {

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string result;
    for (std::size_t found = text.find(from); found != text.npos; found = text.find(from)) {
        result.append(text.substr(0, found)).append(to);
        text.remove_prefix(found + from.size());
    }
    return result.append(text);
}

} // namespace

std::string marked(std::string_view text) {
    return replaced(text, " ", kSpaceMark);
}

std::string unmarked(std::string_view text) {
    return replaced(text, kSpaceMark, " ");
}

std::optional<unsigned char> byteOfToken(std::string_view text) {
    const auto digit = [](char c) -> int {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    if (text.size() != 6 || !text.starts_with("<0x") || text.back() != '>')
        return {};
    const int high = digit(text[3]);
    const int low = digit(text[4]);
    if (high < 0 || low < 0)
        return {};
    return static_cast<unsigned char>(high * 16 + low);
}

std::array<std::optional<TokenId>, 256> byteTokens(const Vocabulary& vocabulary) {
    std::array<std::optional<TokenId>, 256> tokens;
    for (std::size_t byte = 0; byte < tokens.size(); ++byte)
        tokens[byte] = vocabulary.find(fmt::format("<0x{:02X}>", byte));
    return tokens;
}

} // namespace conclave
