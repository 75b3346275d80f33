// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/byte_pair_encoder.h"

#include "engine/text/byte_alphabet.h"
#include "engine/text/characters.h"
#include "engine/text/merge_queue.h"
#include "engine/text/pretokenizer_rules.h"
#include "engine/text/space_marks.h"

namespace conclave {

namespace {

std::uint64_t pairKey(std::uint32_t left, std::uint32_t right) {
    return std::uint64_t{left} << 32U | right;
}

/// Gives every text a number: that of its token, or a new one.
class SymbolTable {
public:
    explicit SymbolTable(const Vocabulary& vocabulary) : m_vocabulary(vocabulary) {}

    std::uint32_t symbol(std::string_view text) {
        if (const auto id = m_vocabulary.find(text))
            return *id;
        const auto next = static_cast<std::uint32_t>(m_vocabulary.texts.size() + m_extras.size());
        const auto [found, added] = m_numbers.try_emplace(std::string(text), next);
        if (added)
            m_extras.emplace_back(text);
        return found->second;
    }

    [[nodiscard]] const std::vector<std::string>& extras() const noexcept { return m_extras; }

private:
    const Vocabulary& m_vocabulary;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<std::string> m_extras;
};

} // namespace

BytePairEncoder::BytePairEncoder(const Vocabulary& vocabulary, std::span<const std::string> merges)
    : m_vocabulary(vocabulary), m_rule(preTokenizerRule(vocabulary.preTokenizer)),
      m_preTokenizer(m_rule), m_byteTokens(byteTokens(vocabulary)) {
    SymbolTable symbols(vocabulary);
    for (std::size_t byte = 0; byte < 256; ++byte)
        m_bytes[byte] = symbols.symbol(byteAlphabet()[byte]);
    m_merges.reserve(merges.size());
    std::uint32_t rank = 0;
    std::string merged;
    for (const std::string_view merge : merges) {
        const std::string_view left = merge.substr(0, merge.find(' ', 1));
        const std::string_view right = merge.substr(left.size() + 1);
        merged.assign(left).append(right);
        const std::uint64_t key = pairKey(symbols.symbol(left), symbols.symbol(right));
        m_merges.try_emplace(key, Merge{rank++, symbols.symbol(merged)});
    }
    // A merged text that is no token falls apart into the tokens of its characters.
    for (const std::string& text : symbols.extras()) {
        std::vector<TokenId>& spelling = m_spellings.emplace_back();
        for (const std::string_view character : text::characters(text))
            if (const auto id = vocabulary.find(character))
                spelling.push_back(*id);
    }
    m_nothing = static_cast<Symbol>(vocabulary.texts.size() + m_spellings.size());
    m_spellings.emplace_back();
}

void BytePairEncoder::encode(std::string_view text, bool /*first*/,
                             std::vector<TokenId>& ids) const {
    std::string spelled;
    if (m_rule.marksSpaces)
        text = spelled = marked(text);
    for (const std::string_view word : m_preTokenizer.split(text))
        encodeWord(word, ids);
}

/// The token that a word is as a whole, where the vocabulary has it and the rule asks for it.
std::optional<TokenId> BytePairEncoder::wholeWord(std::string_view word) const {
    if (m_rule.marksSpaces)
        return m_rule.wholeLineBreaks && word.find_first_not_of('\n') == word.npos
                   ? m_vocabulary.find(word)
                   : std::nullopt;
    if (!m_rule.wholeWords)
        return {};
    std::string spelled;
    for (const char byte : word)
        spelled += byteAlphabet()[static_cast<unsigned char>(byte)];
    return m_vocabulary.find(spelled);
}

/// What merging begins with: the bytes of the word, or its characters and the bytes of those that
/// are no tokens. A byte without a token writes nothing, but its neighbours do not merge.
std::vector<BytePairEncoder::Symbol> BytePairEncoder::symbolsOf(std::string_view word) const {
    std::vector<Symbol> symbols;
    if (!m_rule.marksSpaces) {
        for (const char byte : word)
            symbols.push_back(m_bytes[static_cast<unsigned char>(byte)]);
        return symbols;
    }
    for (const std::string_view character : text::characters(word)) {
        if (const auto id = m_vocabulary.find(character)) {
            symbols.push_back(*id);
            continue;
        }
        for (const char byte : character)
            symbols.push_back(m_byteTokens[static_cast<unsigned char>(byte)].value_or(m_nothing));
    }
    return symbols;
}

void BytePairEncoder::encodeWord(std::string_view word, std::vector<TokenId>& ids) const {
    if (const auto id = wholeWord(word))
        return ids.push_back(*id);
    using Queue = MergeQueue<Symbol, std::uint32_t>;
    const auto findMerge = [&](Symbol left, Symbol right) -> std::optional<Queue::Merge> {
        const auto found = m_merges.find(pairKey(left, right));
        if (found == m_merges.end())
            return {};
        return Queue::Merge{found->second.rank, found->second.merged};
    };
    const std::size_t tokens = m_vocabulary.texts.size();
    for (const Symbol symbol : Queue::run(symbolsOf(word), findMerge)) {
        if (symbol < tokens) {
            ids.push_back(symbol);
        } else {
            const std::vector<TokenId>& spelling = m_spellings[symbol - tokens];
            ids.insert(ids.end(), spelling.begin(), spelling.end());
        }
    }
}

} // namespace conclave
