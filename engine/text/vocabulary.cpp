// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/vocabulary.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/text/pretokenizer_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace conclave {

namespace {

/// A kind and a pre-tokenizer of one name: BPE with merges that spells like SentencePiece.
constexpr std::string_view kGemma4 = "gemma4";

constexpr std::size_t kMaxTokens = 16U << 20U;
constexpr std::size_t kMaxTokenBytes = 64U << 10U;

[[noreturn]] void failVocabulary(const GgufFile& file, const std::string& reason) {
    throw Error(ErrorKind::badFile, fmt::format("Cannot read the vocabulary of {}: {}.",
                                                file.path().filename().string(), reason));
}

TokenizerKind readKind(const GgufFile& file) {
    const std::string_view model = file.requireString("tokenizer.ggml.model");
    if (model == "gpt2" || model == kGemma4)
        return TokenizerKind::bytePair;
    if (model == "llama")
        return TokenizerKind::sentencePiece;
    throw Error(
        ErrorKind::unsupported,
        fmt::format("Cannot use {}: its tokenizer is of the kind '{}', and this version "
                    "knows 'gpt2' and 'gemma4' (BPE with merges) and 'llama' (SentencePiece BPE).",
                    file.path().filename().string(), model));
}

void readTexts(const GgufFile& file, Vocabulary& vocabulary) {
    const std::vector<std::string>* texts = file.findStrings("tokenizer.ggml.tokens");
    if (!texts || texts->empty())
        failVocabulary(file, "it has no tokens");
    if (texts->size() > kMaxTokens)
        failVocabulary(file, fmt::format("it claims {} tokens", texts->size()));
    vocabulary.texts = *texts;
    vocabulary.ids.reserve(texts->size());
    for (std::size_t id = 0; id < texts->size(); ++id) {
        const std::string& text = vocabulary.texts[id];
        if (text.size() > kMaxTokenBytes)
            failVocabulary(file, fmt::format("token {} is {} bytes long", id, text.size()));
        if (!text.empty())
            vocabulary.ids.emplace(text, static_cast<TokenId>(id));
    }
}

void readTypes(const GgufFile& file, Vocabulary& vocabulary) {
    vocabulary.types.assign(vocabulary.texts.size(), TokenType::normal);
    const std::vector<std::int64_t>* types = file.findInts("tokenizer.ggml.token_type");
    if (!types)
        return;
    if (types->size() != vocabulary.texts.size())
        failVocabulary(file, fmt::format("it has {} tokens but {} token types",
                                         vocabulary.texts.size(), types->size()));
    for (std::size_t id = 0; id < types->size(); ++id) {
        const std::int64_t type = (*types)[id];
        vocabulary.types[id] =
            type >= 1 && type <= 6 ? static_cast<TokenType>(type) : TokenType::undefined;
    }
}

void readScores(const GgufFile& file, Vocabulary& vocabulary) {
    const std::vector<double>* scores = file.findFloats("tokenizer.ggml.scores");
    if (!scores) { // such vocabularies list their tokens in the order of merging
        for (std::size_t id = 0; id < vocabulary.texts.size(); ++id)
            vocabulary.scores.push_back(-static_cast<float>(id));
        return;
    }
    if (scores->size() != vocabulary.texts.size())
        failVocabulary(file, fmt::format("it has {} tokens but {} scores", vocabulary.texts.size(),
                                         scores->size()));
    for (const double score : *scores) // a NaN would have no place in the order of merges
        vocabulary.scores.push_back(score == score ? static_cast<float>(score)
                                                   : std::numeric_limits<float>::lowest());
}

/// The id under a key, if it is there and is a token. Some publishers name tokens that they have
/// cut off: such a role has no token, and the model works without.
std::optional<TokenId> readRole(const GgufFile& file, const Vocabulary& vocabulary,
                                std::string_view key, std::optional<TokenId> absent = {}) {
    std::optional<std::uint64_t> id = file.findUint(key);
    if (!id && absent)
        id = *absent;
    if (!id || *id >= vocabulary.texts.size())
        return {};
    return static_cast<TokenId>(*id);
}

/// Publishers rarely list all tokens that end a turn in the metadata; their texts are conventions.
/// Some files say that they are text, which they never are.
constexpr std::string_view kTurnEnds[] = {
    "<|eot_id|>",    "<|eom_id|>",
    "<|im_end|>",    "<|end|>",
    "<|return|>",    "<|call|>",
    "<|calls|>",     "<|flush|>",
    "<|endoftext|>", "<|end_of_text|>",
    "<eos>",         "<end_of_turn>",
    "<turn|>",       "<|tool_response>",
    "</s>",          "<end_of_utterance>",
    "<EOT>",         "_<EOT>",
    "[EOT]",         "[EOS]",
    "[e~[",          "<｜end▁of▁sentence｜>",
};

/// These end a turn too, where the file says that they are control tokens.
constexpr std::string_view kControlTurnEnds[] = {
    "<|eot|>", "<|eom|>", "<|endofturn|>", "<|END_OF_TURN_TOKEN|>", "<seed:eos>",
};

/// For filling in the middle of code: control tokens all, and behind the second list nothing
/// follows that would be an answer.
constexpr std::string_view kFillMarks[] = {
    "<|fim_prefix|>", "<fim-prefix>",    "<fim_prefix>",    "<｜fim▁begin｜>", "<PRE>",
    "▁<PRE>",         "<|code_prefix|>", "<|prefix|>",      "<|fim_suffix|>",  "<fim-suffix>",
    "<fim_suffix>",   "<｜fim▁hole｜>",  "<SUF>",           "▁<SUF>",          "<|code_suffix|>",
    "<|suffix|>",     "<|fim_middle|>",  "<fim-middle>",    "<fim_middle>",    "<｜fim▁end｜>",
    "<MID>",          "▁<MID>",          "<|code_middle|>", "<|middle|>",
};
constexpr std::string_view kFillEnds[] = {
    "<|fim_pad|>",   "<fim-pad>",  "<fim_pad>", "<PAD>",      "[PAD]",        "<|fim_repo|>",
    "<|repo_name|>", "<fim-repo>", "<REPO>",    "<reponame>", "<|file_sep|>",
};

/// The structure of the Harmony format: inside of an answer it separates trace and text, so it must
/// be written and not be taken for an end.
constexpr std::string_view kHarmonyParts[] = {"<|start|>", "<|channel|>", "<|message|>",
                                              "<|constrain|>"};

/// Calls back with the id of each text that is a token.
template <class Texts, class Found>
void forEachToken(const Vocabulary& vocabulary, const Texts& texts, Found found) {
    for (const std::string_view text : texts)
        if (const auto id = vocabulary.find(text))
            found(*id);
}

void addTurnEnds(Vocabulary& vocabulary) {
    std::vector<TokenId>& ends = vocabulary.endOfGeneration;
    forEachToken(vocabulary, kControlTurnEnds, [&](TokenId id) {
        if (vocabulary.types[id] == TokenType::control)
            ends.push_back(id);
    });
    const auto end = [&](TokenId id) {
        ends.push_back(id);
        vocabulary.types[id] = TokenType::control;
    };
    forEachToken(vocabulary, kTurnEnds, end);
    forEachToken(vocabulary, kFillEnds, end);
    forEachToken(vocabulary, kFillMarks,
                 [&](TokenId id) { vocabulary.types[id] = TokenType::control; });
}

/// Where a format uses a text as something else than the end of a turn.
void excludeOtherUses(Vocabulary& vocabulary) {
    const auto has = [&](std::string_view text) { return vocabulary.find(text).has_value(); };
    const auto exclude = [&](std::string_view text, TokenType type) {
        if (const auto id = vocabulary.find(text)) {
            std::erase(vocabulary.endOfGeneration, *id);
            vocabulary.types[*id] = type;
        }
    };
    for (const std::string_view text : kHarmonyParts)
        exclude(text, TokenType::userDefined);
    const bool calls = has("<|call|>") || has("<|calls|>");
    if (calls && (has("<|return|>") || has("<|flush|>"))) // Harmony and its relatives
        exclude("<|end|>", TokenType::userDefined);
    if (has("<|tool_response>")) // Gemma 4
        exclude("</s>", TokenType::normal);
}

void findTurnEnds(const GgufFile& file, Vocabulary& vocabulary) {
    std::vector<TokenId>& ends = vocabulary.endOfGeneration;
    for (const std::string_view key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id",
                                       "tokenizer.ggml.eom_token_id"})
        if (const auto id = readRole(file, vocabulary, key))
            ends.push_back(*id);
    if (vocabulary.eos)
        ends.push_back(*vocabulary.eos);
    addTurnEnds(vocabulary);
    excludeOtherUses(vocabulary);
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
}

