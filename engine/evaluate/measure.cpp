// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/measure.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave::quality {
namespace {

void checkVocabularies(const LogitSource& model, const LogitSource* reference) {
    if (reference != nullptr && model.vocabularySize() != reference->vocabularySize()) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("The model cannot be measured against that reference: their "
                                "vocabularies have {} and {} tokens. Choose another quantisation "
                                "of the same model.",
                                model.vocabularySize(), reference->vocabularySize()));
    }
}

/// Scores of the positions from `first` to before `end`, a few at a time.
void scorePass(std::span<const std::uint32_t> tokens, std::uint32_t first, std::uint32_t end,
               LogitSource& model, LogitSource* reference, std::vector<TokenScore>& scores) {
    const std::size_t vocabulary = model.vocabularySize();
    const auto row = [vocabulary](const std::vector<float>& all, std::size_t i) {
        return std::span(all).subspan(i * vocabulary, vocabulary);
    };
    for (std::uint32_t at = first; at < end; at += kLogitRows) {
        const std::uint32_t count = std::min(kLogitRows, end - at);
        const std::vector<float> referenceLogits =
            reference != nullptr ? reference->logits(at, count) : std::vector<float>{};
        const std::vector<float> logits = model.logits(at, count);
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t next = tokens[at + i + 1];
            scores.push_back(reference != nullptr
                                 ? scoreToken(row(logits, i), row(referenceLogits, i), next)
                                 : scoreToken(row(logits, i), next));
        }
    }
}

/// Scores of one chunk. Both models walk along it together, so that no more than a few rows of
/// logits are in memory.
std::vector<TokenScore> scoreChunk(const TokenChunks& text, std::uint32_t index, LogitSource& model,
                                   LogitSource* reference) {
    const std::vector<std::uint32_t> tokens = text.chunk(index);
    const std::uint32_t last = text.context - 1; // what follows it is not known
    const std::uint32_t pass = reference != nullptr
                                   ? std::min(model.passTokens(), reference->passTokens())
                                   : model.passTokens();
    std::vector<TokenScore> scores;
    for (std::uint32_t begin = 0; begin < last; begin += pass) {
        const std::uint32_t end = std::min(begin + pass, last);
        const auto sequence = std::span(tokens).first(end);
        model.run(sequence, begin);
        if (reference != nullptr) {
            reference->run(sequence, begin);
        }
        scorePass(tokens, std::max(begin, text.first()), end, model, reference, scores);
    }
    return scores;
}

Quality qualityOf(std::span<const TokenScore> scores, const TokenChunks& text, bool withReference) {
    Quality quality = summarise(scores, withReference);
    quality.chunks = static_cast<std::uint32_t>(scores.size() / text.scoresPerChunk());
    return quality;
}

} // namespace

std::optional<Quality>
measure(const TokenChunks& text, const Sources& sources, ScoreFile& file,
        const std::function<bool(std::uint32_t done, const Quality& soFar)>& progress) {
    const bool withReference = static_cast<bool>(sources.reference);
    const std::size_t wanted = std::size_t{text.count} * text.scoresPerChunk();
    std::vector<TokenScore> scores = file.found();
    if (scores.size() >= wanted) {
        scores.resize(wanted);
        Quality quality = qualityOf(scores, text, withReference);
        quality.fromCache = true;
        return quality;
    }
    const auto done = [&] {
        return static_cast<std::uint32_t>(scores.size() / text.scoresPerChunk());
    };
    const auto model = sources.model();
    const auto reference = withReference ? sources.reference() : nullptr;
    checkVocabularies(*model, reference.get());
    while (scores.size() < wanted) {
        if (progress && !progress(done(), qualityOf(scores, text, withReference))) {
            return std::nullopt;
        }
        const auto chunk = scoreChunk(text, done(), *model, reference.get());
        file.append(chunk);
        scores.insert(scores.end(), chunk.begin(), chunk.end());
    }
    return qualityOf(scores, text, withReference);
}

} // namespace conclave::quality
