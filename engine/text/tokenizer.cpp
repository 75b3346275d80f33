// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tokenizer.h"

#include "engine/text/byte_alphabet.h"
#include "engine/text/byte_pair_encoder.h"
#include "engine/text/pattern.h"
#include "engine/text/sentence_piece_encoder.h"
#include "engine/text/space_marks.h"
#include "engine/text/special_tokens.h"

#include <algorithm>

namespace conclave {

/// Encoder and special tokens look into the vocabulary, so all three stay where they are.
struct Tokenizer::Parts {
    explicit Parts(const GgufFile& file)
        : vocabulary(readVocabulary(file)), special(vocabulary), encoder(makeEncoder(file)) {}

    [[nodiscard]] std::unique_ptr<const Encoder> makeEncoder(const GgufFile& file) const {
        switch (vocabulary.kind) {
        case TokenizerKind::bytePair:
            return std::make_unique<BytePairEncoder>(vocabulary, readMerges(file));
        case TokenizerKind::sentencePiece:
            return std::make_unique<SentencePieceEncoder>(vocabulary);
        }
        return nullptr;
    }

    Vocabulary vocabulary;
    SpecialTokens special;
    std::unique_ptr<const Encoder> encoder;
};

namespace {

/// The text of a token that is neither special nor user-defined.
std::string plainPiece(const Vocabulary& vocabulary, TokenId id) {
    const std::string& text = vocabulary.texts[id];
    switch (vocabulary.types[id]) {
    case TokenType::normal:
        return vocabulary.marksSpaces ? unmarked(text) : bytesOfAlphabet(text);
    case TokenType::byte:
        if (const auto byte = byteOfToken(text))
            return {static_cast<char>(*byte)};
        return {};
    case TokenType::userDefined:
    case TokenType::control:
    case TokenType::unknown:
        return text;
    case TokenType::unused:
    case TokenType::undefined:
        return {};
    }
    return {};
}

/// What publishers call clean_up_tokenization_spaces: "it 's here ." becomes "it's here.".
std::string tidied(std::string text) {
    static const Pattern beforePunctuation(" (?=[?!.,])");
    static const Pattern aroundApostrophe(" ' ");
    static const Pattern beforeContraction(" (?='(?:s|m|re|ve))");
    text = beforePunctuation.replaceAll(text, "").value_or(text);
    text = aroundApostrophe.replaceAll(text, "'").value_or(text);
    return beforeContraction.replaceAll(text, "").value_or(text);
}

} // namespace

Tokenizer::Tokenizer(const GgufFile& file) : m_parts(std::make_unique<const Parts>(file)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

std::vector<TokenId> Tokenizer::encode(std::string_view text, EncodeOptions options) const {
    const Vocabulary& vocabulary = m_parts->vocabulary;
    std::vector<TokenId> ids;
    if (options.addSpecial && vocabulary.addsBos)
        ids.push_back(*vocabulary.bos);
    bool first = true;
    for (const auto& fragment : m_parts->special.split(text, options.parseSpecial)) {
        if (fragment.token)
            ids.push_back(*fragment.token);
        else
            m_parts->encoder->encode(fragment.text, first, ids);
        first = fragment.token.has_value();
    }
    if (options.addSpecial && vocabulary.addsEos)
        ids.push_back(*vocabulary.eos);
    return ids;
}

std::string Tokenizer::piece(TokenId id, bool writeSpecial) const {
    const Vocabulary& vocabulary = m_parts->vocabulary;
    if (id >= vocabulary.texts.size() || (!writeSpecial && vocabulary.isSpecial(id)))
        return {};
    return plainPiece(vocabulary, id);
}

std::string Tokenizer::decode(std::span<const TokenId> ids, bool writeSpecial) const {
    std::string text;
    bool first = m_parts->vocabulary.addsSpace; // the added space is not part of the text
    for (const TokenId id : ids) {
        const std::string next = piece(id, writeSpecial);
        text += first && next.starts_with(' ') ? next.substr(1) : next;
        first = false;
    }
    return m_parts->vocabulary.tidiesSpaces ? tidied(std::move(text)) : text;
}

std::size_t Tokenizer::vocabularySize() const noexcept {
    return m_parts->vocabulary.texts.size();
}

std::optional<TokenId> Tokenizer::bos() const noexcept {
    return m_parts->vocabulary.bos;
}

std::optional<TokenId> Tokenizer::eos() const noexcept {
    return m_parts->vocabulary.eos;
}

bool Tokenizer::addsBos() const noexcept {
    return m_parts->vocabulary.addsBos;
}

bool Tokenizer::isEndOfGeneration(TokenId id) const noexcept {
    const std::vector<TokenId>& ends = m_parts->vocabulary.endOfGeneration;
    return std::binary_search(ends.begin(), ends.end(), id);
}

std::vector<TokenId> Tokenizer::endOfGeneration() const {
    return m_parts->vocabulary.endOfGeneration;
}

std::optional<TokenId> Tokenizer::find(std::string_view text) const {
    return m_parts->vocabulary.find(text);
}

} // namespace conclave
