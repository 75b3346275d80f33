// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/characters.h"
#include "engine/text/jinja/convert.h"
#include "engine/text/jinja/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace conclave::jinja {

using namespace text; // characters

namespace {

/// Writes one value as Python's json.dumps would.
class JsonWriter {
public:
    JsonWriter(Heap& heap, const JsonStyle& style) : m_heap(heap), m_style(style) {}

    std::string write(const Value& value) {
        add(value);
        return std::move(m_out);
    }

private:
    void add(const Value& value) {
        m_heap.step(4);
        m_heap.requireRoom(m_out.size());
        std::visit(Overloaded{[&](None) { m_out += "null"; },
                              [&](bool boolean) { m_out += boolean ? "true" : "false"; },
                              [&](double number) { m_out += real(number); },
                              [&](std::int64_t number) { m_out += std::to_string(number); },
                              [&](std::string_view text) { addText(text); },
                              [&](List* list) { addList(*list); },
                              [&](Dict* dict) { addDict(*dict); },
                              [&](auto) {
                                  throw Failure{fmt::format("'{}' is not JSON serializable",
                                                            typeName(value))};
                              }},
                   value);
    }

    std::string real(double number) {
        if (std::isnan(number))
            return "NaN";
        if (std::isinf(number))
            return number > 0 ? "Infinity" : "-Infinity";
        return toText(m_heap, number);
    }

    void addText(std::string_view text) {
        m_out += '"';
        while (!text.empty())
            addCharacter(takeCharacter(text));
        m_out += '"';
    }

    void addCharacter(std::string_view character) {
        const char32_t c = codePoint(character);
        switch (c) {
        case U'"':
            m_out += "\\\"";
            return;
        case U'\\':
            m_out += "\\\\";
            return;
        case U'\n':
            m_out += "\\n";
            return;
        case U'\r':
            m_out += "\\r";
            return;
        case U'\t':
            m_out += "\\t";
            return;
        case U'\b':
            m_out += "\\b";
            return;
        case U'\f':
            m_out += "\\f";
            return;
        default:
            break;
        }
        if (c < 0x20 || (m_style.asciiOnly && c > 0x7E))
            addEscaped(c);
        else
            m_out += character;
    }

    void addEscaped(char32_t c) {
        const auto code = static_cast<std::uint32_t>(c);
        if (code < 0x10000) {
            m_out += fmt::format("\\u{:04x}", code);
        } else { // a surrogate pair
            m_out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + ((code - 0x10000U) >> 10U),
                                 0xDC00U + (code & 0x3FFU));
        }
    }

    /// Brackets, line breaks and separators around what `addItem(i)` writes.
    template <class AddItem>
    void addSequence(char open, char close, std::size_t count, AddItem addItem) {
        const DepthGuard guard = m_heap.enterNested();
        ++m_depth;
        m_out += open;
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0)
                m_out += m_style.itemSeparator;
            breakLine(m_depth);
            addItem(i);
        }
        if (count > 0)
            breakLine(m_depth - 1);
        m_out += close;
        --m_depth;
    }

    void breakLine(std::size_t level) {
        if (m_style.indent)
            m_out += "\n" + std::string(std::min<std::size_t>(*m_style.indent, 64) * level, ' ');
    }

    void addList(const List& list) {
        addSequence('[', ']', list.items.size(), [&](std::size_t i) { add(list.items[i]); });
    }

    void addDict(const Dict& dict) {
        auto entries = dict.entries;
        if (m_style.sortKeys)
            std::stable_sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
                return order(m_heap, a.first, b.first) < 0;
            });
        addSequence('{', '}', entries.size(), [&](std::size_t i) {
            addKey(entries[i].first);
            m_out += m_style.keySeparator;
            add(entries[i].second);
        });
    }

    void addKey(const Value& key) {
        if (const auto* text = std::get_if<std::string_view>(&key)) {
            addText(*text);
        } else { // numbers and the like become texts
            m_out += '"';
            add(key);
            m_out += '"';
        }
    }

    Heap& m_heap;
    const JsonStyle& m_style;
    std::string m_out;
    std::size_t m_depth = 0;
};

} // namespace

std::string toJson(Heap& heap, const Value& value, const JsonStyle& style) {
    return JsonWriter(heap, style).write(value);
}

} // namespace conclave::jinja
