// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/renderer.h"

#include "engine/text/jinja/access.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/globals.h"
#include "engine/text/jinja/tests.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace conclave::jinja {

void Renderer::Scope::set(std::string_view name, const Value& value) {
    for (auto& [known, old] : variables)
        if (known == name) {
            old = value;
            return;
        }
    variables.emplace_back(name, value);
}

Renderer::Renderer(const Template& source, const nlohmann::ordered_json& variables, std::tm now)
    : m_template(source) {
    Scope* builtin = enter(nullptr);
    builtin->variables = globals(m_heap, now);
    m_scope = enter(builtin);
    for (const auto& [name, json] : variables.items())
        m_scope->set(name, fromJson(m_heap, json));
}

std::string Renderer::run() {
    execute(m_template.body);
    return std::move(m_output);
}

Renderer::Scope* Renderer::enter(Scope* parent) {
    m_heap.charge(sizeof(Scope));
    Scope& scope = m_scopes.emplace_back();
    scope.parent = parent;
    return &scope;
}

void Renderer::write(std::string_view text) {
    m_written += text.size();
    if (m_written > kMaxOutput)
        throw Failure{"it writes too much text"};
    m_output += text;
}

std::string_view Renderer::capture(const Body& body) {
    Scope* const outer = std::exchange(m_scope, enter(m_scope));
    std::string outerOutput = std::exchange(m_output, {});
    execute(body);
    m_scope = outer;
    return m_heap.text(std::exchange(m_output, std::move(outerOutput)));
}

void Renderer::assign(const Target& target, const Value& value) {
    if (!target.attribute.empty()) {
        const Value object = this->value(Name{target.name});
        auto* const* space = std::get_if<Namespace*>(&object);
        if (!space)
            throw Failure{fmt::format("'{}' is not a namespace, so '{}' cannot be set", target.name,
                                      target.attribute)};
        (*space)->attributes.set(m_heap, std::string_view(target.attribute), value);
        return;
    }
    if (!target.unpack)
        return m_scope->set(target.name, value);
    const std::vector<Value> items = iterate(m_heap, value);
    if (items.size() != target.parts.size())
        throw Failure{fmt::format("{} values cannot be unpacked into {} names", items.size(),
                                  target.parts.size())};
    for (std::size_t i = 0; i < items.size(); ++i)
        assign(target.parts[i], items[i]);
}

// Statements ---------------------------------------------------------------------------------

Renderer::Flow Renderer::execute(const Body& body) {
    for (const Statement& statement : body)
        if (const Flow flow = execute(statement); flow != Flow::next)
            return flow;
    return Flow::next;
}

Renderer::Flow Renderer::execute(const Statement& statement) {
    const DepthGuard guard(m_depth, kMaxDepth);
    m_heap.step();
    m_line = statement.line;
    return std::visit([&](const auto& node) { return run(node); }, statement.node);
}

Renderer::Flow Renderer::run(const Text& text) {
    write(text.text);
    return Flow::next;
}

Renderer::Flow Renderer::run(const Print& print) {
    const Value printed = evaluate(print.value);
    if (const auto* text = std::get_if<std::string_view>(&printed))
        write(*text);
    else
        write(toText(m_heap, printed));
    return Flow::next;
}

Renderer::Flow Renderer::run(const If& statement) {
    for (const auto& [condition, body] : statement.branches)
        if (truthy(evaluate(condition)))
            return execute(body);
    return execute(statement.otherwise);
}

Renderer::Flow Renderer::run(const For& statement) {
    loopOver(statement, evaluate(statement.iterable), 1);
    return Flow::next;
}

/// The items a loop meets: all, or those its own condition lets through.
std::vector<Value> Renderer::loopItems(const For& statement, const Value& iterable) {
    std::vector<Value> items = iterate(m_heap, iterable);
    if (!statement.condition)
        return items;
    Scope* const outer = std::exchange(m_scope, enter(m_scope));
    std::vector<Value> kept;
    for (const Value& item : items) {
        assign(statement.target, item);
        if (truthy(evaluate(statement.condition)))
            kept.push_back(item);
    }
    m_scope = outer;
    return kept;
}

void Renderer::loopOver(const For& statement, const Value& iterable, std::size_t depth) {
    Scope* const outer = m_scope;
    Loop* const loop = m_heap.loop(loopItems(statement, iterable));
    loop->depth = depth;
    if (statement.recursive)
        loop->recurse = [this, &statement, depth, outer](const Value& inner) -> Value {
            const DepthGuard guard(m_depth, kMaxDepth);
            Scope* const caller = std::exchange(m_scope, outer);
            std::string callerOutput = std::exchange(m_output, {});
            loopOver(statement, inner, depth + 1);
            m_scope = caller;
            return m_heap.text(std::exchange(m_output, std::move(callerOutput)));
        };
    Scope* const scope = enter(outer);
    m_scope = scope;
    bool completed = false; // Jinja's `else` follows unless a round came to its end
    for (; loop->index < loop->items.size(); ++loop->index) {
        m_heap.step();
        scope->variables.clear(); // what one round sets, the next does not see
        scope->set("loop", loop);
        assign(statement.target, loop->items[loop->index]);
        const Flow flow = execute(statement.body);
        completed |= flow == Flow::next;
        if (flow == Flow::breakLoop)
            break;
    }
    m_scope = enter(outer);
    if (!completed)
        execute(statement.otherwise);
    m_scope = outer;
}