/// GGUF does not carry the strip flags of single tokens. Phi-3 is the one published family whose
/// special tokens take the whitespace after them along; only the name tells.
bool isPhi3(const GgufFile& file) {
    std::string name(file.findString("general.name").value_or(""));
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return name.find("phi-3") != name.npos || name.find("phi3") != name.npos;
}

} // namespace

std::optional<TokenId> Vocabulary::find(std::string_view text) const {
    const auto found = ids.find(text);
    return found == ids.end() ? std::nullopt : std::optional(found->second);
}

bool Vocabulary::isSpecial(TokenId id) const {
    return types[id] == TokenType::control || types[id] == TokenType::unknown;
}

Vocabulary readVocabulary(const GgufFile& file) {
    Vocabulary vocabulary;
    vocabulary.kind = readKind(file);
    vocabulary.preTokenizer = file.requireString("tokenizer.ggml.model") == kGemma4
                                  ? kGemma4
                                  : file.findString("tokenizer.ggml.pre").value_or("default");
    readTexts(file, vocabulary);
    readTypes(file, vocabulary);
    const bool sentencePiece = vocabulary.kind == TokenizerKind::sentencePiece;
    if (sentencePiece)
        readScores(file, vocabulary);
    const auto role = [&](std::string_view key, TokenId sentencePieceDefault) {
        return readRole(file, vocabulary, key,
                        sentencePiece ? std::optional(sentencePieceDefault) : std::nullopt);
    };
    vocabulary.bos = role("tokenizer.ggml.bos_token_id", 1);
    vocabulary.eos = role("tokenizer.ggml.eos_token_id", 2);
    vocabulary.unknown = role("tokenizer.ggml.unknown_token_id", 0);
    vocabulary.marksSpaces = sentencePiece;
    bool addsBos = sentencePiece;
    if (!sentencePiece) {
        const PreTokenizerRule& rule = preTokenizerRule(vocabulary.preTokenizer);
        addsBos = rule.addsBos;
        vocabulary.tidiesSpaces = rule.tidiesSpaces;
        vocabulary.marksSpaces = rule.marksSpaces;
    }
    // Early Gemma 4 files say that they add no BOS; the model falls apart without.
    vocabulary.addsBos =
        vocabulary.bos && (file.findBool("tokenizer.ggml.add_bos_token").value_or(addsBos) ||
                           vocabulary.preTokenizer == kGemma4);
    vocabulary.addsEos =
        vocabulary.eos && file.findBool("tokenizer.ggml.add_eos_token").value_or(false);
    vocabulary.addsSpace =
        file.findBool("tokenizer.ggml.add_space_prefix").value_or(sentencePiece) && sentencePiece;
    vocabulary.stripsAfterSpecial = sentencePiece && isPhi3(file);
    findTurnEnds(file, vocabulary);
    return vocabulary;
}

const std::vector<std::string>& readMerges(const GgufFile& file) {
    const std::vector<std::string>* merges = file.findStrings("tokenizer.ggml.merges");
    if (!merges)
        failVocabulary(file, "a byte-level BPE vocabulary needs merges, and it has none");
    if (merges->size() > kMaxTokens)
        failVocabulary(file, fmt::format("it claims {} merges", merges->size()));
    for (std::size_t rank = 0; rank < merges->size(); ++rank) {
        const std::string& merge = (*merges)[rank];
        const std::size_t space = merge.find(' ', 1);
        if (space == std::string::npos || space + 1 == merge.size() ||
            merge.size() > kMaxTokenBytes)
            failVocabulary(file, fmt::format("merge {} is not a pair of texts", rank));
    }
    return *merges;
}

} // namespace conclave
