// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The vocabulary of a GGUF file, checked: texts, kinds and scores of its tokens, and their roles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace conclave {

class GgufFile;

using TokenId = std::uint32_t;

/// `tokenizer.ggml.token_type` of the GGUF specification.
enum class TokenType : std::uint8_t {
    undefined = 0,
    normal = 1,
    unknown = 2,
    control = 3,
    userDefined = 4,
    unused = 5,
    byte = 6,
};

/// `tokenizer.ggml.model`.
enum class TokenizerKind {
    bytePair,      ///< "gpt2", "gemma4": BPE with a list of merges
    sentencePiece, ///< "llama": SentencePiece BPE by scores, with byte fallback
};

/// Immutable after reading. Not copied: `ids` looks into `texts`.
struct Vocabulary {
    TokenizerKind kind = TokenizerKind::bytePair;
    std::string preTokenizer; ///< `tokenizer.ggml.pre`
    std::vector<std::string> texts;
    std::vector<TokenType> types;
    std::vector<float> scores; ///< empty unless sentencePiece
    std::unordered_map<std::string_view, TokenId> ids;

    std::optional<TokenId> bos, eos, unknown;
    bool addsBos = false, addsEos = false;
    bool addsSpace = false;   ///< text begins with a space that is not in it
    bool marksSpaces = false; ///< tokens are spelled with U+2581 and "<0x0A>", not byte-level
    bool stripsAfterSpecial = false;      ///< whitespace after most special tokens is theirs
    bool tidiesSpaces = false;            ///< decoded text loses spaces before punctuation
    std::vector<TokenId> endOfGeneration; ///< ascending

    Vocabulary() = default;
    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;

    [[nodiscard]] std::optional<TokenId> find(std::string_view text) const;
    /// Control and unknown tokens: structure, not text.
    [[nodiscard]] bool isSpecial(TokenId id) const;
};

/// Throws Error(badFile) for a damaged vocabulary, Error(unsupported) for a kind that this version
/// does not know.
[[nodiscard]] Vocabulary readVocabulary(const GgufFile& file);

/// The merges of a bytePair vocabulary by rank: two texts each, separated by the first space that
/// is not their first character. Throws Error(badFile) for damaged ones.
[[nodiscard]] const std::vector<std::string>& readMerges(const GgufFile& file);

} // namespace conclave
