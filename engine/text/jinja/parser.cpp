// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/parser.h"

#include "engine/text/jinja/expression_parser.h"
#include "engine/text/jinja/token_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace conclave::jinja {

namespace {

/// Statements: one function per tag, named after it.
class Parser {
public:
    explicit Parser(TokenStream& tokens) : m_tokens(tokens), m_expressions(tokens) {}

    Body run() {
        Body body = parseBody({});
        if (!m_tokens.is(TokenKind::end))
            m_tokens.failUnexpected("text or a tag");
        return body;
    }

private:
    static constexpr std::size_t kMaxDepth = 60;

    /// Statements up to a tag with one of these names; its "{%" is passed, its name is not.
    Body parseBody(std::initializer_list<std::string_view> ends) {
        if (m_depth >= kMaxDepth)
            m_tokens.fail("tags are nested too deeply");
        ++m_depth;
        Body body;
        while (!m_tokens.is(TokenKind::end)) {
            const std::uint32_t line = m_tokens.line();
            if (m_tokens.is(TokenKind::text)) {
                body.push_back({Text{m_tokens.take().text}, line});
            } else if (m_tokens.is(TokenKind::printBegin)) {
                m_tokens.take();
                body.push_back({Print{m_expressions.parseTuple()}, line});
                m_tokens.expect(TokenKind::printEnd);
            } else {
                m_tokens.expect(TokenKind::blockBegin);
                if (std::any_of(ends.begin(), ends.end(),
                                [&](std::string_view end) { return m_tokens.isName(end); })) {
                    --m_depth;
                    return body;
                }
                body.push_back(parseTag());
            }
        }
        if (ends.size() > 0)
            m_tokens.failUnexpected(fmt::format("'{}'", *(ends.end() - 1)));
        --m_depth;
        return body;
    }

    /// The body of a tag and its end tag, passed wholly.
    Body parseBodyUntil(std::string_view end) {
        Body body = parseBody({end});
        m_tokens.take();
        if (m_tokens.is(TokenKind::name)) // {% endblock name %}
            m_tokens.take();
        m_tokens.expect(TokenKind::blockEnd);
        return body;
    }

    Statement parseTag() {
        const std::uint32_t line = m_tokens.line();
        const std::string tag = m_tokens.expectAnyName();
        if (tag == "if")
            return {parseIf(), line};
        if (tag == "for")
            return {parseFor(), line};
        if (tag == "set")
            return parseSet(line);
        if (tag == "macro")
            return {parseMacro(), line};
        if (tag == "call")
            return {parseCall(), line};
        if (tag == "filter")
            return {parseFilter(), line};
        if (tag == "with")
            return {parseWith(), line};
        if (tag == "generation" || tag == "block" || tag == "autoescape") {
            while (!m_tokens.is(TokenKind::blockEnd) && !m_tokens.is(TokenKind::end))
                m_tokens.take(); // a name or a condition that changes nothing here
            m_tokens.expect(TokenKind::blockEnd);
            return {Group{parseBodyUntil("end" + tag)}, line};
        }
        if (tag == "break" || tag == "continue") {
            if (m_loops == 0)
                m_tokens.fail(fmt::format("'{}' stands outside of a loop", tag));
            m_tokens.expect(TokenKind::blockEnd);
            return tag == "break" ? Statement{Break{}, line} : Statement{Continue{}, line};
        }
        m_tokens.fail(fmt::format("the tag '{}' is not supported", tag));
    }

    If parseIf() {
        If statement;
        while (true) {
            ExpressionPtr condition = m_expressions.parseTuple(false);
            m_tokens.expect(TokenKind::blockEnd);
            Body body = parseBody({"elif", "else", "endif"});
            statement.branches.emplace_back(std::move(condition), std::move(body));
            if (!m_tokens.takeName("elif"))
                break;
        }
        if (m_tokens.takeName("else")) {
            m_tokens.expect(TokenKind::blockEnd);
            statement.otherwise = parseBody({"endif"});
        }
        m_tokens.expectName("endif");
        m_tokens.expect(TokenKind::blockEnd);
        return statement;
    }

    /// `name`, `namespace.name`, and several of them or of parenthesised ones with commas.
    Target parseTarget() {
        Target target = parseSingleTarget();
        if (!m_tokens.isSign(","))
            return target;
        Target several;
        several.unpack = true;
        several.parts.push_back(std::move(target));
        while (m_tokens.takeSign(","))
            if (m_tokens.isSign("(") || (m_tokens.is(TokenKind::name) && !m_tokens.isName("in")))
                several.parts.push_back(parseSingleTarget());
        return several;
    }

