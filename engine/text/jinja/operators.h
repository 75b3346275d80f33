// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The operators of the template language, with Python's meaning.
#pragma once

#include "engine/text/jinja/value.h"

#include <compare>
#include <string>

namespace conclave::jinja {

enum class BinaryOperator {
    add,
    subtract,
    multiply,
    divide,
    floorDivide,
    modulo,
    power,
    concatenate,
};

enum class Comparison { equal, unequal, less, lessEqual, greater, greaterEqual, in, notIn };

/// As error messages of Python name it: "str", "NoneType".
[[nodiscard]] std::string_view typeName(const Value& value);

[[nodiscard]] bool truthy(const Value& value);
[[nodiscard]] bool equal(Heap& heap, const Value& left, const Value& right);
/// Throws Failure for kinds that have no order.
[[nodiscard]] std::partial_ordering order(Heap& heap, const Value& left, const Value& right);
[[nodiscard]] bool contains(Heap& heap, const Value& container, const Value& item);
[[nodiscard]] bool compare(Heap& heap, Comparison comparison, const Value& left,
                           const Value& right);
[[nodiscard]] Value calculate(Heap& heap, BinaryOperator operation, const Value& left,
                              const Value& right);
[[nodiscard]] Value negate(const Value& value);

/// What a `for` loop meets: items, keys, characters. Throws Failure for what has none.
[[nodiscard]] std::vector<Value> iterate(Heap& heap, const Value& value);
[[nodiscard]] bool isIterable(const Value& value);
/// Throws Failure for what has no length. Texts count characters.
[[nodiscard]] std::size_t length(const Value& value);
[[nodiscard]] bool isInteger(const Value& value);  ///< an int, not a bool
[[nodiscard]] bool isNumber(const Value& value);   ///< int, float or bool
[[nodiscard]] double toDouble(const Value& value); ///< of a number
/// An integer or bool; throws Failure for anything else, naming `purpose`.
[[nodiscard]] std::int64_t requireInteger(const Value& value, std::string_view purpose);

/// "'foo' is undefined", "'dict object' has no attribute 'x'".
[[nodiscard]] std::string describe(const Undefined& undefined);

} // namespace conclave::jinja
