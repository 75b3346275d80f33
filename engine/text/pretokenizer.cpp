// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pretokenizer.h"

#include "engine/text/characters.h"
#include "engine/text/pretokenizer_rules.h"

#include <utility>

namespace conclave {

namespace {

using Pieces = std::vector<std::string_view>;

/// What a class stands for inside of brackets.
struct UnicodeClass {
    std::string_view written;
    std::string_view members;
};

// PCRE2 has the characters of Unicode 14 (in version 10.42) and counts U+180E as a space, which it
// has not been since Unicode 6.3. Vocabularies are used with Unicode 15.1: UnicodeData.txt.
constexpr UnicodeClass kUnicodeClasses[] = {
    {"\\s", "\\t-\\r \\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}"
            "\\x{3000}"},
    {"\\p{L}", "\\p{L}\\x{1123F}\\x{11240}\\x{11F02}\\x{11F04}-\\x{11F10}\\x{11F12}-\\x{11F33}"
               "\\x{1342F}\\x{13441}-\\x{13446}\\x{1B132}\\x{1B155}\\x{1DF25}-\\x{1DF2A}"
               "\\x{1E030}-\\x{1E06D}\\x{1E4D0}-\\x{1E4EB}\\x{2B739}\\x{2EBF0}-\\x{2EE5D}"
               "\\x{31350}-\\x{323AF}"},
    {"\\p{N}", "\\p{N}\\x{11F50}-\\x{11F59}\\x{1D2C0}-\\x{1D2D3}\\x{1E4F0}-\\x{1E4F9}"},
    {"\\p{P}", "\\p{P}\\x{11B00}-\\x{11B09}\\x{11F43}-\\x{11F4F}"},
    {"\\p{S}", "\\p{S}\\x{2FFC}-\\x{2FFF}\\x{31EF}\\x{1F6DC}\\x{1F774}-\\x{1F776}"
               "\\x{1F77B}-\\x{1F77F}\\x{1F7D9}\\x{1FA75}-\\x{1FA77}\\x{1FA87}\\x{1FA88}"
               "\\x{1FAAD}-\\x{1FAAF}\\x{1FABB}-\\x{1FABD}\\x{1FABF}\\x{1FACE}\\x{1FACF}"
               "\\x{1FADA}\\x{1FADB}\\x{1FAE8}\\x{1FAF7}\\x{1FAF8}"},
    {"\\p{M}", "\\p{M}\\x{CF3}\\x{ECE}\\x{10EFD}-\\x{10EFF}\\x{11241}\\x{11F00}\\x{11F01}\\x{11F03}"
               "\\x{11F34}-\\x{11F3A}\\x{11F3E}-\\x{11F42}\\x{13440}\\x{13447}-\\x{13455}\\x{1E08F}"
               "\\x{1E4EC}-\\x{1E4EF}"},
};

/// The expression with Unicode 15.1's classes written out.
std::string unicodeClasses(std::string_view expression) {
    std::string result;
    bool inside = false; // of brackets
    while (!expression.empty()) {
        std::size_t length = expression.front() == '\\' ? 2 : 1;
        if (expression.starts_with("\\S")) {
            result.append("[^").append(kUnicodeClasses[0].members) += ']';
            expression.remove_prefix(length);
            continue;
        }
        std::string_view text = expression.substr(0, length);
        for (const UnicodeClass& known : kUnicodeClasses)
            if (expression.starts_with(known.written)) {
                length = known.written.size();
                text = known.members;
            }
        if (text == "[" || text == "]")
            inside = text == "[";
        const bool bare = length < text.size() && !inside; // a class by itself
        result.append(bare ? "[" : "").append(text).append(bare ? "]" : "");
        expression.remove_prefix(length);
    }
    return result;
}

/// The matches of the pattern and what lies between them.
void cutAtMatches(std::string_view piece, const Pattern& pattern, Pieces& finer) {
    std::size_t last = 0;
    pattern.forEachMatch(piece, [&](std::size_t start, std::size_t end) {
        if (start > last)
            finer.push_back(piece.substr(last, start - last));
        finer.push_back(piece.substr(start, end - start));
        last = end;
    });
    if (last < piece.size())
        finer.push_back(piece.substr(last));
}

/// "n = 12345" into "n = 12", "345".
Pieces cutDigitGroups(std::string_view text, const Pattern& digits) {
    Pieces pieces;
    std::size_t last = 0;
    digits.forEachMatch(text, [&](std::size_t start, std::size_t end) {
        std::string_view run = text.substr(start, end - start);
        for (std::size_t left = text::characterCount(run); left > 0; --left) {
            text::takeCharacter(run);
            const std::size_t here = end - run.size();
            if (left % 3 == 1) {
                pieces.push_back(text.substr(last, here - last));
                last = here;
            }
        }
    });
    if (last < text.size())
        pieces.push_back(text.substr(last));
    return pieces;
}

} // namespace

PreTokenizer::PreTokenizer(const PreTokenizerRule& rule) {
    if (rule.digitGroups)
        m_digitGroups.emplace(unicodeClasses(rule.digitGroups));
    for (const char* expression : rule.expressions)
        m_patterns.emplace_back(unicodeClasses(expression));
}

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const {
    Pieces pieces;
    if (m_digitGroups)
        pieces = cutDigitGroups(text, *m_digitGroups);
    else if (!text.empty())
        pieces.push_back(text);
    for (const Pattern& pattern : m_patterns) {
        Pieces finer;
        for (const std::string_view piece : pieces)
            cutAtMatches(piece, pattern, finer);
        pieces = std::move(finer);
    }
    return pieces;
}

} // namespace conclave
