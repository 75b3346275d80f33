// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Byte-level BPE (GPT-2 and its many descendants).
#pragma once

#include "engine/text/encoder.h"
#include "engine/text/pretokenizer.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>

namespace conclave {

class BytePairEncoder : public Encoder {
public:
    /// `vocabulary` outlives the encoder; `merges` are those of readMerges(). Throws
    /// Error(unsupported) for an unknown pre-tokenizer.
    BytePairEncoder(const Vocabulary& vocabulary, std::span<const std::string> merges);

    void encode(std::string_view text, bool first, std::vector<TokenId>& ids) const override;

private:
    /// A text that merges work on. The first symbols are the tokens of the vocabulary; behind them
    /// come texts that only occur inside merges and bytes without a token.
    using Symbol = std::uint32_t;
    struct Merge {
        std::uint32_t rank;
        Symbol merged;
    };

    void encodeWord(std::string_view word, std::vector<TokenId>& ids) const;
    [[nodiscard]] std::optional<TokenId> wholeWord(std::string_view word) const;
    [[nodiscard]] std::vector<Symbol> symbolsOf(std::string_view word) const;

    const Vocabulary& m_vocabulary;
    const PreTokenizerRule& m_rule;
    PreTokenizer m_preTokenizer;
    std::array<Symbol, 256> m_bytes{}; ///< by the byte-level alphabet
    std::array<std::optional<TokenId>, 256> m_byteTokens;
    std::unordered_map<std::uint64_t, Merge> m_merges; ///< by left symbol << 32 | right symbol
    std::vector<std::vector<TokenId>> m_spellings;     ///< tokens of the symbols that are none
    Symbol m_nothing = 0;                              ///< the last of those, without tokens
};

} // namespace conclave
