// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A small byte-level BPE vocabulary of our own that any GGUF program can load.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Tokens in the order of their ids: 256 bytes, merged pieces of common English words, numbered
/// fillers, and the special tokens at the end.
struct SynthVocabulary {
    std::vector<std::string> tokens;
    std::vector<std::int32_t> types; ///< tokenizer.ggml.token_type
    std::vector<std::string> merges; ///< "left right", in order of rank
    std::uint32_t endOfText = 0;     ///< <|endoftext|>
    std::uint32_t endOfMessage = 0;  ///< <|im_end|>
};

/// `size` is at least 264.
[[nodiscard]] SynthVocabulary makeVocabulary(std::uint32_t size);

/// A chat template in the manner of Qwen 3: ChatML turns; `enable_thinking` false opens the answer
/// with an empty thinking block.
[[nodiscard]] std::string_view synthChatTemplate() noexcept;

} // namespace conclave