    Target parseSingleTarget() {
        Target target;
        if (m_tokens.takeSign("(")) {
            if (++m_depth > kMaxDepth)
                m_tokens.fail("names are nested too deeply");
            target = parseTarget();
            m_tokens.expectSign(")");
            --m_depth;
            return target;
        }
        target.name = m_tokens.expectAnyName();
        if (m_tokens.takeSign("."))
            target.attribute = m_tokens.expectAnyName();
        return target;
    }

    For parseFor() {
        For loop;
        loop.target = parseTarget();
        m_tokens.expectName("in");
        loop.iterable = m_expressions.parseTuple(false);
        if (m_tokens.takeName("if"))
            loop.condition = m_expressions.parse();
        loop.recursive = m_tokens.takeName("recursive");
        m_tokens.expect(TokenKind::blockEnd);
        ++m_loops;
        loop.body = parseBody({"else", "endfor"});
        --m_loops;
        if (m_tokens.takeName("else")) {
            m_tokens.expect(TokenKind::blockEnd);
            loop.otherwise = parseBody({"endfor"});
        }
        m_tokens.expectName("endfor");
        m_tokens.expect(TokenKind::blockEnd);
        return loop;
    }

    Statement parseSet(std::uint32_t line) {
        Target target = parseTarget();
        if (m_tokens.takeSign("=")) {
            ExpressionPtr value = m_expressions.parseTuple();
            m_tokens.expect(TokenKind::blockEnd);
            return {Set{std::move(target), std::move(value)}, line};
        }
        ExpressionPtr filtered =
            m_expressions.parseFilters(m_expressions.make(CapturedBody{}, line), false);
        m_tokens.expect(TokenKind::blockEnd);
        return {SetBlock{std::move(target), std::move(filtered), parseBodyUntil("endset")}, line};
    }

    std::vector<Parameter> parseParameters() {
        std::vector<Parameter> parameters;
        m_tokens.expectSign("(");
        while (!m_tokens.takeSign(")")) {
            if (!parameters.empty())
                m_tokens.expectSign(",");
            Parameter parameter{m_tokens.expectAnyName(), nullptr};
            if (m_tokens.takeSign("="))
                parameter.defaultValue = m_expressions.parse();
            parameters.push_back(std::move(parameter));
        }
        return parameters;
    }

    /// A macro's body, in which a loop around the macro cannot be left.
    void parseMacroBody(Macro& macro, std::string_view end) {
        const std::size_t loops = std::exchange(m_loops, 0);
        const std::size_t begin = m_tokens.position();
        macro.body = parseBodyUntil(end);
        macro.takesMore = m_tokens.mentions("varargs", begin);
        macro.takesMoreNamed = m_tokens.mentions("kwargs", begin);
        m_loops = loops;
    }

    Macro parseMacro() {
        Macro macro;
        macro.name = m_tokens.expectAnyName();
        macro.parameters = parseParameters();
        m_tokens.expect(TokenKind::blockEnd);
        parseMacroBody(macro, "endmacro");
        return macro;
    }

    CallBlock parseCall() {
        CallBlock block;
        block.caller.name = "caller";
        if (m_tokens.isSign("("))
            block.caller.parameters = parseParameters();
        block.call = m_expressions.parse();
        if (!std::holds_alternative<Call>(block.call->node))
            m_tokens.failUnexpected("a call");
        m_tokens.expect(TokenKind::blockEnd);
        parseMacroBody(block.caller, "endcall");
        return block;
    }

    FilterBlock parseFilter() {
        FilterBlock block;
        block.filtered =
            m_expressions.parseFilters(m_expressions.make(CapturedBody{}, m_tokens.line()), true);
        m_tokens.expect(TokenKind::blockEnd);
        block.body = parseBodyUntil("endfilter");
        return block;
    }

    With parseWith() {
        With with;
        while (!m_tokens.is(TokenKind::blockEnd)) {
            if (!with.assignments.empty())
                m_tokens.expectSign(",");
            Target target = parseSingleTarget();
            m_tokens.expectSign("=");
            with.assignments.emplace_back(std::move(target), m_expressions.parse());
        }
        m_tokens.expect(TokenKind::blockEnd);
        with.body = parseBodyUntil("endwith");
        return with;
    }

    TokenStream& m_tokens;
    ExpressionParser m_expressions;
    std::size_t m_depth = 0;
    std::size_t m_loops = 0; ///< around the current statement
};

} // namespace

Template parse(std::string source) {
    TokenStream tokens(tokenize(source));
    Body body = Parser(tokens).run();
    return {std::move(source), std::move(body)};
}

} // namespace conclave::jinja
