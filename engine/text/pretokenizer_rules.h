// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The table of pre-tokenizers: how byte-level BPE vocabularies cut text into words.
#pragma once

#include <span>
#include <string_view>

namespace conclave {

/// One row of the table, chosen by `tokenizer.ggml.pre`.
struct PreTokenizerRule {
    std::string_view names;                   ///< separated by spaces
    std::span<const char* const> expressions; ///< applied one after the other
    /// Runs of this are cut into groups of three from their right end, before the expressions.
    const char* digitGroups = nullptr;
    bool wholeWords = false;   ///< a word that is a token is that token, whatever the merges say
    bool addsBos = false;      ///< unless the file says otherwise
    bool tidiesSpaces = false; ///< decoded text loses spaces before punctuation
    /// Tokens are spelled as SentencePiece does: U+2581 for a space, "<0x0A>" for a single byte.
    bool marksSpaces = false;
    bool wholeLineBreaks = false; ///< wholeWords for words of line breaks only
};

/// Throws Error(unsupported) for an unknown name.
[[nodiscard]] const PreTokenizerRule& preTokenizerRule(std::string_view name);

} // namespace conclave
