// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/methods.h"

#include "engine/text/jinja/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conclave::jinja {

namespace {

Value view(Heap& heap, std::string_view label, std::vector<Value> items) {
    List* made = heap.list(std::move(items), ListKind::view);
    made->label = label;
    return made;
}

Value dictItems(Heap& heap, const Dict& dict) {
    std::vector<Value> items;
    for (const auto& [key, value] : dict.entries)
        items.emplace_back(heap.tuple({key, value}));
    return view(heap, "dict_items", std::move(items));
}

Value dictKeys(Heap& heap, const Dict& dict) {
    std::vector<Value> keys;
    for (const auto& entry : dict.entries)
        keys.push_back(entry.first);
    return view(heap, "dict_keys", std::move(keys));
}

Value dictValues(Heap& heap, const Dict& dict) {
    std::vector<Value> values;
    for (const auto& entry : dict.entries)
        values.push_back(entry.second);
    return view(heap, "dict_values", std::move(values));
}

std::optional<Value> dictMethod(Heap& heap, Dict* dict, std::string_view name) {
    const auto bind = [&](Value (*function)(Heap&, const Dict&)) {
        return heap.callable(name, [=, &heap](const Arguments&) { return function(heap, *dict); });
    };
    if (name == "items")
        return bind(dictItems);
    if (name == "keys")
        return bind(dictKeys);
    if (name == "values")
        return bind(dictValues);
    if (name == "copy")
        return bind([](Heap& target, const Dict& source) -> Value {
            Dict* copy = target.dict();
            target.charge(source.entries.size() * 2 * sizeof(Value));
            copy->entries = source.entries;
            return copy;
        });
    if (name == "get")
        return heap.callable(name, [dict, &heap](const Arguments& arguments) -> Value {
            const Value* key = arguments.find(0, "key");
            if (!key)
                throw Failure{"get needs a key"};
            const Value* found = dict->find(heap, *key);
            return found ? *found : argumentOr(arguments, 1, "default", None{});
        });
    return {};
}

Value listPop(List& list, const Arguments& arguments) {
    const std::int64_t index =
        requireInteger(argumentOr(arguments, 0, "index", std::int64_t{-1}), "the index of pop");
    const auto size = static_cast<std::int64_t>(list.items.size());
    const std::int64_t position = index < 0 ? index + size : index;
    if (position < 0 || position >= size)
        throw Failure{"pop index out of range"};
    const Value value = list.items[static_cast<std::size_t>(position)];
    list.items.erase(list.items.begin() + position);
    return value;
}

std::optional<Value> listMethod(Heap& heap, List* list, std::string_view name) {
    if (list->kind == ListKind::view || list->kind == ListKind::stream)
        return {};
    if (name == "count")
        return heap.callable(name, [list, &heap](const Arguments& arguments) -> Value {
            const Value wanted = argumentOr(arguments, 0, "value", None{});
            return std::count_if(list->items.begin(), list->items.end(),
                                 [&](const Value& item) { return equal(heap, item, wanted); });
        });
    if (name == "index")
        return heap.callable(name, [list, &heap](const Arguments& arguments) -> Value {
            const Value wanted = argumentOr(arguments, 0, "value", None{});
            const auto found =
                std::find_if(list->items.begin(), list->items.end(),
                             [&](const Value& item) { return equal(heap, item, wanted); });
            if (found == list->items.end())
                throw Failure{"index: the item is not in the list"};
            return static_cast<std::int64_t>(found - list->items.begin());
        });
    if (list->kind != ListKind::list)
        return {};
    if (name == "copy")
        return heap.callable(
            name, [list, &heap](const Arguments&) -> Value { return heap.list(list->items); });
    // Jinja's immutable sandbox forbids these two, but published templates (Kimi K2) use them to
    // keep a queue of their own; the variables of the caller are copies and cannot be harmed.
    if (name == "append")
        return heap.callable(name, [list, &heap](const Arguments& arguments) -> Value {
            heap.charge(sizeof(Value));
            list->items.push_back(argumentOr(arguments, 0, "object", None{}));
            return None{};
        });
    if (name == "pop")
        return heap.callable(name, [list](const Arguments& arguments) -> Value {
            return listPop(*list, arguments);
        });
    return {};
}

} // namespace

Value argumentOr(const Arguments& arguments, std::size_t position, std::string_view name,
                 const Value& absent) {
    const Value* found = arguments.find(position, name);
    return found ? *found : absent;
}

std::string_view requireText(const Arguments& arguments, std::size_t position,
                             std::string_view name) {
    const Value* found = arguments.find(position, name);
    if (!found)
        throw Failure{fmt::format("the argument '{}' is missing", name)};
    if (const auto* undefined = std::get_if<Undefined>(found))
        throw Failure{describe(*undefined)};
    const auto* text = std::get_if<std::string_view>(found);
    if (!text)
        throw Failure{
            fmt::format("the argument '{}' must be a string, not '{}'", name, typeName(*found))};
    return *text;
}

std::optional<Value> method(Heap& heap, const Value& object, std::string_view name) {
    if (const auto* text = std::get_if<std::string_view>(&object)) {
        const TextMethod found = findTextMethod(name);
        if (!found)
            return {};
        const std::string_view self = *text;
        return heap.callable(name, [found, self, &heap](const Arguments& arguments) {
            return heap.likeMarkup(self, found(heap, self, arguments));
        });
    }
    if (auto* const* dict = std::get_if<Dict*>(&object))
        return dictMethod(heap, *dict, name);
    if (auto* const* list = std::get_if<List*>(&object))
        return listMethod(heap, *list, name);
    return {};
}

} // namespace conclave::jinja