Renderer::Flow Renderer::run(const Set& set) {
    assign(set.target, evaluate(set.value));
    return Flow::next;
}

Renderer::Flow Renderer::run(const SetBlock& set) {
    const std::string_view text = capture(set.body);
    m_captured = text;
    assign(set.target, evaluate(set.filtered));
    return Flow::next;
}

Renderer::Flow Renderer::run(const FilterBlock& block) {
    const std::string_view text = capture(block.body);
    m_captured = text;
    write(toText(m_heap, evaluate(block.filtered)));
    return Flow::next;
}

Renderer::Flow Renderer::run(const Macro& macro) {
    m_scope->set(macro.name, makeMacro(macro));
    return Flow::next;
}

Renderer::Flow Renderer::run(const CallBlock& block) {
    const Call& inner = std::get<Call>(block.call->node);
    const Value callee = evaluate(inner.callee);
    Arguments arguments = evaluate(inner.arguments);
    arguments.named.emplace_back("caller", makeMacro(block.caller));
    write(toText(m_heap, call(callee, arguments)));
    return Flow::next;
}

Renderer::Flow Renderer::run(const With& with) {
    Scope* const outer = m_scope;
    Scope* const scope = enter(outer);
    std::vector<Value> values; // before any of the names is known
    for (const auto& [target, expression] : with.assignments)
        values.push_back(evaluate(expression));
    m_scope = scope;
    for (std::size_t i = 0; i < values.size(); ++i)
        assign(with.assignments[i].first, values[i]);
    const Flow flow = execute(with.body);
    m_scope = outer;
    return flow;
}

Renderer::Flow Renderer::run(const Group& group) {
    Scope* const outer = std::exchange(m_scope, enter(m_scope));
    const Flow flow = execute(group.body);
    m_scope = outer;
    return flow;
}

Renderer::Flow Renderer::run(const Break&) {
    return Flow::breakLoop;
}

Renderer::Flow Renderer::run(const Continue&) {
    return Flow::continueLoop;
}

// Macros and calls ---------------------------------------------------------------------------

Callable* Renderer::makeMacro(const Macro& macro) {
    Scope* const definedIn = m_scope;
    return m_heap.callable(macro.name, [this, &macro, definedIn](const Arguments& arguments) {
        return callMacro(macro, definedIn, arguments);
    });
}

Value Renderer::callMacro(const Macro& macro, Scope* definedIn, const Arguments& arguments) {
    if (arguments.positional.size() > macro.parameters.size() && !macro.takesMore)
        throw Failure{fmt::format("the macro '{}' takes not more than {} arguments", macro.name,
                                  macro.parameters.size())};
    Scope* const caller = std::exchange(m_scope, enter(definedIn));
    Scope* const scope = m_scope;
    for (const auto& [name, value] : arguments.named)
        if (name == "caller")
            scope->set(name, value);
    for (std::size_t i = 0; i < macro.parameters.size(); ++i) {
        const Parameter& parameter = macro.parameters[i];
        if (const Value* given = arguments.find(i, parameter.name))
            scope->set(parameter.name, *given);
        else if (parameter.defaultValue)
            scope->set(parameter.name, evaluate(parameter.defaultValue));
        else
            scope->set(parameter.name, Undefined{parameter.name, {}});
    }
    if (macro.takesMore) {
        const auto& given = arguments.positional;
        const std::size_t own = std::min(given.size(), macro.parameters.size());
        scope->set("varargs",
                   m_heap.tuple({given.begin() + static_cast<std::ptrdiff_t>(own), given.end()}));
    }
    if (macro.takesMoreNamed)
        scope->set("kwargs", unknownNames(macro, arguments));
    const std::string_view text = capture(macro.body);
    m_scope = caller;
    return text;
}

/// The named arguments that are no parameters of the macro.
Dict* Renderer::unknownNames(const Macro& macro, const Arguments& arguments) {
    Dict* unknown = m_heap.dict();
    for (const auto& [name, value] : arguments.named)
        if (name != "caller" &&
            std::none_of(macro.parameters.begin(), macro.parameters.end(),
                         [&, known = name](const Parameter& p) { return p.name == known; }))
            unknown->set(m_heap, name, value);
    return unknown;
}

