// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/expression_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace conclave::jinja {

ExpressionPtr ExpressionParser::make(Expression::Node node, std::uint32_t line) {
    const std::uint32_t height = heightBelow(node) + 1;
    if (height > kMaxHeight)
        m_tokens.fail("an expression is nested too deeply");
    return std::make_unique<Expression>(Expression{std::move(node), line, height});
}

ExpressionPtr ExpressionParser::parse(bool conditional) {
    try {
        const DepthGuard guard(m_depth, kMaxHeight);
        return conditional ? parseConditional() : parseOr();
    } catch (const Failure&) {
        m_tokens.fail("an expression is nested too deeply");
    }
}

bool ExpressionParser::tupleEnds() const {
    return m_tokens.is(TokenKind::printEnd) || m_tokens.is(TokenKind::blockEnd) ||
           m_tokens.isSign(")") || m_tokens.isSign("=") || m_tokens.isName("in") ||
           m_tokens.isName("recursive") || m_tokens.isName("if");
}

ExpressionPtr ExpressionParser::parseTuple(bool conditional) {
    const std::uint32_t line = m_tokens.line();
    ExpressionPtr first = parse(conditional);
    if (!m_tokens.isSign(","))
        return first;
    ListLiteral tuple{{}, true};
    tuple.items.push_back(std::move(first));
    while (m_tokens.takeSign(",") && !tupleEnds())
        tuple.items.push_back(parse(conditional));
    return make(std::move(tuple), line);
}

ExpressionPtr ExpressionParser::parseConditional() {
    ExpressionPtr value = parseOr();
    while (m_tokens.isName("if")) {
        const std::uint32_t line = m_tokens.take().line;
        ExpressionPtr condition = parseOr();
        ExpressionPtr otherwise = m_tokens.takeName("else") ? parse() : nullptr;
        value =
            make(Conditional{std::move(condition), std::move(value), std::move(otherwise)}, line);
    }
    return value;
}

ExpressionPtr ExpressionParser::parseOr() {
    ExpressionPtr left = parseAnd();
    while (m_tokens.isName("or")) {
        const std::uint32_t line = m_tokens.take().line;
        left = make(Logical{false, std::move(left), parseAnd()}, line);
    }
    return left;
}

ExpressionPtr ExpressionParser::parseAnd() {
    ExpressionPtr left = parseNot();
    while (m_tokens.isName("and")) {
        const std::uint32_t line = m_tokens.take().line;
        left = make(Logical{true, std::move(left), parseNot()}, line);
    }
    return left;
}

ExpressionPtr ExpressionParser::parseNot() {
    std::vector<std::uint32_t> lines; // of each `not`
    while (m_tokens.isName("not"))
        lines.push_back(m_tokens.take().line);
    ExpressionPtr operand = parseComparison();
    for (; !lines.empty(); lines.pop_back())
        operand = make(Not{std::move(operand)}, lines.back());
    return operand;
}

ExpressionPtr ExpressionParser::parseComparison() {
    constexpr std::array<std::pair<std::string_view, Comparison>, 6> kSigns{
        {{"==", Comparison::equal},
         {"!=", Comparison::unequal},
         {"<", Comparison::less},
         {"<=", Comparison::lessEqual},
         {">", Comparison::greater},
         {">=", Comparison::greaterEqual}}};
    const auto takeComparison = [&]() -> std::optional<Comparison> {
        for (const auto& [sign, comparison] : kSigns)
            if (m_tokens.takeSign(sign))
                return comparison;
        if (m_tokens.takeName("in"))
            return Comparison::in;
        if (m_tokens.isName("not") && m_tokens.next().kind == TokenKind::name &&
            m_tokens.next().text == "in") {
            m_tokens.take();
            m_tokens.take();
            return Comparison::notIn;
        }
        return {};
    };
    ExpressionPtr first = parseSum();
    const std::uint32_t line = m_tokens.line();
    std::optional<Comparison> comparison = takeComparison();
    if (!comparison)
        return first;
    ComparisonChain chain{std::move(first), {}};
    for (; comparison; comparison = takeComparison())
        chain.rest.emplace_back(*comparison, parseSum());
    return make(std::move(chain), line);
}

/// A chain of operators of one precedence, grouped from the left.
ExpressionPtr ExpressionParser::parseBinary(
    ExpressionPtr (ExpressionParser::*operand)(),
    std::initializer_list<std::pair<std::string_view, BinaryOperator>> operators) {
    ExpressionPtr left = (this->*operand)();
    while (true) {
        const auto* found =
            std::find_if(operators.begin(), operators.end(),
                         [&](const auto& entry) { return m_tokens.isSign(entry.first); });
        if (found == operators.end())
            return left;
        const std::uint32_t line = m_tokens.take().line;
        left = make(Binary{found->second, std::move(left), (this->*operand)()}, line);
    }
}

