// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/characters.h"
#include "engine/text/jinja/access.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/methods.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/tests.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave::jinja {

using namespace text; // characters

namespace {

using Args = const Arguments&;

/// The attribute an argument names, of a value; the value itself if none is named.
Value keyOf(Heap& heap, const Value& value, const Value& attributeName) {
    if (const auto* path = std::get_if<std::string_view>(&attributeName))
        return attributePath(heap, value, *path);
    if (isInteger(attributeName))
        return subscript(heap, value, attributeName);
    return value;
}

/// What is compared: texts without regard to case, unless asked.
Value sortKey(Heap& heap, const Value& value, bool caseSensitive) {
    const auto* text = std::get_if<std::string_view>(&value);
    return text && !caseSensitive ? Value{heap.text(lower(*text))} : value;
}

using Keyed = std::vector<std::pair<Value, Value>>;

Keyed sortedByKey(Heap& heap, Keyed keyed, bool reverse) {
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
        heap.step();
        return reverse ? order(heap, b.first, a.first) < 0 : order(heap, a.first, b.first) < 0;
    });
    return keyed;
}

/// Items with their keys, in the order of the keys.
Keyed sortedByKey(Heap& heap, const std::vector<Value>& items, const Value& attributeName,
                  bool caseSensitive, bool reverse) {
    Keyed keyed;
    for (const Value& item : items)
        keyed.emplace_back(sortKey(heap, keyOf(heap, item, attributeName), caseSensitive), item);
    return sortedByKey(heap, std::move(keyed), reverse);
}

/// The keys that "role,name" means of a value.
List* keysOf(Heap& heap, const Value& value, const Value& attributeNames, bool caseSensitive) {
    List* keys = heap.list();
    const auto* names = std::get_if<std::string_view>(&attributeNames);
    std::string_view rest = names ? *names : std::string_view();
    do {
        const std::string_view name = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), name.size() + 1));
        const Value key = keyOf(heap, value, names ? Value{name} : attributeNames);
        keys->items.push_back(sortKey(heap, key, caseSensitive));
    } while (!rest.empty());
    return keys;
}

Value sort(Heap& heap, const Value& value, Args a) {
    const bool reverse = truthy(argumentOr(a, 0, "reverse", false));
    const bool caseSensitive = truthy(argumentOr(a, 1, "case_sensitive", false));
    const Value name = argumentOr(a, 2, "attribute", None{});
    Keyed keyed;
    for (const Value& item : iterate(heap, value))
        keyed.emplace_back(keysOf(heap, item, name, caseSensitive), item);
    std::vector<Value> items;
    for (const auto& [key, item] : sortedByKey(heap, std::move(keyed), reverse))
        items.push_back(item);
    return heap.list(std::move(items));
}

Value items(Heap& heap, const Value& value, Args) {
    if (std::holds_alternative<Undefined>(value))
        return heap.stream({});
    if (!std::holds_alternative<Dict*>(value))
        throw Failure{"items needs a mapping"};
    const Value bound = method(heap, value, "items").value();
    return heap.stream(iterate(heap, std::get<Callable*>(bound)->call({})));
}

Value dictSort(Heap& heap, const Value& value, Args a) {
    const bool caseSensitive = truthy(argumentOr(a, 0, "case_sensitive", false));
    const bool byValue = toText(heap, argumentOr(a, 1, "by", std::string_view("key"))) == "value";
    const bool reverse = truthy(argumentOr(a, 2, "reverse", false));
    const Value pairs = items(heap, value, {});
    std::vector<Value> sorted;
    for (const auto& [key, item] : sortedByKey(
             heap, iterate(heap, pairs), std::int64_t{byValue ? 1 : 0}, caseSensitive, reverse))
        sorted.push_back(item);
    return heap.list(std::move(sorted));
}

Value groupBy(Heap& heap, const Value& value, Args a) {
    const Value name = argumentOr(a, 0, "attribute", None{});
    const Value absent = argumentOr(a, 1, "default", Undefined{});
    const bool caseSensitive = truthy(argumentOr(a, 2, "case_sensitive", false));
    const auto keyOrAbsent = [&](const Value& item) {
        const Value key = keyOf(heap, item, name);
        return std::holds_alternative<Undefined>(key) ? absent : key;
    };
    Keyed keyed;
    for (const Value& item : iterate(heap, value))
        keyed.emplace_back(sortKey(heap, keyOrAbsent(item), caseSensitive), item);
    std::vector<Value> groups;
    List* current = nullptr;
    Value currentKey;
    for (const auto& [key, item] : sortedByKey(heap, std::move(keyed), false)) {
        if (!current || !equal(heap, key, currentKey)) {
            current = heap.list();
            currentKey = key;
            groups.emplace_back(heap.list({keyOrAbsent(item), current}, ListKind::group));
        }
        current->items.push_back(item);
    }
    return heap.list(std::move(groups));
}

