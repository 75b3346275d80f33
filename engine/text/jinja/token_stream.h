// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The tokens of a template as its parser walks over them.
#pragma once

#include "engine/text/jinja/lexer.h"

#include <string>
#include <string_view>
#include <vector>

namespace conclave::jinja {

class TokenStream {
public:
    explicit TokenStream(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

    [[nodiscard]] const Token& current() const { return m_tokens[m_index]; }
    [[nodiscard]] const Token& next() const {
        return m_tokens[m_index + 1 < m_tokens.size() ? m_index + 1 : m_index];
    }
    [[nodiscard]] std::uint32_t line() const { return current().line; }

    /// The current token, which is thereby passed. The end is never passed.
    Token take();
    [[nodiscard]] bool is(TokenKind kind) const { return current().kind == kind; }
    [[nodiscard]] bool isSign(std::string_view sign) const;
    [[nodiscard]] bool isName(std::string_view name) const;
    bool takeSign(std::string_view sign);
    bool takeName(std::string_view name);
    void expectSign(std::string_view sign);
    void expectName(std::string_view name);
    std::string expectAnyName();
    void expect(TokenKind kind);

    [[nodiscard]] std::size_t position() const { return m_index; }
    /// Whether this name stands between that position and the present one.
    [[nodiscard]] bool mentions(std::string_view name, std::size_t begin) const;

    [[noreturn]] void fail(const std::string& reason) const;
    [[noreturn]] void failUnexpected(std::string_view wanted) const;

private:
    std::vector<Token> m_tokens; ///< never empty: the last is of kind `end`
    std::size_t m_index = 0;
};

} // namespace conclave::jinja