ExpressionPtr ExpressionParser::parseSum() {
    return parseBinary(&ExpressionParser::parseConcatenation,
                       {{"+", BinaryOperator::add}, {"-", BinaryOperator::subtract}});
}

ExpressionPtr ExpressionParser::parseConcatenation() {
    return parseBinary(&ExpressionParser::parseProduct, {{"~", BinaryOperator::concatenate}});
}

ExpressionPtr ExpressionParser::parseProduct() {
    return parseBinary(&ExpressionParser::parsePower, {{"*", BinaryOperator::multiply},
                                                       {"/", BinaryOperator::divide},
                                                       {"//", BinaryOperator::floorDivide},
                                                       {"%", BinaryOperator::modulo}});
}

ExpressionPtr ExpressionParser::parsePower() {
    ExpressionPtr left = parseUnary(true);
    while (m_tokens.isSign("**")) {
        const std::uint32_t line = m_tokens.take().line;
        left = make(Binary{BinaryOperator::power, std::move(left), parseUnary(true)}, line);
    }
    return left;
}

ExpressionPtr ExpressionParser::parseUnary(bool withFilters) {
    std::vector<Token> signs;
    while (m_tokens.isSign("-") || m_tokens.isSign("+"))
        signs.push_back(m_tokens.take());
    ExpressionPtr operand = parsePostfix(parsePrimary());
    for (; !signs.empty(); signs.pop_back())
        if (signs.back().text == "-")
            operand = make(Negation{std::move(operand)}, signs.back().line);
    return withFilters ? parseFiltersAndTests(std::move(operand)) : std::move(operand);
}

ExpressionPtr ExpressionParser::parsePrimary() {
    const std::uint32_t line = m_tokens.line();
    if (m_tokens.is(TokenKind::name)) {
        const std::string name = m_tokens.take().text;
        if (name == "true" || name == "True")
            return make(Literal{true}, line);
        if (name == "false" || name == "False")
            return make(Literal{false}, line);
        if (name == "none" || name == "None")
            return make(Literal{None{}}, line);
        return make(Name{name}, line);
    }
    if (m_tokens.is(TokenKind::string)) {
        std::string text;
        while (m_tokens.is(TokenKind::string)) // neighbours are joined
            text += m_tokens.take().text;
        return make(TextLiteral{std::move(text)}, line);
    }
    if (m_tokens.is(TokenKind::integer) || m_tokens.is(TokenKind::real))
        return parseNumber();
    if (m_tokens.isSign("("))
        return parseParentheses();
    if (m_tokens.isSign("["))
        return parseList();
    if (m_tokens.isSign("{"))
        return parseDict();
    m_tokens.failUnexpected("an expression");
}

ExpressionPtr ExpressionParser::parseNumber() {
    const Token token = m_tokens.take();
    const char* const end = token.text.data() + token.text.size();
    if (token.kind == TokenKind::real) {
        double number = 0;
        if (std::from_chars(token.text.data(), end, number).ec != std::errc{})
            m_tokens.fail("a number is out of range");
        return make(Literal{number}, token.line);
    }
    std::int64_t number = 0;
    if (std::from_chars(token.text.data(), end, number).ec != std::errc{})
        m_tokens.fail("a number is out of range");
    return make(Literal{number}, token.line);
}

ExpressionPtr ExpressionParser::parseParentheses() {
    const std::uint32_t line = m_tokens.take().line;
    if (m_tokens.takeSign(")"))
        return make(ListLiteral{{}, true}, line);
    ExpressionPtr inside = parseTuple();
    m_tokens.expectSign(")");
    return inside;
}

ExpressionPtr ExpressionParser::parseList() {
    const std::uint32_t line = m_tokens.take().line;
    ListLiteral list;
    while (!m_tokens.takeSign("]")) {
        if (!list.items.empty())
            m_tokens.expectSign(",");
        if (m_tokens.takeSign("]"))
            break;
        list.items.push_back(parse());
    }
    return make(std::move(list), line);
}

ExpressionPtr ExpressionParser::parseDict() {
    const std::uint32_t line = m_tokens.take().line;
    DictLiteral dict;
    while (!m_tokens.takeSign("}")) {
        if (!dict.entries.empty())
            m_tokens.expectSign(",");
        if (m_tokens.takeSign("}"))
            break;
        ExpressionPtr key = parse();
        m_tokens.expectSign(":");
        dict.entries.emplace_back(std::move(key), parse());
    }
    return make(std::move(dict), line);
}