Value unique(Heap& heap, const Value& value, Args a) {
    const bool caseSensitive = truthy(argumentOr(a, 0, "case_sensitive", false));
    const Value name = argumentOr(a, 1, "attribute", None{});
    std::vector<Value> seen;
    std::vector<Value> kept;
    for (const Value& item : iterate(heap, value)) {
        const Value key = sortKey(heap, keyOf(heap, item, name), caseSensitive);
        heap.step(seen.size());
        if (std::any_of(seen.begin(), seen.end(),
                        [&](const Value& k) { return equal(heap, k, key); }))
            continue;
        seen.push_back(key);
        kept.push_back(item);
    }
    return heap.stream(std::move(kept));
}

Value extreme(Heap& heap, const Value& value, Args a, bool largest) {
    const bool caseSensitive = truthy(argumentOr(a, 0, "case_sensitive", false));
    const Value name = argumentOr(a, 1, "attribute", None{});
    const auto sorted = sortedByKey(heap, iterate(heap, value), name, caseSensitive, largest);
    return sorted.empty() ? Value{Undefined{"an item of an empty sequence", {}}}
                          : sorted.front().second;
}
Value minimum(Heap& heap, const Value& value, Args a) {
    return extreme(heap, value, a, false);
}
Value maximum(Heap& heap, const Value& value, Args a) {
    return extreme(heap, value, a, true);
}

Value sum(Heap& heap, const Value& value, Args a) {
    const Value name = argumentOr(a, 0, "attribute", None{});
    Value total = argumentOr(a, 1, "start", std::int64_t{0});
    for (const Value& item : iterate(heap, value))
        total = calculate(heap, BinaryOperator::add, total, keyOf(heap, item, name));
    return total;
}

Value first(Heap& heap, const Value& value, Args) {
    std::vector<Value> all = iterate(heap, value);
    if (auto* const* list = std::get_if<List*>(&value);
        list && (*list)->kind == ListKind::stream && !all.empty())
        (*list)->items.assign(all.begin() + 1, all.end()); // only this one was taken
    return all.empty() ? Value{Undefined{"the first item of an empty sequence", {}}} : all.front();
}

Value last(Heap& heap, const Value& value, Args) {
    const std::vector<Value> all = iterate(heap, value);
    return all.empty() ? Value{Undefined{"the last item of an empty sequence", {}}} : all.back();
}

Value toList(Heap& heap, const Value& value, Args) {
    return heap.list(iterate(heap, value));
}

Value reverse(Heap& heap, const Value& value, Args) {
    auto* const* list = std::get_if<List*>(&value);
    const bool stored = !list || (*list)->kind != ListKind::stream;
    std::vector<Value> all = iterate(heap, value);
    std::reverse(all.begin(), all.end());
    if (!std::holds_alternative<std::string_view>(value))
        return heap.list(std::move(all), stored ? ListKind::stream : ListKind::list);
    std::string text;
    for (const Value& character : all)
        text += std::get<std::string_view>(character);
    return heap.likeMarkup(std::get<std::string_view>(value), heap.text(std::move(text)));
}

Value join(Heap& heap, const Value& value, Args a) {
    const std::string_view separator = textOf(heap, argumentOr(a, 0, "d", std::string_view()));
    const Value name = argumentOr(a, 1, "attribute", None{});
    std::string joined;
    bool isFirst = true;
    for (const Value& item : iterate(heap, value)) {
        if (!isFirst)
            joined += separator;
        joined += toText(heap, keyOf(heap, item, name));
        isFirst = false;
        heap.requireRoom(joined.size());
    }
    return heap.text(std::move(joined));
}

/// The arguments after the first `count`, for the filter or test that the first ones name.
Arguments behind(Args a, std::size_t count) {
    Arguments rest;
    for (std::size_t i = count; i < a.positional.size(); ++i)
        rest.positional.push_back(a.positional[i]);
    rest.named = a.named;
    return rest;
}

/// What the lazy filters go through: nothing for None, "" and whatever else is false.
std::vector<Value> lazyItems(Heap& heap, const Value& value) {
    return truthy(value) ? iterate(heap, value) : std::vector<Value>();
}

Value map(Heap& heap, const Value& value, Args a) {
    std::vector<Value> mapped;
    if (const Value* name = a.find(a.positional.size(), "attribute")) {
        const Value* absent = a.find(a.positional.size(), "default");
        for (const Value& item : lazyItems(heap, value)) {
            const Value found = keyOf(heap, item, *name);
            const bool missing = absent && std::holds_alternative<Undefined>(found);
            mapped.push_back(missing ? *absent : found);
        }
        return heap.stream(std::move(mapped));
    }
    const std::string_view name = requireText(a, 0, "filter");
    const Filter filter = findFilter(name);
    if (!filter)
        throw Failure{fmt::format("the filter '{}' is not supported", name)};
    const Arguments rest = behind(a, 1);
    for (const Value& item : lazyItems(heap, value)) {
        heap.step();
        mapped.push_back(filter(heap, item, rest));
    }
    return heap.stream(std::move(mapped));
}

