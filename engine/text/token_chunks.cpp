// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/token_chunks.h"

#include "engine/error.h"
#include "engine/text/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave {
namespace {

constexpr std::uint32_t kMinContext = 8, kMaxContext = 1 << 20;

} // namespace

std::vector<std::uint32_t> TokenChunks::chunk(std::uint32_t index) const {
    const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(std::size_t{index} * context);
    std::vector<std::uint32_t> result(begin, begin + context);
    if (start) {
        result.front() = *start;
    }
    return result;
}

TokenChunks cutIntoChunks(const Tokenizer& tokenizer, std::string_view text,
                          const ChunkOptions& options) {
    if (options.context < kMinContext || options.context > kMaxContext) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot measure with a context of {} tokens; {} to {} can be had.",
                                options.context, kMinContext, kMaxContext));
    }
    TokenChunks chunks;
    chunks.tokens =
        tokenizer.encode(text, {.addSpecial = true, .parseSpecial = options.conversation});
    chunks.context = options.context;
    chunks.count = static_cast<std::uint32_t>(chunks.tokens.size() / options.context);
    if (chunks.count == 0) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("The text is too short to measure on: {} tokens, and one chunk has "
                                "{}. Take a longer text or a smaller context.",
                                chunks.tokens.size(), options.context));
    }
    if (options.most > 0) {
        chunks.count = std::min(chunks.count, options.most);
    }
    if (tokenizer.addsBos()) {
        chunks.start = tokenizer.bos();
    }
    return chunks;
}

} // namespace conclave
