// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The options that `generate` and `chat` share.
#pragma once

#include "engine/engine.h"

#include <CLI/App.hpp>

#include <string>
#include <string_view>

namespace conclave::cli {

struct GenerationOptions {
    std::string model, device;
    std::uint32_t contextLength = 0; ///< 0: the model's own
    CacheType cacheType = CacheType::f16;
    GenerateRequest request; ///< thinking, limits and sampling

    [[nodiscard]] LoadRequest loadRequest() const;
};

/// --cache-type f16|q8_0
void addCacheType(CLI::App& command, CacheType& type);

/// MODEL and all of addAnswerOptions().
void addGenerationOptions(CLI::App& command, GenerationOptions& options);
/// --device, --context, --think and the sampling options.
void addAnswerOptions(CLI::App& command, GenerationOptions& options);

/// "end_of_text", "max_tokens", "context_full" or "cancelled".
[[nodiscard]] std::string_view toText(StopReason reason);

/// One line about an answer: device, tokens, speed.
[[nodiscard]] std::string factsLine(const GenerationFacts& facts);

} // namespace conclave::cli
