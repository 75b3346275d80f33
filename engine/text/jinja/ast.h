// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The parsed template: a tree that is built once and only read afterwards.
#pragma once

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace conclave::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
struct Statement;
using Body = std::vector<Statement>;

struct Literal {
    Value value;
};
struct TextLiteral {
    std::string text;
};
struct Name {
    std::string name;
};
struct ListLiteral {
    std::vector<ExpressionPtr> items;
    bool tuple = false;
};
struct DictLiteral {
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> entries;
};
struct Not {
    ExpressionPtr operand;
};
struct Negation {
    ExpressionPtr operand;
};
struct Binary {
    BinaryOperator operation;
    ExpressionPtr left, right;
};
struct Logical {
    bool isAnd;
    ExpressionPtr left, right;
};
/// a < b < c: each neighbour pair is compared, each operand evaluated once.
struct ComparisonChain {
    ExpressionPtr first;
    std::vector<std::pair<Comparison, ExpressionPtr>> rest;
};
struct Conditional {
    ExpressionPtr condition, then, otherwise; /**< may be absent */
};
struct Attribute {
    ExpressionPtr object;
    std::string name;
};
struct Subscript {
    ExpressionPtr object, index;
};
struct Slice {
    ExpressionPtr object, start, stop, step; /**< bounds may be absent */
};
struct CallArguments {
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    ExpressionPtr unpacked;      ///< of `*sequence`; may be absent
    ExpressionPtr unpackedNamed; ///< of `**mapping`; may be absent
};
struct Call {
    ExpressionPtr callee;
    CallArguments arguments;
};
struct FilterCall {
    ExpressionPtr subject;
    std::string name;
    CallArguments arguments;
};
struct TestCall {
    ExpressionPtr subject;
    std::string name;
    CallArguments arguments;
};
/// What a filter block or a `set` block has written so far.
struct CapturedBody {};

struct Expression {
    using Node = std::variant<Literal, TextLiteral, Name, ListLiteral, DictLiteral, Not, Negation,
                              Binary, Logical, ComparisonChain, Conditional, Attribute, Subscript,
                              Slice, Call, FilterCall, TestCall, CapturedBody>;
    Node node;
    std::uint32_t line = 0;
    std::uint32_t height = 0; ///< of the tree below, so that no recursion over it runs too deep
};

/// Height of the tallest tree directly below a node; 0 for a leaf.
[[nodiscard]] std::uint32_t heightBelow(const Expression::Node& node);

/// What an assignment or a loop fills: a variable, an attribute of a namespace, or several targets
/// (unpacking).
struct Target {
    std::string name;
    std::string attribute;     ///< of the namespace `name`; empty: a variable
    std::vector<Target> parts; ///< of an unpacking
    bool unpack = false;
};

struct Parameter {
    std::string name;
    ExpressionPtr defaultValue; /**< may be absent */
};

struct Text {
    std::string text;
};
struct Print {
    ExpressionPtr value;
};
struct If {
    std::vector<std::pair<ExpressionPtr, Body>> branches;
    Body otherwise;
};
struct For {
    Target target;
    ExpressionPtr iterable;
    ExpressionPtr condition; ///< may be absent
    Body body, otherwise;
    bool recursive = false;
};
struct Set {
    Target target;
    ExpressionPtr value;
};
struct SetBlock {
    Target target;
    ExpressionPtr filtered; /**< over CapturedBody */
    Body body;
};
struct Macro {
    std::string name;
    std::vector<Parameter> parameters;
    Body body;
    bool takesMore = false;      ///< its body mentions `varargs`
    bool takesMoreNamed = false; ///< its body mentions `kwargs`
};
/// `{% call(parameters) callee(...) %}body{% endcall %}`: the body becomes `caller`.
struct CallBlock {
    Macro caller;
    ExpressionPtr call;
};
struct FilterBlock {
    ExpressionPtr filtered;
    Body body;
};
struct With {
    std::vector<std::pair<Target, ExpressionPtr>> assignments;
    Body body;
};
/// A tag that only prints its body: generation, block, autoescape.
struct Group {
    Body body;
};
struct Break {};
struct Continue {};

struct Statement {
    std::variant<Text, Print, If, For, Set, SetBlock, Macro, CallBlock, FilterBlock, With, Group,
                 Break, Continue>
        node;
    std::uint32_t line = 0;
};

struct Template {
    std::string source;
    Body body;
};

} // namespace conclave::jinja
