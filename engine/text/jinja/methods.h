// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The methods of Python's str, list and dict that templates call.
#pragma once

#include "engine/text/jinja/value.h"

#include <optional>
#include <string_view>

namespace conclave::jinja {

/// The method of that name, bound to the object.
[[nodiscard]] std::optional<Value> method(Heap& heap, const Value& object, std::string_view name);

using TextMethod = Value (*)(Heap& heap, std::string_view self, const Arguments& arguments);
[[nodiscard]] TextMethod findTextMethod(std::string_view name);
/// The part of them whose names begin with "is".
[[nodiscard]] TextMethod findTextPredicate(std::string_view name);

/// An argument that must be given and must be a text; throws Failure otherwise.
[[nodiscard]] std::string_view requireText(const Arguments& arguments, std::size_t position,
                                           std::string_view name);
/// An argument that may be absent.
[[nodiscard]] Value argumentOr(const Arguments& arguments, std::size_t position,
                               std::string_view name, const Value& absent);

/// Python's str.replace; a negative count replaces all.
[[nodiscard]] std::string replaceText(Heap& heap, std::string_view text, std::string_view from,
                                      std::string_view to, std::int64_t count);
/// Python's str.splitlines.
[[nodiscard]] std::vector<std::string_view> splitLines(std::string_view text,
                                                       bool keepEnds = false);

} // namespace conclave::jinja
