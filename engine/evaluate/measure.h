// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The measurement itself, for anything that gives logits.
#pragma once

#include "engine/evaluate/score_file.h"
#include "engine/text/token_chunks.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace conclave::quality {

/// A model in use. One thread.
class LogitSource {
public:
    virtual ~LogitSource() = default;
    [[nodiscard]] virtual std::uint32_t vocabularySize() const = 0;
    /// Most tokens that run() may add at once; at least one.
    [[nodiscard]] virtual std::uint32_t passTokens() const = 0;
    /// Brings the sequence to these tokens, of which the first `before` were run last; 0 begins a
    /// new one.
    virtual void run(std::span<const std::uint32_t> tokens, std::uint32_t before) = 0;
    /// Logits [count, vocabulary] after the positions from `first` on, of those run() added last.
    [[nodiscard]] virtual std::vector<float> logits(std::uint32_t first, std::uint32_t count) = 0;
};

/// Rows of logits that are asked for at once: both models together hold twice as many.
inline constexpr std::uint32_t kLogitRows = 16;

/// The models, which are loaded only if there is something to measure.
struct Sources {
    std::function<std::unique_ptr<LogitSource>()> model, reference; ///< reference may be empty
};

/// Measures the chunks that the file lacks, in order. Empty when `progress` returned false, given
/// the finished chunks and the figures so far. Throws Error(badRequest) when the vocabularies
/// differ.
[[nodiscard]] std::optional<Quality>
measure(const TokenChunks& text, const Sources& sources, ScoreFile& file,
        const std::function<bool(std::uint32_t done, const Quality& soFar)>& progress);

} // namespace conclave::quality
