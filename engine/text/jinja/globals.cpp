// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/globals.h"

#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"

#include <iomanip>
#include <locale>
#include <sstream>

namespace conclave::jinja {

namespace {

Value range(Heap& heap, const Arguments& arguments) {
    constexpr std::uint64_t kMaxRange = 100'000; // as Jinja's sandbox
    const auto& given = arguments.positional;
    if (given.empty() || given.size() > 3)
        throw Failure{"range needs one to three arguments"};
    const auto number = [&](std::size_t i) { return requireInteger(given[i], "a bound of range"); };
    std::int64_t value = given.size() > 1 ? number(0) : 0;
    const std::int64_t stop = number(given.size() > 1 ? 1 : 0);
    const std::int64_t step = given.size() > 2 ? number(2) : 1;
    if (step == 0)
        throw Failure{"the step of range must not be zero"};
    std::vector<Value> items;
    while (step > 0 ? value < stop : value > stop) {
        if (items.size() >= kMaxRange)
            throw Failure{"a range is too long"};
        items.emplace_back(value);
        if (__builtin_add_overflow(value, step, &value))
            break;
    }
    return heap.list(std::move(items));
}

/// The entries of dict(...) and namespace(...): a mapping, then named ones.
void fill(Heap& heap, Dict& dict, const Arguments& arguments) {
    if (!arguments.positional.empty()) {
        auto* const* source = std::get_if<Dict*>(&arguments.positional.front());
        if (!source)
            throw Failure{"a dict can be made from a mapping and named values only"};
        dict.entries = (*source)->entries;
    }
    for (const auto& [name, value] : arguments.named)
        dict.set(heap, name, value);
}

std::string formatTime(const std::tm& now, const std::string& format) {
    std::ostringstream out;
    out.imbue(std::locale::classic()); // prompts do not depend on the user's language
    out << std::put_time(&now, format.c_str());
    return out.str();
}

} // namespace

std::vector<std::pair<std::string_view, Value>> globals(Heap& heap, std::tm now) {
    std::vector<std::pair<std::string_view, Value>> all;
    const auto add = [&](std::string_view name, std::function<Value(const Arguments&)> function) {
        all.emplace_back(name, heap.callable(name, std::move(function)));
    };
    add("range", [&heap](const Arguments& arguments) { return range(heap, arguments); });
    add("dict", [&heap](const Arguments& arguments) -> Value {
        Dict* dict = heap.dict();
        fill(heap, *dict, arguments);
        return dict;
    });
    add("namespace", [&heap](const Arguments& arguments) -> Value {
        Namespace* made = heap.makeNamespace();
        fill(heap, made->attributes, arguments);
        return made;
    });
    add("joiner", [&heap](const Arguments& arguments) -> Value {
        const Value separator = argumentOr(arguments, 0, "sep", std::string_view(", "));
        return heap.callable("joiner", [separator, used = false](const Arguments&) mutable {
            return std::exchange(used, true) ? separator : Value{std::string_view()};
        });
    });
    add("raise_exception", [&heap](const Arguments& arguments) -> Value {
        throw Refusal{toText(heap, argumentOr(arguments, 0, "message", std::string_view()))};
    });
    add("strftime_now", [&heap, now](const Arguments& arguments) -> Value {
        return heap.text(formatTime(now, std::string(requireText(arguments, 0, "format"))));
    });
    return all;
}

} // namespace conclave::jinja
