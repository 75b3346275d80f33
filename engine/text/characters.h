// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Texts as Python sees them: sequences of Unicode characters, here over UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::text {

/// The characters of a text. Bytes that are not valid UTF-8 count as one character each.
[[nodiscard]] std::vector<std::string_view> characters(std::string_view text);
/// Removes the first character of a text that is not empty, and returns it.
std::string_view takeCharacter(std::string_view& text);
[[nodiscard]] std::size_t characterCount(std::string_view text);
[[nodiscard]] char32_t codePoint(std::string_view character);
[[nodiscard]] std::string encodeUtf8(char32_t codePoint);
/// Python's str.isspace for one character.
[[nodiscard]] bool isSpace(char32_t character);

/// std::string_view::find without its quadratic worst case.
[[nodiscard]] std::size_t findBytes(std::string_view text, std::string_view part);

/// Python's str.strip: without `set` whitespace, with it any of its characters.
[[nodiscard]] std::string_view stripLeft(std::string_view text,
                                         std::optional<std::string_view> set = {});
[[nodiscard]] std::string_view stripRight(std::string_view text,
                                          std::optional<std::string_view> set = {});
[[nodiscard]] std::string_view strip(std::string_view text,
                                     std::optional<std::string_view> set = {});

[[nodiscard]] std::string upper(std::string_view text);
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string caseFolded(std::string_view text); ///< for comparing without case
[[nodiscard]] std::string swapCase(std::string_view text);
[[nodiscard]] std::string capitalise(std::string_view text);
[[nodiscard]] std::string title(std::string_view text); ///< every word capitalised

/// Whether the text is not empty and consists of characters of a PCRE2 class such as "\\p{L}".
[[nodiscard]] bool consistsOf(std::string_view text, const char* characterClass);

} // namespace conclave::text
