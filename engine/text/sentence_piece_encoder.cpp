// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/sentence_piece_encoder.h"

#include "engine/text/characters.h"
#include "engine/text/merge_queue.h"

#include <fmt/format.h>

namespace conclave {

SentencePieceEncoder::SentencePieceEncoder(const Vocabulary& vocabulary)
    : m_vocabulary(vocabulary) {
    for (std::size_t byte = 0; byte < 256; ++byte)
        m_bytes[byte] = vocabulary.find(fmt::format("<0x{:02X}>", byte));
}

void SentencePieceEncoder::encode(std::string_view text, bool first,
                                  std::vector<TokenId>& ids) const {
    std::string marked;
    if (m_vocabulary.addsSpace && first)
        marked += kSpaceMark;
    for (const char c : text) {
        if (c == ' ')
            marked += kSpaceMark;
        else
            marked += c;
    }
    // Neighbours lie side by side in `marked`, so a merged piece is one view over both.
    using Queue = MergeQueue<std::string_view, float>;
    const auto findMerge = [&](std::string_view left,
                               std::string_view right) -> std::optional<Queue::Merge> {
        const std::string_view merged(left.data(), left.size() + right.size());
        const auto id = m_vocabulary.find(merged);
        if (!id)
            return {};
        return Queue::Merge{-m_vocabulary.scores[*id], merged};
    };
    for (const std::string_view piece : Queue::run(text::characters(marked), findMerge))
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

std::optional<unsigned char> byteOfToken(std::string_view text) {
    const auto digit = [](char c) -> int {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    if (text.size() != 6 || !text.starts_with("<0x") || text.back() != '>')
        return {};
    const int high = digit(text[3]);
    const int low = digit(text[4]);
    if (high < 0 || low < 0)
        return {};
    return static_cast<unsigned char>(high * 16 + low);
}

} // namespace conclave
