// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Cuts a template into tokens and settles its whitespace.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::jinja {

enum class TokenKind {
    text,       ///< outside of tags, after whitespace control
    printBegin, ///< {{
    printEnd,   ///< }}
    blockBegin, ///< {%
    blockEnd,   ///< %}
    name,
    integer,
    real,
    string, ///< without quotes, escapes resolved
    sign,   ///< operator or bracket
    end,
};

struct Token {
    TokenKind kind;
    std::string text;
    std::uint32_t line; ///< counted from 1
};

/// A mistake in the template's text.
struct SyntaxFailure {
    std::uint32_t line;
    std::string reason;
};

/// Comments are gone, trim_blocks and lstrip_blocks applied. Ends with a token of kind `end`.
/// Throws SyntaxFailure.
[[nodiscard]] std::vector<Token> tokenize(std::string_view source);

} // namespace conclave::jinja
