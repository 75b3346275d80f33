// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How good a quantisation is, measured on a text: perplexity, and distance to a reference model.
//
// Definitions, so that figures can be compared with published ones: the text is one sequence of
// tokens, cut into chunks of `context`; each chunk is run by itself, begins with BOS (in place of
// its first token) if the vocabulary adds one, and its second half is scored: the tokens at
// positions context/2 + 1 to context - 1. Errors are standard errors of the mean over tokens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// A figure and its standard error.
struct Measured {
    double value = 0, error = 0;
};

/// Distance to the reference model, token by token.
struct Divergence {
    Measured referencePerplexity;
    Measured perplexityRatio; ///< perplexity / reference perplexity
    Measured klMean;          ///< Kullback-Leibler divergence from the reference, in nats
    double klMedian = 0, klP99 = 0, klMax = 0;
    Measured topAgreement; ///< share of tokens whose most likely next token is the same, 0 to 1
    Measured probabilityChangeRms; ///< of the probability of the right token, 0 to 1
};

/// What was measured of one model.
struct Quality {
    Measured perplexity;
    std::uint64_t tokens = 0; ///< scored
    std::uint32_t chunks = 0;
    std::optional<Divergence> divergence; ///< with a reference
    bool fromCache = false;               ///< nothing was computed now
};

struct EvaluateProgress {
    std::uint32_t chunksDone = 0, chunks = 0;
    std::string_view stage; ///< "loading" or "measuring"
    double part = 0;        ///< 0 to 1, of everything
    Quality soFar;          ///< of the finished chunks
};

struct EvaluateRequest {
    std::filesystem::path model;                    ///< GGUF; first file of a split set
    std::optional<std::filesystem::path> reference; ///< same vocabulary
    std::string text;                               ///< UTF-8
    bool conversation = false;            ///< markers of turns in the text are tokens, not letters
    std::uint32_t context = 512;          ///< tokens of a chunk
    std::uint32_t chunks = 0;             ///< at most as many; 0: all of the text
    std::string device;                   ///< as in LoadRequest
    std::filesystem::path cacheDirectory; ///< empty: nothing is kept
    /// Called on the caller's thread after each chunk and while loading; false stops.
    std::function<bool(const EvaluateProgress&)> progress;
};

/// Runs the text through the model, and chunk by chunk through the reference, too: only one
/// chunk's logits are ever in memory. What is finished is kept in the cache folder, by contents of
/// files and text, settings and engine version: asking again costs nothing, and a stopped
/// measurement goes on where it was. Empty when stopped. Throws Error as loading does,
/// Error(badRequest) when the text is shorter than one chunk or the vocabularies differ.
[[nodiscard]] std::optional<Quality> evaluate(const EvaluateRequest& request);

/// A text shipped with the program.
struct EvaluationText {
    std::string id;   ///< "mixed", "english", "korean", "code", "importance"...
    std::string name; ///< for a list, English
    std::filesystem::path path;
    bool conversation = false; ///< see EvaluateRequest
};

/// The shipped texts; "mixed" first. Empty if the resources are not installed.
[[nodiscard]] std::vector<EvaluationText> evaluationTexts();

/// The shipped text that tells most about quants of a model, by its file: conversations for the
/// Guide, which only guesses at other prose, and "mixed" for all others. Empty as above. Throws
/// Error as GgufFile does.
[[nodiscard]] std::optional<EvaluationText> evaluationTextFor(const std::filesystem::path& model);

/// The shipped text for importance matrices: several languages, code and conversations. Nothing of
/// it is in the other texts, so that what it makes better is not measured on itself.
[[nodiscard]] std::optional<EvaluationText> importanceText();

} // namespace conclave
