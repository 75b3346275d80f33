// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/access.h"

#include "engine/text/characters.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace conclave::jinja {

using namespace text; // characters

namespace {

void requireDefined(const Value& value) {
    if (const auto* undefined = std::get_if<Undefined>(&value))
        throw Failure{describe(*undefined)};
}

Undefined missing(const Value& object, std::string_view name) {
    return Undefined{name, typeName(object)};
}

std::optional<Value> loopAttribute(Heap& heap, Loop& loop, std::string_view name) {
    const auto count = static_cast<std::int64_t>(loop.items.size());
    const auto index = static_cast<std::int64_t>(loop.index);
    if (name == "index")
        return index + 1;
    if (name == "index0")
        return index;
    if (name == "revindex")
        return count - index;
    if (name == "revindex0")
        return count - index - 1;
    if (name == "first")
        return index == 0;
    if (name == "last")
        return index + 1 == count;
    if (name == "length")
        return count;
    if (name == "depth")
        return static_cast<std::int64_t>(loop.depth);
    if (name == "depth0")
        return static_cast<std::int64_t>(loop.depth) - 1;
    if (name == "previtem")
        return index > 0 ? loop.items[loop.index - 1] : Value{Undefined{name, "loop"}};
    if (name == "nextitem")
        return index + 1 < count ? loop.items[loop.index + 1] : Value{Undefined{name, "loop"}};
    if (name == "cycle")
        return heap.callable("cycle", [&loop](const Arguments& arguments) -> Value {
            if (arguments.positional.empty())
                throw Failure{"loop.cycle needs items to cycle through"};
            return arguments.positional[loop.index % arguments.positional.size()];
        });
    if (name == "changed")
        return heap.callable("changed", [&loop, &heap](const Arguments& arguments) -> Value {
            const bool same =
                std::equal(arguments.positional.begin(), arguments.positional.end(),
                           loop.lastChanged.begin(), loop.lastChanged.end(),
                           [&](const Value& a, const Value& b) { return equal(heap, a, b); });
            if (!same || loop.index == 0)
                loop.lastChanged = arguments.positional;
            return !same;
        });
    return {};
}

/// Python's index rule: negative ones count from the end.
std::optional<std::size_t> position(std::int64_t index, std::size_t size) {
    const std::int64_t fromStart = index < 0 ? index + static_cast<std::int64_t>(size) : index;
    if (fromStart < 0 || fromStart >= static_cast<std::int64_t>(size))
        return {};
    return static_cast<std::size_t>(fromStart);
}

std::optional<Value> item(Heap& heap, const Value& object, const Value& index) {
    if (auto* const* dict = std::get_if<Dict*>(&object)) {
        heap.step((*dict)->entries.size() / 8);
        const Value* found = (*dict)->find(heap, index);
        return found ? std::optional(*found) : std::nullopt;
    }
    if (!isInteger(index))
        return {};
    const std::int64_t number = std::get<std::int64_t>(index);
    if (auto* const* list = std::get_if<List*>(&object)) {
        if ((*list)->kind == ListKind::view || (*list)->kind == ListKind::stream)
            return {};
        const auto found = position(number, (*list)->items.size());
        return found ? std::optional((*list)->items[*found]) : std::nullopt;
    }
    if (const auto* text = std::get_if<std::string_view>(&object)) {
        heap.step(text->size() / 8);
        auto found = position(number, characterCount(*text));
        if (!found)
            return {};
        std::string_view rest = *text;
        for (; *found > 0; --*found)
            takeCharacter(rest);
        return takeCharacter(rest);
    }
    return {};
}

std::optional<Value> callableAttribute(const Callable& callable, std::string_view name) {
    if (name == "name")
        return callable.name;
    for (const auto& [known, value] : callable.attributes)
        if (known == name)
            return value();
    return {};
}

} // namespace

