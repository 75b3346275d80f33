// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How SentencePiece spells: a mark for a space, "<0x0A>" for a byte that is in no other token.
#pragma once

#include "engine/text/vocabulary.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace conclave {

/// How SentencePiece writes a space.
inline constexpr std::string_view kSpaceMark = "\xE2\x96\x81"; // U+2581

/// The text with marks for its spaces, and with spaces for its marks.
[[nodiscard]] std::string marked(std::string_view text);
[[nodiscard]] std::string unmarked(std::string_view text);

/// The byte that "<0x41>" stands for; nothing for any other text.
[[nodiscard]] std::optional<unsigned char> byteOfToken(std::string_view text);

/// The tokens "<0x00>" to "<0xFF>", where the vocabulary has them.
[[nodiscard]] std::array<std::optional<TokenId>, 256> byteTokens(const Vocabulary& vocabulary);

} // namespace conclave
