// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// SentencePiece BPE: merges by score, and bytes for what the vocabulary lacks.
#pragma once

#include "engine/text/encoder.h"

#include <array>
#include <optional>

namespace conclave {

class SentencePieceEncoder : public Encoder {
public:
    /// `vocabulary` outlives the encoder.
    explicit SentencePieceEncoder(const Vocabulary& vocabulary);

    void encode(std::string_view text, bool first, std::vector<TokenId>& ids) const override;

private:
    void appendPiece(std::string_view piece, std::vector<TokenId>& ids) const;

    const Vocabulary& m_vocabulary;
    std::array<std::optional<TokenId>, 256> m_bytes; ///< the tokens "<0x00>" to "<0xFF>"
};

} // namespace conclave
