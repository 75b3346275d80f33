// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/token_stream.h"

#include <fmt/format.h>

namespace conclave::jinja {

namespace {

std::string describe(const Token& token) {
    switch (token.kind) {
    case TokenKind::text:
        return "text";
    case TokenKind::printBegin:
        return "'{{'";
    case TokenKind::printEnd:
        return "'}}'";
    case TokenKind::blockBegin:
        return "'{%'";
    case TokenKind::blockEnd:
        return "'%}'";
    case TokenKind::string:
        return "a string";
    case TokenKind::name:
    case TokenKind::integer:
    case TokenKind::real:
    case TokenKind::sign:
        return fmt::format("'{}'", token.text);
    case TokenKind::end:
        return "the end of the template";
    }
    return {};
}

} // namespace

Token TokenStream::take() {
    const Token token = current();
    if (m_index + 1 < m_tokens.size())
        ++m_index;
    return token;
}

bool TokenStream::isSign(std::string_view sign) const {
    return is(TokenKind::sign) && current().text == sign;
}

bool TokenStream::isName(std::string_view name) const {
    return is(TokenKind::name) && current().text == name;
}

bool TokenStream::takeSign(std::string_view sign) {
    const bool found = isSign(sign);
    if (found)
        take();
    return found;
}

bool TokenStream::takeName(std::string_view name) {
    const bool found = isName(name);
    if (found)
        take();
    return found;
}

void TokenStream::expectSign(std::string_view sign) {
    if (!takeSign(sign))
        failUnexpected(fmt::format("'{}'", sign));
}

void TokenStream::expectName(std::string_view name) {
    if (!takeName(name))
        failUnexpected(fmt::format("'{}'", name));
}

std::string TokenStream::expectAnyName() {
    if (!is(TokenKind::name))
        failUnexpected("a name");
    return take().text;
}

void TokenStream::expect(TokenKind kind) {
    if (!is(kind))
        failUnexpected(describe(Token{kind, {}, 0}));
    take();
}

bool TokenStream::mentions(std::string_view name, std::size_t begin) const {
    for (std::size_t i = begin; i < m_index; ++i)
        if (m_tokens[i].kind == TokenKind::name && m_tokens[i].text == name)
            return true;
    return false;
}

void TokenStream::fail(const std::string& reason) const {
    throw SyntaxFailure{line(), reason};
}

void TokenStream::failUnexpected(std::string_view wanted) const {
    fail(fmt::format("expected {} but found {}", wanted, describe(current())));
}

} // namespace conclave::jinja
