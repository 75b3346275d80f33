// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How values become text, and how JSON becomes values and back.
#pragma once

#include "engine/text/jinja/value.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace conclave::jinja {

/// What `{{ value }}` prints: Python's str().
[[nodiscard]] std::string toText(Heap& heap, const Value& value);
/// Python's repr(), which is how the items of a printed list look.
[[nodiscard]] std::string representation(Heap& heap, const Value& value);

/// The text of a text without a copy; anything else is printed into the heap.
[[nodiscard]] std::string_view textOf(Heap& heap, const Value& value);

/// The layout of `tojson`, as Python's json.dumps knows it.
struct JsonStyle {
    std::optional<std::size_t> indent;
    std::string itemSeparator = ", ";
    std::string keySeparator = ": ";
    bool sortKeys = false;
    bool asciiOnly = false;
};

/// Throws Failure for what JSON cannot hold.
[[nodiscard]] std::string toJson(Heap& heap, const Value& value, const JsonStyle& style);
/// Texts are not copied: `json` outlives the heap's values.
[[nodiscard]] Value fromJson(Heap& heap, const nlohmann::ordered_json& json);

/// The text with the characters of HTML that need it written as "&lt;" and the like.
[[nodiscard]] std::string escaped(std::string_view text);

/// Python's `format.format(arguments)`; throws Failure for arguments that do not fit.
[[nodiscard]] std::string formatFields(Heap& heap, std::string_view format,
                                       const Arguments& arguments);
/// Python's `format % operands`; throws Failure for operands that do not fit. `whole` is what stood
/// behind the sign: the mapping of "%(key)s".
[[nodiscard]] std::string formatPercent(Heap& heap, std::string_view format,
                                        const std::vector<Value>& operands, const Value& whole);

} // namespace conclave::jinja
