// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/characters.h"

#include "engine/text/pattern.h"

#include <cstring>

namespace conclave::text {

namespace {

/// Length of the character that begins here; 1 for an invalid byte.
std::size_t characterLength(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0xC2   ? 1
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 1;
    if (length > text.size())
        return 1;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
            return 1;
    return length;
}

/// Applies PCRE2's case conversion ("\\U", "\\L") to the whole text.
std::string convertCase(std::string_view text, const char* replacement) {
    static const Pattern everything("(?s).+");
    return everything.replaceAll(text, replacement).value_or(std::string(text));
}

} // namespace

std::string_view takeCharacter(std::string_view& text) {
    const std::string_view character = text.substr(0, characterLength(text));
    text.remove_prefix(character.size());
    return character;
}

std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty())
        result.push_back(takeCharacter(text));
    return result;
}

std::size_t characterCount(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        takeCharacter(text);
    return count;
}

char32_t codePoint(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1)
        return first < 0x80 ? first : U'\uFFFD';
    char32_t code = first & (0x7FU >> character.size());
    for (const char next : character.substr(1))
        code = (code << 6U) | (static_cast<unsigned char>(next) & 0x3FU);
    return code;
}

std::string encodeUtf8(char32_t code) {
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    const auto tail = [&](char32_t value) { return byte(0x80U | (value & 0x3FU)); };
    if (code < 0x80)
        return {byte(code)};
    if (code < 0x800)
        return {byte(0xC0U | (code >> 6U)), tail(code)};
    if (code < 0x10000)
        return {byte(0xE0U | (code >> 12U)), tail(code >> 6U), tail(code)};
    return {byte(0xF0U | (code >> 18U)), tail(code >> 12U), tail(code >> 6U), tail(code)};
}

bool isSpace(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

std::size_t findBytes(std::string_view text, std::string_view part) {
    if (part.empty())
        return 0;
    const void* found =
        text.empty() ? nullptr : memmem(text.data(), text.size(), part.data(), part.size());
    return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data())
                 : std::string_view::npos;
}

namespace {

bool stripped(std::string_view character, std::optional<std::string_view> set) {
    if (!set)
        return isSpace(codePoint(character));
    return set->find(character) != set->npos;
}

} // namespace

std::string_view stripLeft(std::string_view text, std::optional<std::string_view> set) {
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (!stripped(text.substr(0, length), set))
            break;
        text.remove_prefix(length);
    }
    return text;
}

std::string_view stripRight(std::string_view text, std::optional<std::string_view> set) {
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        while (start > 0 && text.size() - start < 4 &&
               (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U)
            --start;
        if (start + characterLength(text.substr(start)) != text.size())
            start = text.size() - 1; // an invalid byte
        if (!stripped(text.substr(start), set))
            break;
        text.remove_suffix(text.size() - start);
    }
    return text;
}

std::string_view strip(std::string_view text, std::optional<std::string_view> set) {
    return stripRight(stripLeft(text, set), set);
}

namespace {

/// Letters that become several ones, or different ones at the beginning of a word:
/// SpecialCasing.txt of Unicode, as far as texts have them.
struct SpecialCase {
    std::string_view letter, upper, title, folded;
};
constexpr SpecialCase kSpecialCases[] = {
    {"ß", "SS", "Ss", "ss"},    {"ŉ", "ʼN", "ʼN", "ʼn"},    {"ǰ", "J̌", "J̌", "ǰ"},
    {"և", "ԵՒ", "Եւ", "եւ"},    {"ẖ", "H̱", "H̱", "ẖ"},       {"ẗ", "T̈", "T̈", "ẗ"},
    {"ẘ", "W̊", "W̊", "ẘ"},       {"ẙ", "Y̊", "Y̊", "ẙ"},       {"ẚ", "Aʾ", "Aʾ", "aʾ"},
    {"ﬀ", "FF", "Ff", "ff"},    {"ﬁ", "FI", "Fi", "fi"},    {"ﬂ", "FL", "Fl", "fl"},
    {"ﬃ", "FFI", "Ffi", "ffi"}, {"ﬄ", "FFL", "Ffl", "ffl"}, {"ﬅ", "ST", "St", "st"},
    {"ﬆ", "ST", "St", "st"},    {"ς", "Σ", "Σ", "σ"},
};

/// Replaces the special letters by their form; everything else goes through `convert`.
std::string specialCased(std::string_view text, std::string_view SpecialCase::*form,
                         std::string (*convert)(std::string_view)) {
    std::string result;
    std::string_view rest = text;
    std::size_t begin = 0; // of what has no special letters
    while (!rest.empty()) {
        const std::size_t position = text.size() - rest.size();
        const std::string_view letter = takeCharacter(rest);
        if (letter.size() < 2)
            continue;
        for (const SpecialCase& special : kSpecialCases)
            if (special.letter == letter) {
                result += convert(text.substr(begin, position - begin));
                result += special.*form;
                begin = position + letter.size();
            }
    }
    return result + convert(text.substr(begin));
}

std::string plainUpper(std::string_view text) {
    return convertCase(text, "\\U$0");
}

std::string plainLower(std::string_view text) {
    return convertCase(text, "\\L$0");
}

bool isCased(std::string_view text) {
    static const Pattern cased("\\p{L&}");
    return cased.matches(text);
}

} // namespace

std::string upper(std::string_view text) {
    return specialCased(text, &SpecialCase::upper, plainUpper);
}

std::string lower(std::string_view text) {
    constexpr std::string_view kSigma = "Σ", kDottedI = "İ";
    std::string result;
    std::size_t begin = 0; // of what has no special letters
    std::string_view rest = text, previous;
    while (!rest.empty()) {
        const std::size_t position = text.size() - rest.size();
        const std::string_view letter = takeCharacter(rest);
        if (letter == kSigma || letter == kDottedI) {
            std::string_view behind = rest;
            const bool wordBegins = previous.empty() || !isCased(previous);
            const bool wordGoesOn = !behind.empty() && isCased(takeCharacter(behind));
            result += plainLower(text.substr(begin, position - begin));
            result += letter == kDottedI ? "i̇" : wordBegins || wordGoesOn ? "σ" : "ς";
            begin = position + letter.size();
        }
        previous = letter;
    }
    return result + plainLower(text.substr(begin));
}

std::string caseFolded(std::string_view text) {
    return specialCased(text, &SpecialCase::folded, lower);
}

std::string swapCase(std::string_view text) {
    static const Pattern runs("[\\p{Lu}\\p{Lt}]+|[^\\p{Lu}\\p{Lt}]+");
    std::string result;
    runs.forEachMatch(text, [&](std::size_t start, std::size_t end) {
        const std::string_view run = text.substr(start, end - start);
        const std::string lowered = lower(run);
        result += lowered == run ? upper(run) : lowered;
    });
    return result;
}

std::string capitalise(std::string_view text) {
    if (text.empty())
        return {};
    const std::size_t length = characterLength(text);
    return specialCased(text.substr(0, length), &SpecialCase::title, plainUpper) +
           lower(text.substr(length));
}

std::string title(std::string_view text) {
    static const Pattern words("[\\p{L&}]+");
    std::string result;
    std::size_t last = 0;
    words.forEachMatch(text, [&](std::size_t start, std::size_t end) {
        result += text.substr(last, start - last);
        result += capitalise(text.substr(start, end - start));
        last = end;
    });
    return result += text.substr(last);
}

bool consistsOf(std::string_view text, const char* characterClass) {
    const Pattern pattern(std::string("^(?:") + characterClass + ")++\\z");
    return pattern.matches(text);
}

} // namespace conclave::text