ExpressionPtr ExpressionParser::parsePostfix(ExpressionPtr object) {
    while (true) {
        if (m_tokens.isSign("."))
            object = parseAttribute(std::move(object));
        else if (m_tokens.isSign("["))
            object = parseSubscript(std::move(object));
        else if (m_tokens.isSign("(")) {
            const std::uint32_t line = m_tokens.line();
            CallArguments arguments = parseArguments();
            object = make(Call{std::move(object), std::move(arguments)}, line);
        } else
            return object;
    }
}

ExpressionPtr ExpressionParser::parseAttribute(ExpressionPtr object) {
    const std::uint32_t line = m_tokens.take().line;
    if (m_tokens.is(TokenKind::integer))
        return make(Subscript{std::move(object), parseNumber()}, line);
    return make(Attribute{std::move(object), m_tokens.expectAnyName()}, line);
}

ExpressionPtr ExpressionParser::parseSubscript(ExpressionPtr object) {
    const std::uint32_t line = m_tokens.take().line;
    const auto bound = [&]() -> ExpressionPtr {
        return m_tokens.isSign(":") || m_tokens.isSign("]") ? nullptr : parse();
    };
    ExpressionPtr first = bound();
    if (!m_tokens.takeSign(":")) {
        if (!first)
            m_tokens.failUnexpected("an index");
        m_tokens.expectSign("]");
        return make(Subscript{std::move(object), std::move(first)}, line);
    }
    ExpressionPtr stop = bound();
    ExpressionPtr step = m_tokens.takeSign(":") ? bound() : nullptr;
    m_tokens.expectSign("]");
    return make(Slice{std::move(object), std::move(first), std::move(stop), std::move(step)}, line);
}

CallArguments ExpressionParser::parseArguments() {
    m_tokens.expectSign("(");
    CallArguments arguments;
    bool first = true;
    while (!m_tokens.takeSign(")")) {
        if (!first)
            m_tokens.expectSign(",");
        if (m_tokens.takeSign(")"))
            break;
        first = false;
        if (m_tokens.takeSign("*")) {
            arguments.unpacked = parse();
        } else if (m_tokens.takeSign("**")) {
            arguments.unpackedNamed = parse();
        } else if (m_tokens.is(TokenKind::name) && m_tokens.next().kind == TokenKind::sign &&
                   m_tokens.next().text == "=") {
            std::string name = m_tokens.take().text;
            m_tokens.take();
            arguments.named.emplace_back(std::move(name), parse());
        } else {
            arguments.positional.push_back(parse());
        }
    }
    return arguments;
}

ExpressionPtr ExpressionParser::parseFiltersAndTests(ExpressionPtr subject) {
    while (true) {
        if (m_tokens.isSign("|")) {
            m_tokens.take();
            subject = parseFilter(std::move(subject));
        } else if (m_tokens.isName("is")) {
            subject = parseTest(std::move(subject));
        } else if (m_tokens.isSign("(")) {
            const std::uint32_t line = m_tokens.line();
            CallArguments arguments = parseArguments();
            subject = make(Call{std::move(subject), std::move(arguments)}, line);
        } else {
            return subject;
        }
    }
}

ExpressionPtr ExpressionParser::parseFilters(ExpressionPtr subject, bool leading) {
    if (leading)
        subject = parseFilter(std::move(subject));
    while (m_tokens.takeSign("|"))
        subject = parseFilter(std::move(subject));
    return subject;
}

ExpressionPtr ExpressionParser::parseFilter(ExpressionPtr subject) {
    const std::uint32_t line = m_tokens.line();
    std::string name = m_tokens.expectAnyName();
    CallArguments arguments = m_tokens.isSign("(") ? parseArguments() : CallArguments{};
    return make(FilterCall{std::move(subject), std::move(name), std::move(arguments)}, line);
}

ExpressionPtr ExpressionParser::parseTest(ExpressionPtr subject) {
    const std::uint32_t line = m_tokens.take().line;
    const bool negated = m_tokens.takeName("not");
    TestCall test{std::move(subject), m_tokens.expectAnyName(), {}};
    const bool operandFollows =
        m_tokens.is(TokenKind::string) || m_tokens.is(TokenKind::integer) ||
        m_tokens.is(TokenKind::real) || m_tokens.isSign("[") || m_tokens.isSign("{") ||
        (m_tokens.is(TokenKind::name) && !m_tokens.isName("else") && !m_tokens.isName("or") &&
         !m_tokens.isName("and") && !m_tokens.isName("if") && !m_tokens.isName("is"));
    if (m_tokens.isSign("("))
        test.arguments = parseArguments();
    else if (operandFollows)
        test.arguments.positional.push_back(parsePostfix(parsePrimary()));
    ExpressionPtr result = make(std::move(test), line);
    return negated ? make(Not{std::move(result)}, line) : std::move(result);
}

} // namespace conclave::jinja
