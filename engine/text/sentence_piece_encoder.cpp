// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/sentence_piece_encoder.h"

#include "engine/text/characters.h"
#include "engine/text/merge_queue.h"
#include "engine/text/space_marks.h"

namespace conclave {

SentencePieceEncoder::SentencePieceEncoder(const Vocabulary& vocabulary)
    : m_vocabulary(vocabulary), m_bytes(byteTokens(vocabulary)) {}

void SentencePieceEncoder::encode(std::string_view text, bool first,
                                  std::vector<TokenId>& ids) const {
    const std::string spelled =
        std::string(m_vocabulary.addsSpace && first ? kSpaceMark : "") + marked(text);
    // Neighbours lie side by side in `spelled`, so a merged piece is one view over both.
    using Queue = MergeQueue<std::string_view, float>;
    const auto findMerge = [&](std::string_view left,
                               std::string_view right) -> std::optional<Queue::Merge> {
        const std::string_view merged(left.data(), left.size() + right.size());
        const auto id = m_vocabulary.find(merged);
        if (!id)
            return {};
        return Queue::Merge{-m_vocabulary.scores[*id], merged};
    };
    for (const std::string_view piece : Queue::run(text::characters(spelled), findMerge))
        appendPiece(piece, ids);
}

void SentencePieceEncoder::appendPiece(std::string_view piece, std::vector<TokenId>& ids) const {
    if (const auto id = m_vocabulary.find(piece))
        return ids.push_back(*id);
    for (const char c : piece) {
        const auto byte = m_bytes[static_cast<unsigned char>(c)];
        if (byte)
            ids.push_back(*byte);
        else if (m_vocabulary.unknown)
            ids.push_back(*m_vocabulary.unknown);
    }
}

} // namespace conclave