std::optional<Value> field(Heap& heap, const Value& object, std::string_view name) {
    if (auto* const* space = std::get_if<Namespace*>(&object)) {
        const Value* found = (*space)->attributes.find(name);
        return found ? std::optional(*found) : std::nullopt;
    }
    if (auto* const* loop = std::get_if<Loop*>(&object))
        return loopAttribute(heap, **loop, name);
    if (auto* const* callable = std::get_if<Callable*>(&object))
        return callableAttribute(**callable, name);
    if (auto* const* list = std::get_if<List*>(&object);
        list && (*list)->kind == ListKind::group && (name == "grouper" || name == "list"))
        return (*list)->items[name == "grouper" ? 0 : 1];
    return method(heap, object, name);
}

namespace {

/// Which positions a slice takes, by Python's rules.
std::vector<std::size_t> slicePositions(std::size_t size, const Value& start, const Value& stop,
                                        const Value& step) {
    const auto given = [](const Value& value) { return !std::holds_alternative<None>(value); };
    const auto count = static_cast<std::int64_t>(size);
    const std::int64_t stride = given(step) ? requireInteger(step, "a slice step") : 1;
    if (stride == 0)
        throw Failure{"a slice step must not be zero"};
    const std::int64_t lowest = stride < 0 ? -1 : 0;
    const std::int64_t highest = stride < 0 ? count - 1 : count;
    const auto bound = [&](const Value& value, std::int64_t absent) {
        if (!given(value))
            return absent;
        const std::int64_t index = requireInteger(value, "a slice bound");
        return std::clamp(index < 0 ? index + count : index, lowest, highest);
    };
    const std::int64_t first = bound(start, stride < 0 ? highest : 0);
    const std::int64_t last = bound(stop, stride < 0 ? -1 : count);
    std::vector<std::size_t> positions;
    for (std::int64_t i = first; stride < 0 ? i > last : i < last;) {
        positions.push_back(static_cast<std::size_t>(i));
        if (__builtin_add_overflow(i, stride, &i))
            break;
    }
    return positions;
}

} // namespace

Value attribute(Heap& heap, const Value& object, std::string_view name) {
    requireDefined(object);
    if (auto found = field(heap, object, name))
        return *found;
    if (auto found = item(heap, object, name))
        return *found;
    return missing(object, name);
}

Value subscript(Heap& heap, const Value& object, const Value& index) {
    requireDefined(object);
    if (auto found = item(heap, object, index))
        return *found;
    const auto* name = std::get_if<std::string_view>(&index);
    if (!name)
        return missing(object, "item");
    if (auto found = field(heap, object, *name))
        return *found;
    return missing(object, *name);
}

Value slice(Heap& heap, const Value& object, const Value& start, const Value& stop,
            const Value& step) {
    requireDefined(object);
    if (const auto* text = std::get_if<std::string_view>(&object)) {
        heap.charge(text->size());
        heap.requireRoom(text->size() * 2 * sizeof(Value));
        const std::vector<std::string_view> all = characters(*text);
        std::string result;
        for (const std::size_t i : slicePositions(all.size(), start, stop, step))
            result += all[i];
        return heap.likeMarkup(*text, heap.text(std::move(result)));
    }
    auto* const* list = std::get_if<List*>(&object);
    if (!list || !((*list)->isStored() || (*list)->kind == ListKind::range))
        throw Failure{fmt::format("'{}' object cannot be sliced", typeName(object))};
    std::vector<Value> items;
    for (const std::size_t i : slicePositions((*list)->items.size(), start, stop, step))
        items.push_back((*list)->items[i]);
    return heap.list(std::move(items), (*list)->isTuple() ? ListKind::tuple : ListKind::list);
}

Value attributePath(Heap& heap, const Value& object, std::string_view path) {
    Value value = object;
    while (true) {
        const std::string_view part = path.substr(0, path.find('.'));
        std::int64_t index = 0;
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), index);
        const bool isIndex =
            !part.empty() && parsed.ec == std::errc{} && parsed.ptr == part.data() + part.size();
        value = subscript(heap, value, isIndex ? Value{index} : Value{part});
        if (part.size() == path.size())
            return value;
        path.remove_prefix(part.size() + 1);
    }
}

} // namespace conclave::jinja
