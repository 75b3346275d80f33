// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/tests.h"

#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"

namespace conclave::jinja {

using namespace text; // characters

namespace {

using Args = const Arguments&;

template <class... Kinds> bool isAny(Heap&, const Value& value, Args) {
    return (std::holds_alternative<Kinds>(value) || ...);
}

bool isDefined(Heap&, const Value& value, Args) {
    return !std::holds_alternative<Undefined>(value);
}
bool isTrue(Heap&, const Value& value, Args) {
    return std::holds_alternative<bool>(value) && std::get<bool>(value);
}
bool isFalse(Heap&, const Value& value, Args) {
    return std::holds_alternative<bool>(value) && !std::get<bool>(value);
}
bool isIterableTest(Heap&, const Value& value, Args) {
    return isIterable(value);
}

bool isSequence(Heap&, const Value& value, Args) {
    if (auto* const* list = std::get_if<List*>(&value))
        return (*list)->isStored() || (*list)->kind == ListKind::range;
    return std::holds_alternative<std::string_view>(value) ||
           std::holds_alternative<Dict*>(value) || std::holds_alternative<Undefined>(value);
}

std::int64_t wholeNumber(const Value& value) {
    return requireInteger(value, "the tested value");
}

/// What dividing leaves, of numbers with and without fraction.
bool leaves(Heap& heap, const Value& value, std::int64_t divisor, double rest) {
    if (!isNumber(value))
        wholeNumber(value); // which fails
    return toDouble(calculate(heap, BinaryOperator::modulo, value, divisor)) == rest;
}

bool isOdd(Heap& heap, const Value& value, Args) {
    return leaves(heap, value, 2, 1);
}
bool isEven(Heap& heap, const Value& value, Args) {
    return leaves(heap, value, 2, 0);
}

Value operand(Args a) {
    if (a.positional.empty())
        throw Failure{"a test lacks its operand"};
    return a.positional.front();
}

bool isDivisible(Heap& heap, const Value& value, Args a) {
    return leaves(heap, value, wholeNumber(operand(a)), 0);
}

template <Comparison comparison> bool isRelated(Heap& heap, const Value& value, Args a) {
    return compare(heap, comparison, value, operand(a));
}

bool isSame(Heap& heap, const Value& value, Args a) {
    const Value other = operand(a);
    return value.index() == other.index() && equal(heap, value, other);
}

bool isUpper(Heap& heap, const Value& value, Args) {
    const std::string text = toText(heap, value);
    return text == upper(text) && text != lower(text);
}
bool isLower(Heap& heap, const Value& value, Args) {
    const std::string text = toText(heap, value);
    return text == lower(text) && text != upper(text);
}

bool isFilter(Heap&, const Value& value, Args) {
    const auto* name = std::get_if<std::string_view>(&value);
    return name && findFilter(*name);
}
bool isTest(Heap&, const Value& value, Args) {
    const auto* name = std::get_if<std::string_view>(&value);
    return name && findTest(*name);
}
bool isEscaped(Heap& heap, const Value& value, Args) {
    const auto* text = std::get_if<std::string_view>(&value);
    return text && heap.isMarkup(*text);
}

constexpr std::pair<std::string_view, Test> kTests[] = {
    {"defined", isDefined},
    {"undefined", isAny<Undefined>},
    {"none", isAny<None>},
    {"boolean", isAny<bool>},
    {"true", isTrue},
    {"false", isFalse},
    {"string", isAny<std::string_view>},
    {"number", isAny<bool, std::int64_t, double>},
    {"integer", isAny<std::int64_t>},
    {"float", isAny<double>},
    {"mapping", isAny<Dict*>},
    {"sequence", isSequence},
    {"iterable", isIterableTest},
    {"callable", isAny<Callable*>},
    {"odd", isOdd},
    {"even", isEven},
    {"divisibleby", isDivisible},
    {"eq", isRelated<Comparison::equal>},
    {"equalto", isRelated<Comparison::equal>},
    {"==", isRelated<Comparison::equal>},
    {"ne", isRelated<Comparison::unequal>},
    {"!=", isRelated<Comparison::unequal>},
    {"lt", isRelated<Comparison::less>},
    {"lessthan", isRelated<Comparison::less>},
    {"<", isRelated<Comparison::less>},
    {"le", isRelated<Comparison::lessEqual>},
    {"<=", isRelated<Comparison::lessEqual>},
    {"gt", isRelated<Comparison::greater>},
    {"greaterthan", isRelated<Comparison::greater>},
    {">", isRelated<Comparison::greater>},
    {"ge", isRelated<Comparison::greaterEqual>},
    {">=", isRelated<Comparison::greaterEqual>},
    {"in", isRelated<Comparison::in>},
    {"sameas", isSame},
    {"upper", isUpper},
    {"lower", isLower},
    {"filter", isFilter},
    {"test", isTest},
    {"escaped", isEscaped},
};

} // namespace

Test findTest(std::string_view name) {
    for (const auto& [known, test] : kTests)
        if (known == name)
            return test;
    return nullptr;
}

} // namespace conclave::jinja
