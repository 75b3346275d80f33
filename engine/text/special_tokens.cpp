// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/special_tokens.h"

#include <algorithm>

namespace conclave {

SpecialTokens::SpecialTokens(const Vocabulary& vocabulary) : m_vocabulary(vocabulary) {
    for (const auto& [text, id] : vocabulary.ids)
        if (vocabulary.isSpecial(id) || vocabulary.types[id] == TokenType::userDefined) {
            m_tokens.push_back(id);
            m_firstBytes.set(static_cast<unsigned char>(text.front()));
        }
    std::sort(m_tokens.begin(), m_tokens.end(),
              [&](TokenId a, TokenId b) { return vocabulary.texts[a] < vocabulary.texts[b]; });
}

/// The tokens whose text is somewhere in `text`, each once. Vocabularies have thousands of such
/// tokens and texts a handful, so that looking for each of them would be slow.
std::vector<TokenId> SpecialTokens::occurring(std::string_view text) const {
    std::vector<TokenId> found;
    for (std::size_t start = 0; start < text.size(); ++start) {
        if (!m_firstBytes.test(static_cast<unsigned char>(text[start])))
            continue;
        // Tokens that agree with the text so far are neighbours in the sorted list.
        auto begin = m_tokens.begin();
        auto end = m_tokens.end();
        for (std::size_t length = 0; begin != end; ++length) {
            if (m_vocabulary.texts[*begin].size() == length && length > 0)
                found.push_back(*begin++);
            if (start + length == text.size())
                break;
            const auto byteAt = [&](TokenId id) {
                return static_cast<unsigned char>(m_vocabulary.texts[id][length]);
            };
            const auto wanted = static_cast<unsigned char>(text[start + length]);
            begin =
                std::partition_point(begin, end, [&](TokenId id) { return byteAt(id) < wanted; });
            end =
                std::partition_point(begin, end, [&](TokenId id) { return byteAt(id) == wanted; });
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<SpecialTokens::Fragment> SpecialTokens::cut(const std::vector<Fragment>& fragments,
                                                        TokenId token) const {
    const std::string_view marker = m_vocabulary.texts[token];
    const bool strips = m_vocabulary.stripsAfterSpecial && marker != "<s>" && marker != "<unk>" &&
                        marker != "<|endoftext|>";
    std::vector<Fragment> finer;
    for (const Fragment& fragment : fragments) {
        std::string_view rest = fragment.text;
        std::size_t found = fragment.token ? rest.npos : rest.find(marker);
        for (; found != rest.npos; found = rest.find(marker)) {
            if (found > 0)
                finer.push_back({rest.substr(0, found), {}});
            finer.push_back({rest.substr(found, marker.size()), token});
            rest.remove_prefix(found + marker.size());
            if (strips)
                rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n\v\f\r"), rest.size()));
        }
        if (fragment.token || !rest.empty())
            finer.push_back({rest, fragment.token});
    }
    return finer;
}

std::vector<SpecialTokens::Fragment> SpecialTokens::split(std::string_view text,
                                                          bool parseSpecial) const {
    std::vector<Fragment> fragments;
    if (!text.empty())
        fragments.push_back({text, {}});
    std::vector<TokenId> tokens = occurring(text);
    std::stable_sort(tokens.begin(), tokens.end(), [&](TokenId a, TokenId b) {
        return m_vocabulary.texts[a].size() > m_vocabulary.texts[b].size();
    });
    for (const TokenId token : tokens)
        if (parseSpecial || !m_vocabulary.isSpecial(token))
            fragments = cut(fragments, token);
    return fragments;
}

} // namespace conclave
