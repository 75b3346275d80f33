// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pretokenizer.h"

#include "engine/text/pretokenizer_rules.h"

#include <utility>

namespace conclave {

PreTokenizer::PreTokenizer(const PreTokenizerRule& rule) {
    for (const char* expression : rule.expressions)
        m_patterns.emplace_back(expression);
}

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const {
    std::vector<std::string_view> pieces;
    if (!text.empty())
        pieces.push_back(text);
    for (const Pattern& pattern : m_patterns) {
        std::vector<std::string_view> finer;
        for (const std::string_view piece : pieces) {
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
        pieces = std::move(finer);
    }
    return pieces;
}

} // namespace conclave
