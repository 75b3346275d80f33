// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reaching into values: attributes, items and slices.
#pragma once

#include "engine/text/jinja/value.h"

#include <optional>
#include <string_view>

namespace conclave::jinja {

/// What Python's getattr finds, which is no item: a method, a part of a namespace or of `loop`.
[[nodiscard]] std::optional<Value> field(Heap& heap, const Value& object, std::string_view name);
/// `object.name`: a method or field first, then an item. Undefined if there is neither; throws
/// Failure if the object itself is undefined.
[[nodiscard]] Value attribute(Heap& heap, const Value& object, std::string_view name);
/// `object[index]`: an item first, then an attribute.
[[nodiscard]] Value subscript(Heap& heap, const Value& object, const Value& index);
/// `object[start:stop:step]`; an absent bound is None.
[[nodiscard]] Value slice(Heap& heap, const Value& object, const Value& start, const Value& stop,
                          const Value& step);
/// Attributes within attributes, as filters name them: "function.name", "parts.0".
[[nodiscard]] Value attributePath(Heap& heap, const Value& object, std::string_view path);

} // namespace conclave::jinja
