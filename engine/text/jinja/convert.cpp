// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/convert.h"

#include "engine/text/characters.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/pattern.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace conclave::jinja {

using namespace text; // characters

namespace {

/// The shortest digits that read back the same, laid out as Python's float.__repr__ does.
std::string realText(double number) {
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number > 0 ? "inf" : "-inf";
    const double magnitude = std::fabs(number);
    const bool scientific = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16);
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                      scientific ? std::chars_format::scientific : std::chars_format::fixed);
    std::string text(buffer.data(), end.ptr);
    if (!scientific && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

/// Whether Python's repr shows the character as it is.
bool printable(std::string_view character) {
    static const Pattern hidden("[\\p{C}\\p{Z}]");
    return character.size() == 1 ? character[0] >= ' ' && character[0] < 0x7F
                                 : !hidden.matches(character);
}

std::string escapedCodePoint(char32_t c) {
    const auto code = static_cast<std::uint32_t>(c);
    return c < 0x100     ? fmt::format("\\x{:02x}", code)
           : c < 0x10000 ? fmt::format("\\u{:04x}", code)
                         : fmt::format("\\U{:08x}", code);
}

std::string quoted(std::string_view text) {
    const bool doubled = text.find('\'') != text.npos && text.find('"') == text.npos;
    const char quote = doubled ? '"' : '\'';
    std::string result(1, quote);
    while (!text.empty()) {
        const std::string_view character = takeCharacter(text);
        const char32_t c = codePoint(character);
        if (c == U'\\' || c == static_cast<char32_t>(quote))
            result.append("\\").append(character);
        else if (c == U'\n' || c == U'\r' || c == U'\t')
            result += c == U'\n' ? "\\n" : c == U'\r' ? "\\r" : "\\t";
        else if (printable(character))
            result += character;
        else
            result += escapedCodePoint(c);
    }
    return result += quote;
}

std::string listText(Heap& heap, const List& list) {
    if (list.kind == ListKind::range)
        return std::string(list.label);
    if (list.kind == ListKind::stream)
        return "<generator object>";
    const DepthGuard guard = heap.enterNested();
    std::string text;
    for (const Value& item : list.items) {
        text += (text.empty() ? "" : ", ") + representation(heap, item);
        heap.stepOver(item);
        heap.requireRoom(text.size());
    }
    heap.step(text.size() / 4); // it is copied on its way up
    if (list.isTuple())
        return "(" + text + (list.items.size() == 1 ? ",)" : ")");
    if (list.kind == ListKind::view)
        return fmt::format("{}([{}])", list.label, text);
    return "[" + text + "]";
}

std::string dictText(Heap& heap, const Dict& dict) {
    const DepthGuard guard = heap.enterNested();
    std::string text;
    for (const auto& [key, value] : dict.entries) {
        text += (text.empty() ? "" : ", ") + representation(heap, key) + ": " +
                representation(heap, value);
        heap.stepOver(value);
        heap.requireRoom(text.size());
    }
    return "{" + text + "}";
}

} // namespace

std::string representation(Heap& heap, const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value))
        return quoted(*text);
    if (std::holds_alternative<Undefined>(value))
        return "Undefined";
    return toText(heap, value);
}

std::string toText(Heap& heap, const Value& value) {
    return std::visit(
        Overloaded{
            [](Undefined) { return std::string(); }, [](None) { return std::string("None"); },
            [](bool boolean) { return std::string(boolean ? "True" : "False"); },
            [](std::int64_t number) { return std::to_string(number); },
            [](double number) { return realText(number); },
            [](std::string_view text) { return std::string(text); },
            [&](const List* list) { return listText(heap, *list); },
            [&](const Dict* dict) { return dictText(heap, *dict); },
            [&](const Namespace* space) {
                return "<Namespace " + dictText(heap, space->attributes) + ">";
            },
            [](const Loop* loop) {
                return fmt::format("<LoopContext {}/{}>", loop->index + 1, loop->items.size());
            },
            [](const Callable* callable) { return fmt::format("<function {}>", callable->name); }},
        value);
}

std::string_view textOf(Heap& heap, const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value))
        return *text;
    return heap.text(toText(heap, value));
}

Value fromJson(Heap& heap, const nlohmann::ordered_json& json) {
    const DepthGuard guard = heap.enterNested();
    using Type = nlohmann::ordered_json::value_t;
    switch (json.type()) {
    case Type::boolean:
        return json.get<bool>();
    case Type::number_integer:
        return json.get<std::int64_t>();
    case Type::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return static_cast<double>(number);
        return static_cast<std::int64_t>(number);
    }
    case Type::number_float:
        return json.get<double>();
    case Type::string:
        return std::string_view(json.get_ref<const std::string&>());
    case Type::array: {
        std::vector<Value> items;
        for (const auto& item : json)
            items.push_back(fromJson(heap, item));
        return heap.list(std::move(items));
    }
    case Type::object: {
        Dict* dict = heap.dict();
        heap.charge(json.size() * 2 * sizeof(Value));
        for (const auto& [key, item] : json.items())
            dict->entries.emplace_back(std::string_view(key), fromJson(heap, item));
        return dict;
    }
    case Type::null:
    case Type::binary:
    case Type::discarded:
        break;
    }
    return None{};
}

} // namespace conclave::jinja
