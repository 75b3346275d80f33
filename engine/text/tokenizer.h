// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Text to token ids and back, by the vocabulary and the rules in a GGUF file.
#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/text/vocabulary.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

struct EncodeOptions {
    bool addSpecial = true;    ///< the BOS and EOS the vocabulary asks for
    bool parseSpecial = false; ///< "<|im_start|>" in the text is one token, not its characters
};

/// Immutable after construction; may be used from any thread.
class Tokenizer {
public:
    /// Throws Error(badFile) for a damaged vocabulary, Error(unsupported) for a kind or a
    /// pre-tokenizer this version does not know.
    explicit Tokenizer(const GgufFile& file);
    ~Tokenizer();
    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;

    /// Text that is not valid UTF-8 is encoded as well as the vocabulary allows; it never fails.
    [[nodiscard]] std::vector<TokenId> encode(std::string_view text,
                                              EncodeOptions options = {}) const;

    /// The bytes of one token, possibly part of a character. Special tokens are empty unless
    /// `writeSpecial`. An id outside the vocabulary is empty.
    [[nodiscard]] std::string piece(TokenId id, bool writeSpecial = true) const;
    /// The text of a finished sequence: without the space that encoding added at its beginning, and
    /// tidied where the publisher of the vocabulary does so. A stream is put together of pieces.
    [[nodiscard]] std::string decode(std::span<const TokenId> ids, bool writeSpecial = true) const;

    [[nodiscard]] std::size_t vocabularySize() const noexcept;
    [[nodiscard]] std::optional<TokenId> bos() const noexcept;
    [[nodiscard]] std::optional<TokenId> eos() const noexcept;
    [[nodiscard]] bool addsBos() const noexcept; ///< encode() with addSpecial begins with BOS
    /// Tokens after which a model has finished its turn.
    [[nodiscard]] bool isEndOfGeneration(TokenId id) const noexcept;
    [[nodiscard]] std::vector<TokenId> endOfGeneration() const;
    /// The token with exactly this text, as it is written in the vocabulary.
    [[nodiscard]] std::optional<TokenId> find(std::string_view text) const;

private:
    struct Parts;
    std::unique_ptr<const Parts> m_parts;
};

} // namespace conclave
