// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a person wants to know about a model file before loading it.
#pragma once

#include "engine/gguf/gguf_header.h"

#include <string>
#include <vector>

namespace conclave {

/// How much of a model is stored in one format.
struct FormatShare {
    BlockType type{};
    std::uint64_t parameters = 0;
};

/// Facts read from metadata and tensor directory alone. Keys that a file lacks give 0 or "". Layers
/// that predict further tokens at once (`nextn_predict_layers`) are left out everywhere, as
/// publishers leave them out.
struct ModelSummary {
    std::string architecture;
    std::string name;         ///< general.name, else the file name without its ending
    std::string quantisation; ///< as publishers name it: "Q4_K_M"
    double bitsPerWeight = 0; ///< tensor bytes over parameters
    std::uint64_t parameters = 0;
    /// Those that take part in one token, as makers count: of the routed experts the ones in use,
    /// the embedding whole (but not with gpt-oss, whose maker leaves it out), of per-layer
    /// embeddings nothing.
    std::uint64_t activeParameters = 0;
    std::uint64_t fileBytes = 0;
    std::uint64_t bytesPerToken = 0;  ///< weights that one decoded token reads
    std::vector<FormatShare> formats; ///< the largest first
    std::uint64_t layers = 0, experts = 0, expertsUsed = 0, expertsShared = 0;
    std::uint64_t embeddingLength = 0;
    std::uint64_t heads = 0, headsKv = 0; ///< of the layer that has most
    std::uint64_t headSize = 0;
    std::uint64_t slidingWindow = 0; ///< tokens; 0: none
    std::uint64_t contextLength = 0; ///< tokens, as trained
    std::string ropeScaling;         ///< "yarn", "linear", ...; "" without
    double ropeScalingFactor = 0;
    std::uint64_t ropeOriginalContext = 0; ///< tokens before the scaling
    std::uint64_t vocabularySize = 0;
    std::string tokenizer; ///< "gpt2, qwen2": tokenizer.ggml.model and pre
    /// Special tokens that are not in the vocabulary and therefore ignored: "bos_token_id 99".
    std::vector<std::string> strayTokens;
    std::string licence; ///< general.license, else its name or link
};

/// Throws Error(badFile) when a key has the wrong type.
[[nodiscard]] ModelSummary summarise(const GgufHeader& header);

} // namespace conclave
