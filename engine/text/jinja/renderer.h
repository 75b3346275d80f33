// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Walks the tree of a template and writes its text.
#pragma once

#include "engine/text/jinja/ast.h"

#include <nlohmann/json_fwd.hpp>

#include <ctime>
#include <deque>
#include <string>
#include <string_view>

namespace conclave::jinja {

/// One rendering; used once. Template and variables outlive it.
class Renderer {
public:
    static constexpr std::size_t kMaxDepth = 1000;        ///< of calls within calls
    static constexpr std::size_t kMaxOutput = 64U << 20U; ///< bytes

    Renderer(const Template& source, const nlohmann::ordered_json& variables, std::tm now);

    /// Throws Failure or Refusal; line() then tells where.
    [[nodiscard]] std::string run();
    [[nodiscard]] std::uint32_t line() const noexcept { return m_line; }

private:
    /// Names of one block; a block sees those around it.
    struct Scope {
        Scope* parent = nullptr;
        std::vector<std::pair<std::string_view, Value>> variables;

        void set(std::string_view name, const Value& value);
    };
    enum class Flow { next, breakLoop, continueLoop };

    Flow execute(const Body& body);
    Flow execute(const Statement& statement);
    Flow run(const Text& text);
    Flow run(const Print& print);
    Flow run(const If& statement);
    Flow run(const For& statement);
    Flow run(const Set& set);
    Flow run(const SetBlock& set);
    Flow run(const Macro& macro);
    Flow run(const CallBlock& block);
    Flow run(const FilterBlock& block);
    Flow run(const With& with);
    Flow run(const Group& group);
    Flow run(const Break& statement);
    Flow run(const Continue& statement);

    Value evaluate(const ExpressionPtr& expression);
    Value value(const Literal& literal);
    Value value(const TextLiteral& literal);
    Value value(const Name& name);
    Value value(const ListLiteral& literal);
    Value value(const DictLiteral& literal);
    Value value(const Not& expression);
    Value value(const Negation& expression);
    Value value(const Binary& expression);
    Value value(const Logical& expression);
    Value value(const ComparisonChain& chain);
    Value value(const Conditional& expression);
    Value value(const Attribute& expression);
    Value value(const Subscript& expression);
    Value value(const Slice& expression);
    Value value(const Call& expression);
    Value value(const FilterCall& expression);
    Value value(const TestCall& expression);
    Value value(const CapturedBody& expression);

    void write(std::string_view text);
    /// What the body writes, in a scope of its own, instead of into the output.
    std::string_view capture(const Body& body);
    void assign(const Target& target, const Value& value);
    void loopOver(const For& statement, const Value& items, std::size_t depth);
    std::vector<Value> loopItems(const For& statement, const Value& iterable);
    Callable* makeMacro(const Macro& macro);
    Value callMacro(const Macro& macro, Scope* definedIn, const Arguments& arguments);
    Dict* unknownNames(const Macro& macro, const Arguments& arguments);
    Arguments evaluate(const CallArguments& arguments);
    Value call(const Value& callee, const Arguments& arguments);
    Scope* enter(Scope* parent);

    Heap m_heap;
    const Template& m_template;
    std::deque<Scope> m_scopes;
    Scope* m_scope = nullptr;
    std::string m_output;
    Value m_captured;
    std::size_t m_written = 0;
    std::size_t m_depth = 0;
    std::uint32_t m_line = 0;
};

} // namespace conclave::jinja