/// select, reject and their attribute forms: keeps the items whose test gives `wanted`.
Value choose(Heap& heap, const Value& value, Args a, bool byAttribute, bool wanted) {
    const std::size_t testPosition = byAttribute ? 1 : 0;
    const Value attributeName = byAttribute ? Value{requireText(a, 0, "attribute")} : Value{None{}};
    Test test = nullptr;
    if (a.find(testPosition, "test")) {
        const std::string_view name = requireText(a, testPosition, "test");
        test = findTest(name);
        if (!test)
            throw Failure{fmt::format("the test '{}' is not supported", name)};
    }
    const Arguments rest = behind(a, testPosition + 1);
    std::vector<Value> chosen;
    for (const Value& item : lazyItems(heap, value)) {
        heap.step();
        const Value tested = keyOf(heap, item, attributeName);
        if ((test ? test(heap, tested, rest) : truthy(tested)) == wanted)
            chosen.push_back(item);
    }
    return heap.stream(std::move(chosen));
}
Value select(Heap& heap, const Value& v, Args a) {
    return choose(heap, v, a, false, true);
}
Value reject(Heap& heap, const Value& v, Args a) {
    return choose(heap, v, a, false, false);
}
Value selectAttribute(Heap& heap, const Value& v, Args a) {
    return choose(heap, v, a, true, true);
}
Value rejectAttribute(Heap& heap, const Value& v, Args a) {
    return choose(heap, v, a, true, false);
}

Value batch(Heap& heap, const Value& value, Args a) {
    const std::int64_t size = requireInteger(argumentOr(a, 0, "linecount", None{}), "linecount");
    const Value fill = argumentOr(a, 1, "fill_with", None{});
    if (size < 1)
        throw Failure{"linecount must be positive"};
    std::vector<Value> batches;
    List* current = nullptr;
    for (const Value& item : iterate(heap, value)) {
        if (!current || static_cast<std::int64_t>(current->items.size()) >= size) {
            current = heap.list();
            batches.emplace_back(current);
        }
        current->items.push_back(item);
    }
    while (current && !std::holds_alternative<None>(fill) &&
           static_cast<std::int64_t>(current->items.size()) < size) {
        heap.charge(sizeof(Value));
        current->items.push_back(fill);
    }
    return heap.stream(std::move(batches));
}

/// Columns of about the same length.
Value sliceEvenly(Heap& heap, const Value& value, Args a) {
    const std::int64_t count = requireInteger(argumentOr(a, 0, "slices", None{}), "slices");
    const Value fill = argumentOr(a, 1, "fill_with", None{});
    if (count < 1)
        throw Failure{"slices must be positive"};
    const std::vector<Value> all = iterate(heap, value);
    const auto wanted = static_cast<std::size_t>(count);
    heap.charge(wanted * sizeof(Value));
    std::vector<Value> columns;
    for (std::size_t i = 0, begin = 0; i < wanted; ++i) {
        const std::size_t size = all.size() / wanted + (i < all.size() % wanted ? 1 : 0);
        const auto from = all.begin() + static_cast<std::ptrdiff_t>(begin);
        List* column = heap.list({from, from + static_cast<std::ptrdiff_t>(size)});
        if (!std::holds_alternative<None>(fill) && i >= all.size() % wanted)
            column->items.push_back(fill);
        columns.emplace_back(column);
        begin += size;
    }
    return heap.stream(std::move(columns));
}

Value attributeOf(Heap& heap, const Value& value, Args a) {
    const std::string_view name = requireText(a, 0, "name");
    return field(heap, value, name).value_or(Undefined{name, typeName(value)});
}

constexpr std::pair<std::string_view, Filter> kFilters[] = {
    {"sort", sort},
    {"items", items},
    {"dictsort", dictSort},
    {"groupby", groupBy},
    {"unique", unique},
    {"min", minimum},
    {"max", maximum},
    {"sum", sum},
    {"first", first},
    {"last", last},
    {"list", toList},
    {"reverse", reverse},
    {"join", join},
    {"map", map},
    {"select", select},
    {"reject", reject},
    {"selectattr", selectAttribute},
    {"rejectattr", rejectAttribute},
    {"batch", batch},
    {"slice", sliceEvenly},
    {"attr", attributeOf},
};

} // namespace

Filter findSequenceFilter(std::string_view name) {
    for (const auto& [known, filter] : kFilters)
        if (known == name)
            return filter;
    return nullptr;
}

} // namespace conclave::jinja
