// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A text in pieces of equal length, for what is measured over a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace conclave {

class Tokenizer;

/// A text as tokens, cut into chunks that are run by themselves. What does not fill the last one is
/// left out.
struct TokenChunks {
    std::vector<std::uint32_t> tokens;
    std::uint32_t context = 0;          ///< tokens of a chunk
    std::uint32_t count = 0;            ///< of chunks
    std::optional<std::uint32_t> start; ///< BOS, which takes the place of a chunk's first token

    [[nodiscard]] std::vector<std::uint32_t> chunk(std::uint32_t index) const;
    /// Place in a chunk of the first position whose logits are scored.
    [[nodiscard]] std::uint32_t first() const noexcept { return context / 2; }
    [[nodiscard]] std::uint32_t scoresPerChunk() const noexcept { return context - 1 - first(); }
};

struct ChunkOptions {
    bool conversation = false;   ///< markers of turns in the text are tokens, not letters
    std::uint32_t context = 512; ///< tokens of a chunk
    std::uint32_t most = 0;      ///< at most as many chunks; 0: all of the text
};

/// Throws Error(badRequest) when the text is shorter than one chunk, or for a context that nobody
/// means.
[[nodiscard]] TokenChunks cutIntoChunks(const Tokenizer& tokenizer, std::string_view text,
                                        const ChunkOptions& options);

} // namespace conclave