Arguments Renderer::evaluate(const CallArguments& arguments) {
    Arguments result;
    for (const ExpressionPtr& expression : arguments.positional)
        result.positional.push_back(evaluate(expression));
    for (const auto& [name, expression] : arguments.named)
        result.named.emplace_back(name, evaluate(expression));
    if (arguments.unpacked)
        for (const Value& item : iterate(m_heap, evaluate(arguments.unpacked)))
            result.positional.push_back(item);
    if (arguments.unpackedNamed) {
        const Value mapping = evaluate(arguments.unpackedNamed);
        auto* const* dict = std::get_if<Dict*>(&mapping);
        if (!dict)
            throw Failure{"what follows '**' is not a mapping"};
        for (const auto& [key, item] : (*dict)->entries)
            result.named.emplace_back(textOf(m_heap, key), item);
    }
    return result;
}

Value Renderer::call(const Value& callee, const Arguments& arguments) {
    if (auto* const* callable = std::get_if<Callable*>(&callee))
        return (*callable)->call(arguments);
    if (auto* const* loop = std::get_if<Loop*>(&callee);
        loop && (*loop)->recurse && !arguments.positional.empty())
        return (*loop)->recurse(arguments.positional.front());
    if (const auto* undefined = std::get_if<Undefined>(&callee))
        throw Failure{describe(*undefined)};
    throw Failure{fmt::format("'{}' object is not callable", typeName(callee))};
}

// Expressions --------------------------------------------------------------------------------

Value Renderer::evaluate(const ExpressionPtr& expression) {
    const DepthGuard guard(m_depth, kMaxDepth);
    m_line = expression->line;
    const Value result =
        std::visit([&](const auto& node) { return value(node); }, expression->node);
    m_heap.stepOver(result);
    return result;
}

Value Renderer::value(const Literal& literal) {
    return literal.value;
}

Value Renderer::value(const TextLiteral& literal) {
    return std::string_view(literal.text);
}

Value Renderer::value(const Name& name) {
    for (const Scope* scope = m_scope; scope; scope = scope->parent)
        for (const auto& [known, found] : scope->variables)
            if (known == name.name)
                return found;
    return Undefined{name.name, {}};
}

Value Renderer::value(const ListLiteral& literal) {
    std::vector<Value> items;
    for (const ExpressionPtr& item : literal.items)
        items.push_back(evaluate(item));
    return literal.tuple ? m_heap.tuple(std::move(items)) : m_heap.list(std::move(items));
}

Value Renderer::value(const DictLiteral& literal) {
    Dict* dict = m_heap.dict();
    for (const auto& [keyExpression, valueExpression] : literal.entries) {
        const Value key = evaluate(keyExpression);
        m_heap.step(dict->entries.size());
        dict->set(m_heap, key, evaluate(valueExpression));
    }
    return dict;
}

Value Renderer::value(const Not& expression) {
    return !truthy(evaluate(expression.operand));
}

Value Renderer::value(const Negation& expression) {
    return negate(evaluate(expression.operand));
}

Value Renderer::value(const Binary& expression) {
    const Value left = evaluate(expression.left);
    return calculate(m_heap, expression.operation, left, evaluate(expression.right));
}

Value Renderer::value(const Logical& expression) {
    const Value left = evaluate(expression.left);
    return truthy(left) == expression.isAnd ? evaluate(expression.right) : left;
}

Value Renderer::value(const ComparisonChain& chain) {
    Value left = evaluate(chain.first);
    for (const auto& [comparison, operand] : chain.rest) {
        const Value right = evaluate(operand);
        if (!compare(m_heap, comparison, left, right))
            return false;
        left = right;
    }
    return true;
}

Value Renderer::value(const Conditional& expression) {
    if (truthy(evaluate(expression.condition)))
        return evaluate(expression.then);
    if (expression.otherwise)
        return evaluate(expression.otherwise);
    return Undefined{"the missing else of an inline if", {}};
}

Value Renderer::value(const Attribute& expression) {
    return attribute(m_heap, evaluate(expression.object), expression.name);
}

Value Renderer::value(const Subscript& expression) {
    const Value object = evaluate(expression.object);
    return subscript(m_heap, object, evaluate(expression.index));
}

Value Renderer::value(const Slice& expression) {
    const auto bound = [&](const ExpressionPtr& given) {
        return given ? evaluate(given) : Value{None{}};
    };
    const Value object = evaluate(expression.object);
    const Value start = bound(expression.start);
    const Value stop = bound(expression.stop);
    return slice(m_heap, object, start, stop, bound(expression.step));
}

Value Renderer::value(const Call& expression) {
    const Value callee = evaluate(expression.callee);
    return call(callee, evaluate(expression.arguments));
}

Value Renderer::value(const FilterCall& expression) {
    const Value subject = evaluate(expression.subject);
    const Filter filter = findFilter(expression.name);
    if (!filter)
        throw Failure{fmt::format("the filter '{}' is not supported", expression.name)};
    return filter(m_heap, subject, evaluate(expression.arguments));
}

Value Renderer::value(const TestCall& expression) {
    const Value subject = evaluate(expression.subject);
    const Test test = findTest(expression.name);
    if (!test)
        throw Failure{fmt::format("the test '{}' is not supported", expression.name)};
    return test(m_heap, subject, evaluate(expression.arguments));
}

Value Renderer::value(const CapturedBody&) {
    return m_captured;
}

} // namespace conclave::jinja
