// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/operators.h"

#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace conclave::jinja {

using namespace text; // characters

namespace {

[[noreturn]] void failOperands(std::string_view sign, const Value& left, const Value& right) {
    for (const Value* side : {&left, &right})
        if (const auto* undefined = std::get_if<Undefined>(side))
            throw Failure{describe(*undefined)};
    throw Failure{fmt::format("unsupported operand types for {}: '{}' and '{}'", sign,
                              typeName(left), typeName(right))};
}

std::int64_t asInteger(const Value& value) {
    if (const auto* boolean = std::get_if<bool>(&value))
        return *boolean ? 1 : 0;
    return std::get<std::int64_t>(value);
}

bool isReal(const Value& value) {
    return std::holds_alternative<double>(value);
}

std::int64_t floorDivide(std::int64_t left, std::int64_t right) {
    const std::int64_t quotient = left / right;
    return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

Value integerPower(std::int64_t base, std::int64_t exponent) {
    if (exponent < 0)
        return std::pow(static_cast<double>(base), static_cast<double>(exponent));
    std::int64_t result = 1;
    for (; exponent > 0 && result != 0 && !(result == 1 && base == 1); --exponent) {
        if (base == -1)
            return std::int64_t{exponent % 2 == 0 ? result : -result};
        if (__builtin_mul_overflow(result, base, &result))
            throw Failure{"an integer grew too large"};
    }
    return result;
}

Value calculateIntegers(BinaryOperator operation, std::int64_t left, std::int64_t right) {
    std::int64_t result = 0;
    bool overflow = false;
    switch (operation) {
    case BinaryOperator::add:
        overflow = __builtin_add_overflow(left, right, &result);
        break;
    case BinaryOperator::subtract:
        overflow = __builtin_sub_overflow(left, right, &result);
        break;
    case BinaryOperator::multiply:
        overflow = __builtin_mul_overflow(left, right, &result);
        break;
    case BinaryOperator::power:
        return integerPower(left, right);
    case BinaryOperator::divide:
        if (right == 0)
            throw Failure{"division by zero"};
        return static_cast<double>(left) / static_cast<double>(right);
    case BinaryOperator::floorDivide:
    case BinaryOperator::modulo:
        if (right == 0)
            throw Failure{"division by zero"};
        if (right == -1) // the one quotient that can overflow
            return operation == BinaryOperator::modulo
                       ? Value{std::int64_t{0}}
                       : calculateIntegers(BinaryOperator::subtract, 0, left);
        result = floorDivide(left, right);
        if (operation == BinaryOperator::modulo)
            result = left - result * right;
        break;
    case BinaryOperator::concatenate:
        break; // handled before: any two values can be joined
    }
    if (overflow)
        throw Failure{"an integer grew too large"};
    return result;
}

Value calculateReals(BinaryOperator operation, double left, double right) {
    switch (operation) {
    case BinaryOperator::add:
        return left + right;
    case BinaryOperator::subtract:
        return left - right;
    case BinaryOperator::multiply:
        return left * right;
    case BinaryOperator::power:
        return std::pow(left, right);
    case BinaryOperator::divide:
    case BinaryOperator::floorDivide:
    case BinaryOperator::modulo:
        break;
    case BinaryOperator::concatenate:
        break; // handled before: any two values can be joined
    }
    if (right == 0)
        throw Failure{"division by zero"};
    if (operation == BinaryOperator::divide)
        return left / right;
    // As Python: the remainder is exact and has the sign of the divisor.
    double remainder = std::fmod(left, right);
    if (remainder == 0)
        remainder = std::copysign(0.0, right);
    else if ((right < 0) != (remainder < 0))
        remainder += right;
    if (operation == BinaryOperator::modulo)
        return remainder;
    const double quotient = (left - remainder) / right;
    if (quotient == 0)
        return std::copysign(0.0, left / right);
    return std::floor(quotient) + (quotient - std::floor(quotient) > 0.5 ? 1 : 0);
}

/// 'ab' * 2 and [1] * 2, in either order.
Value repeat(Heap& heap, const Value& sequence, std::int64_t count) {
    const auto times = static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
    const std::uint64_t size = length(sequence);
    if (size > 0 && times > Heap::kMaxBytes / size)
        throw Failure{"it needs too much memory"};
    if (const auto* text = std::get_if<std::string_view>(&sequence)) {
        std::string result;
        for (std::uint64_t i = 0; i < times && !text->empty(); ++i)
            result += *text;
        return heap.text(std::move(result));
    }
    const List& list = *std::get<List*>(sequence);
    heap.charge(times * size * sizeof(Value));
    std::vector<Value> items;
    for (std::uint64_t i = 0; i < times && size > 0; ++i)
        items.insert(items.end(), list.items.begin(), list.items.end());
    return heap.list(std::move(items), list.isTuple() ? ListKind::tuple : ListKind::list);
}

Value addSequences(Heap& heap, const Value& left, const Value& right) {
    if (const auto* a = std::get_if<std::string_view>(&left))
        if (const auto* b = std::get_if<std::string_view>(&right)) {
            const bool first = heap.isMarkup(*a), second = heap.isMarkup(*b);
            if (first == second)
                return heap.likeMarkup(*a, heap.text(std::string(*a).append(*b)));
            return heap.markup(first ? std::string(*a).append(escaped(*b))
                                     : escaped(*a).append(*b));
        }
    auto* const* a = std::get_if<List*>(&left);
    auto* const* b = std::get_if<List*>(&right);
    if (!a || !b || !(*a)->isStored() || !(*b)->isStored() || (*a)->isTuple() != (*b)->isTuple())
        failOperands("+", left, right);
    std::vector<Value> items = (*a)->items;
    items.insert(items.end(), (*b)->items.begin(), (*b)->items.end());
    return heap.list(std::move(items), (*a)->isTuple() ? ListKind::tuple : ListKind::list);
}

std::string_view signOf(BinaryOperator operation) {
    switch (operation) {
    case BinaryOperator::add:
        return "+";
    case BinaryOperator::subtract:
        return "-";
    case BinaryOperator::multiply:
        return "*";
    case BinaryOperator::divide:
        return "/";
    case BinaryOperator::floorDivide:
        return "//";
    case BinaryOperator::modulo:
        return "%";
    case BinaryOperator::power:
        return "**";
    case BinaryOperator::concatenate:
        return "~";
    }
    return {};
}

bool isSequence(const Value& value) {
    auto* const* list = std::get_if<List*>(&value);
    return std::holds_alternative<std::string_view>(value) || (list && (*list)->isStored());
}

std::string_view listType(const List& list) {
    switch (list.kind) {
    case ListKind::list:
        return "list";
    case ListKind::tuple:
    case ListKind::group:
        return "tuple";
    case ListKind::range:
        return "range";
    case ListKind::view:
        return list.label;
    case ListKind::stream:
        return "generator";
    }
    return {};
}

bool isWhole(const Value& value) {
    return isInteger(value) || std::holds_alternative<bool>(value);
}

} // namespace

std::string_view typeName(const Value& value) {
    return std::visit(Overloaded{[](Undefined) { return std::string_view("Undefined"); },
                                 [](None) { return std::string_view("NoneType"); },
                                 [](bool) { return std::string_view("bool"); },
                                 [](std::int64_t) { return std::string_view("int"); },
                                 [](double) { return std::string_view("float"); },
                                 [](std::string_view) { return std::string_view("str"); },
                                 [](const List* list) { return listType(*list); },
                                 [](const Dict*) { return std::string_view("dict"); },
                                 [](const Namespace*) { return std::string_view("namespace"); },
                                 [](const Loop*) { return std::string_view("loop"); },
                                 [](const Callable*) { return std::string_view("function"); }},
                      value);
}

std::string describe(const Undefined& undefined) {
    if (undefined.owner.empty())
        return fmt::format("'{}' is undefined", undefined.name);
    return fmt::format("'{} object' has no attribute '{}'", undefined.owner, undefined.name);
}

bool truthy(const Value& value) {
    return std::visit(Overloaded{[](Undefined) { return false; }, [](None) { return false; },
                                 [](bool boolean) { return boolean; },
                                 [](std::int64_t number) { return number != 0; },
                                 [](double number) { return number != 0; },
                                 [](std::string_view text) { return !text.empty(); },
                                 [](const List* list) {
                                     return !list->items.empty() || list->kind == ListKind::stream;
                                 },
                                 [](const Dict* dict) { return !dict->entries.empty(); },
                                 [](const auto*) { return true; }},
                      value);
}

bool isInteger(const Value& value) {
    return std::holds_alternative<std::int64_t>(value);
}

bool isNumber(const Value& value) {
    return isWhole(value) || isReal(value);
}

double toDouble(const Value& value) {
    return isReal(value) ? std::get<double>(value) : static_cast<double>(asInteger(value));
}

std::int64_t requireInteger(const Value& value, std::string_view purpose) {
    if (!isWhole(value))
        throw Failure{fmt::format("{} must be an integer, not '{}'", purpose, typeName(value))};
    return asInteger(value);
}

bool equal(Heap& heap, const Value& left, const Value& right) {
    heap.stepOver(left);
    if (isNumber(left) && isNumber(right))
        return isReal(left) || isReal(right) ? toDouble(left) == toDouble(right)
                                             : asInteger(left) == asInteger(right);
    if (left.index() != right.index())
        return false;
    const DepthGuard guard = heap.enterNested();
    return std::visit(
        Overloaded{[](Undefined) { return true; }, [](None) { return true; },
                   [&](std::string_view text) { return text == std::get<std::string_view>(right); },
                   [&](List* a) {
                       const List* b = std::get<List*>(right);
                       if (a->kind == ListKind::stream || b->kind == ListKind::stream)
                           return a == b;
                       return listType(*a) == listType(*b) &&
                              std::equal(a->items.begin(), a->items.end(), b->items.begin(),
                                         b->items.end(), [&](const Value& x, const Value& y) {
                                             return equal(heap, x, y);
                                         });
                   },
                   [&](Dict* a) {
                       const Dict* b = std::get<Dict*>(right);
                       return a->entries.size() == b->entries.size() &&
                              std::all_of(a->entries.begin(), a->entries.end(), [&](auto& entry) {
                                  const Value* other = b->find(heap, entry.first);
                                  return other && equal(heap, entry.second, *other);
                              });
                   },
                   [&](auto* object) {
                       return object == std::get<decltype(object)>(right);
                   },                          // the same one
                   [](bool) { return false; }, // numbers are handled above
                   [](std::int64_t) { return false; }, [](double) { return false; }},
        left);
}

std::partial_ordering order(Heap& heap, const Value& left, const Value& right) {
    if (isNumber(left) && isNumber(right)) {
        if (isReal(left) || isReal(right))
            return toDouble(left) <=> toDouble(right);
        return asInteger(left) <=> asInteger(right);
    }
    if (const auto* a = std::get_if<std::string_view>(&left))
        if (const auto* b = std::get_if<std::string_view>(&right))
            return *a <=> *b; // the order of UTF-8 bytes is the order of code points
    auto* const* a = std::get_if<List*>(&left);
    auto* const* b = std::get_if<List*>(&right);
    if (!a || !b || !(*a)->isStored() || !(*b)->isStored() || (*a)->isTuple() != (*b)->isTuple())
        failOperands("<", left, right);
    const DepthGuard guard = heap.enterNested();
    const std::size_t common = std::min((*a)->items.size(), (*b)->items.size());
    for (std::size_t i = 0; i < common; ++i)
        if (!equal(heap, (*a)->items[i], (*b)->items[i]))
            return order(heap, (*a)->items[i], (*b)->items[i]);
    return (*a)->items.size() <=> (*b)->items.size();
}

bool contains(Heap& heap, const Value& container, const Value& item) {
    if (const auto* text = std::get_if<std::string_view>(&container)) {
        const auto* part = std::get_if<std::string_view>(&item);
        if (!part)
            throw Failure{fmt::format("'in <string>' requires string as left operand, not {}",
                                      typeName(item))};
        return findBytes(*text, *part) != std::string_view::npos;
    }
    if (auto* const* dict = std::get_if<Dict*>(&container))
        return (*dict)->find(heap, item) != nullptr;
    if (!isIterable(container))
        throw Failure{fmt::format("argument of type '{}' is not iterable", typeName(container))};
    std::vector<Value> items = iterate(heap, container);
    const auto found = std::find_if(items.begin(), items.end(), [&](const Value& candidate) {
        return equal(heap, candidate, item);
    });
    if (found == items.end())
        return false;
    if (List* list = std::get<List*>(container); list->kind == ListKind::stream)
        list->items.assign(found + 1, items.end()); // it was walked through up to here
    return true;
}

bool compare(Heap& heap, Comparison comparison, const Value& left, const Value& right) {
    switch (comparison) {
    case Comparison::equal:
        return equal(heap, left, right);
    case Comparison::unequal:
        return !equal(heap, left, right);
    case Comparison::less:
        return order(heap, left, right) < 0;
    case Comparison::lessEqual:
        return order(heap, left, right) <= 0;
    case Comparison::greater:
        return order(heap, left, right) > 0;
    case Comparison::greaterEqual:
        return order(heap, left, right) >= 0;
    case Comparison::in:
        return contains(heap, right, left);
    case Comparison::notIn:
        return !contains(heap, right, left);
    }
    return false;
}

Value calculate(Heap& heap, BinaryOperator operation, const Value& left, const Value& right) {
    if (operation == BinaryOperator::concatenate)
        return heap.text(toText(heap, left) + toText(heap, right));
    if (isWhole(left) && isWhole(right))
        return calculateIntegers(operation, asInteger(left), asInteger(right));
    if (isNumber(left) && isNumber(right))
        return calculateReals(operation, toDouble(left), toDouble(right));
    if (operation == BinaryOperator::add && (isSequence(left) || isSequence(right)))
        return addSequences(heap, left, right);
    if (operation == BinaryOperator::multiply && isSequence(left) && isWhole(right))
        return repeat(heap, left, asInteger(right));
    if (operation == BinaryOperator::multiply && isSequence(right) && isWhole(left))
        return repeat(heap, right, asInteger(left));
    if (operation == BinaryOperator::modulo && std::holds_alternative<std::string_view>(left)) {
        auto* const* tuple = std::get_if<List*>(&right);
        const std::vector<Value> operands =
            tuple && (*tuple)->isTuple() ? (*tuple)->items : std::vector<Value>{right};
        return heap.text(formatPercent(heap, std::get<std::string_view>(left), operands, right));
    }
    failOperands(signOf(operation), left, right);
}

Value negate(const Value& value) {
    if (isReal(value))
        return -std::get<double>(value);
    if (const auto* undefined = std::get_if<Undefined>(&value))
        throw Failure{describe(*undefined)};
    return calculateIntegers(BinaryOperator::subtract, 0,
                             requireInteger(value, "what follows '-'"));
}

bool isIterable(const Value& value) {
    return std::holds_alternative<std::string_view>(value) ||
           std::holds_alternative<List*>(value) || std::holds_alternative<Dict*>(value) ||
           std::holds_alternative<Undefined>(value);
}

std::vector<Value> iterate(Heap& heap, const Value& value) {
    std::vector<Value> items;
    if (auto* const* list = std::get_if<List*>(&value)) {
        if ((*list)->kind == ListKind::stream)
            items.swap((*list)->items);
        else
            items = (*list)->items;
    } else if (auto* const* dict = std::get_if<Dict*>(&value)) {
        for (const auto& [key, entry] : (*dict)->entries)
            items.push_back(key);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        heap.charge(text->size() * sizeof(Value));
        for (const std::string_view character : characters(*text))
            items.emplace_back(character);
    } else if (!std::holds_alternative<Undefined>(value)) {
        throw Failure{fmt::format("'{}' object is not iterable", typeName(value))};
    }
    return items;
}

std::size_t length(const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value))
        return characterCount(*text);
    if (auto* const* list = std::get_if<List*>(&value))
        return (*list)->items.size();
    if (auto* const* dict = std::get_if<Dict*>(&value))
        return (*dict)->entries.size();
    if (std::holds_alternative<Undefined>(value))
        return 0;
    throw Failure{fmt::format("object of type '{}' has no length", typeName(value))};
}

} // namespace conclave::jinja
