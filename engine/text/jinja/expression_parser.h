// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The expressions of the template language, by precedence from loose to tight.
#pragma once

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/token_stream.h"

namespace conclave::jinja {

class ExpressionParser {
public:
    /// Height of the tallest expression tree; beyond it a template is refused.
    static constexpr std::uint32_t kMaxHeight = 150;

    explicit ExpressionParser(TokenStream& tokens) : m_tokens(tokens) {}

    /// One expression. Without `conditional`, an `if` after it is not part of it.
    [[nodiscard]] ExpressionPtr parse(bool conditional = true);
    /// One expression, or several separated by commas, which make a tuple.
    [[nodiscard]] ExpressionPtr parseTuple(bool conditional = true);
    [[nodiscard]] CallArguments parseArguments();
    /// The filters that follow `subject`; with `leading` the first has no '|' before it.
    [[nodiscard]] ExpressionPtr parseFilters(ExpressionPtr subject, bool leading);
    [[nodiscard]] ExpressionPtr make(Expression::Node node, std::uint32_t line);

private:
    ExpressionPtr parseConditional();
    ExpressionPtr parseOr();
    ExpressionPtr parseAnd();
    ExpressionPtr parseNot();
    ExpressionPtr parseComparison();
    ExpressionPtr parseSum();
    ExpressionPtr parseConcatenation();
    ExpressionPtr parseProduct();
    ExpressionPtr parsePower();
    ExpressionPtr parseUnary(bool withFilters);
    ExpressionPtr parsePrimary();
    ExpressionPtr parseNumber();
    ExpressionPtr parseList();
    ExpressionPtr parseDict();
    ExpressionPtr parseParentheses();
    ExpressionPtr parsePostfix(ExpressionPtr object);
    ExpressionPtr parseAttribute(ExpressionPtr object);
    ExpressionPtr parseSubscript(ExpressionPtr object);
    ExpressionPtr parseFiltersAndTests(ExpressionPtr subject);
    ExpressionPtr parseFilter(ExpressionPtr subject);
    ExpressionPtr parseTest(ExpressionPtr subject);
    ExpressionPtr parseBinary(ExpressionPtr (ExpressionParser::*operand)(),
                              std::initializer_list<std::pair<std::string_view, BinaryOperator>>);
    [[nodiscard]] bool tupleEnds() const;

    TokenStream& m_tokens;
    std::size_t m_depth = 0;
};

} // namespace conclave::jinja
