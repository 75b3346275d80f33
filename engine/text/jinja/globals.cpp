// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/globals.h"

#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"

#include <fmt/format.h>

#include <array>
#include <clocale>
#include <locale.h>
#include <memory>
#include <time.h>

namespace conclave::jinja {

namespace {

Value range(Heap& heap, const Arguments& arguments) {
    constexpr std::uint64_t kMaxRange = 100'000; // as Jinja's sandbox
    const auto& given = arguments.positional;
    if (given.empty() || given.size() > 3)
        throw Failure{"range needs one to three arguments"};
    const auto number = [&](std::size_t i) { return requireInteger(given[i], "a bound of range"); };
    const std::int64_t start = given.size() > 1 ? number(0) : 0;
    const std::int64_t stop = number(given.size() > 1 ? 1 : 0);
    const std::int64_t step = given.size() > 2 ? number(2) : 1;
    if (step == 0)
        throw Failure{"the step of range must not be zero"};
    std::vector<Value> items;
    std::int64_t value = start;
    while (step > 0 ? value < stop : value > stop) {
        if (items.size() >= kMaxRange)
            throw Failure{"a range is too long"};
        items.emplace_back(value);
        if (__builtin_add_overflow(value, step, &value))
            break;
    }
    List* made = heap.list(std::move(items), ListKind::range);
    made->label = heap.text(step == 1 ? fmt::format("range({}, {})", start, stop)
                                      : fmt::format("range({}, {}, {})", start, stop, step));
    return made;
}

/// The entries of dict(...) and namespace(...): a mapping or a sequence of pairs, then named ones.
void fill(Heap& heap, Dict& dict, const Arguments& arguments) {
    if (!arguments.positional.empty()) {
        const Value& source = arguments.positional.front();
        if (auto* const* mapping = std::get_if<Dict*>(&source)) {
            dict.entries = (*mapping)->entries;
        } else {
            for (const Value& pair : iterate(heap, source)) {
                const std::vector<Value> parts = iterate(heap, pair);
                if (parts.size() != 2)
                    throw Failure{"a dict is made from a mapping, pairs and named values"};
                heap.step(dict.entries.size());
                dict.set(heap, parts[0], parts[1]);
            }
        }
    }
    for (const auto& [name, value] : arguments.named)
        dict.set(heap, name, value);
}

/// strftime as Python calls it, in English: prompts do not depend on the user's language.
std::string formatTime(const std::tm& now, const std::string& format) {
    static const locale_t english = newlocale(LC_ALL_MASK, "C", nullptr);
    std::array<char, 4096> buffer{};
    const std::size_t length =
        strftime_l(buffer.data(), buffer.size(), format.c_str(), &now, english);
    return {buffer.data(), length};
}

/// `cycler('a', 'b')`: its next() gives one item after the other, again and again.
Value makeCycler(Heap& heap, const Arguments& arguments) {
    if (arguments.positional.empty())
        throw Failure{"a cycler needs items to cycle through"};
    const auto items = std::make_shared<const std::vector<Value>>(arguments.positional);
    const auto position = std::make_shared<std::size_t>(0);
    heap.charge(items->size() * sizeof(Value));
    Callable* cycler = heap.callable("cycler", [](const Arguments&) -> Value {
        throw Failure{"'cycler' object is not callable"};
    });
    cycler->attributes = {
        {"current", [=] { return (*items)[*position]; }},
        {"next",
         [=, &heap]() -> Value {
             return heap.callable("next", [=](const Arguments&) {
                 return (*items)[std::exchange(*position, (*position + 1) % items->size())];
             });
         }},
        {"reset", [=, &heap]() -> Value {
             return heap.callable("reset", [=](const Arguments&) -> Value {
                 *position = 0;
                 return None{};
             });
         }}};
    return cycler;
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
    add("cycler", [&heap](const Arguments& arguments) { return makeCycler(heap, arguments); });
    add("lipsum", [](const Arguments&) -> Value {
        throw Failure{"'lipsum' is not supported: a prompt does not depend on chance"};
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
