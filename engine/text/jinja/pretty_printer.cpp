// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/pretty_printer.h"

#include "engine/text/jinja/convert.h"

#include <algorithm>
#include <cctype>

namespace conclave::jinja {

namespace {

using Entries = std::vector<std::pair<Value, Value>>;

/// Characters, not bytes.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// By key where all keys are texts; Python's order of others is by type.
Entries sorted(const Dict& dict) {
    Entries entries = dict.entries;
    const auto isText = [](const auto& entry) {
        return std::holds_alternative<std::string_view>(entry.first);
    };
    if (std::all_of(entries.begin(), entries.end(), isText))
        std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
            return std::get<std::string_view>(a.first) < std::get<std::string_view>(b.first);
        });
    return entries;
}

class PrettyPrinter {
public:
    explicit PrettyPrinter(Heap& heap) : m_heap(heap) {}

    /// Writes behind `indent` characters; `tail` more follow on the last line.
    void write(const Value& value, std::size_t indent, std::size_t tail, bool outermost) {
        const std::string line = onOneLine(value);
        m_heap.step(line.size() / 4);
        m_heap.requireRoom(m_text.size());
        const bool fits = widthOf(line) + indent + tail <= kWidth;
        List* const* list = std::get_if<List*>(&value);
        if (fits)
            m_text += line;
        else if (Dict* const* dict = std::get_if<Dict*>(&value))
            writeDict(**dict, indent, tail);
        else if (list && (*list)->isStored())
            writeList(**list, indent, tail);
        else if (const auto* text = std::get_if<std::string_view>(&value))
            writeText(*text, indent, tail, outermost);
        else
            m_text += line;
    }

    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    static constexpr std::size_t kWidth = 80;

    std::string onOneLine(const Value& value) {
        const DepthGuard guard = m_heap.enterNested();
        std::string line;
        const auto separate = [&] { line += line.empty() ? "" : ", "; };
        if (Dict* const* dict = std::get_if<Dict*>(&value)) {
            for (const auto& [key, item] : sorted(**dict)) {
                separate();
                line += representation(m_heap, key) + ": " + onOneLine(item);
                m_heap.requireRoom(line.size());
            }
            return "{" + line + "}";
        }
        List* const* list = std::get_if<List*>(&value);
        if (!list || !(*list)->isStored())
            return representation(m_heap, value);
        for (const Value& item : (*list)->items) {
            separate();
            line += onOneLine(item);
            m_heap.stepOver(item);
            m_heap.requireRoom(line.size());
        }
        if ((*list)->isTuple())
            return "(" + line + ((*list)->items.size() == 1 ? ",)" : ")");
        return "[" + line + "]";
    }

    void writeDict(const Dict& dict, std::size_t indent, std::size_t tail) {
        const DepthGuard guard = m_heap.enterNested();
        const Entries entries = sorted(dict);
        m_text += "{";
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const std::string key = representation(m_heap, entries[i].first) + ": ";
            const bool last = i + 1 == entries.size();
            m_text += key;
            write(entries[i].second, indent + 1 + widthOf(key), last ? tail + 1 : 1, false);
            m_text += last ? "}" : ",\n" + std::string(indent + 1, ' ');
        }
    }

    void writeList(const List& list, std::size_t indent, std::size_t tail) {
        const DepthGuard guard = m_heap.enterNested();
        const bool tuple = list.isTuple();
        const std::string end = !tuple ? "]" : list.items.size() == 1 ? ",)" : ")";
        m_text += tuple ? "(" : "[";
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            const bool last = i + 1 == list.items.size();
            write(list.items[i], indent + 1, last ? tail + end.size() : 1, false);
            m_text += last ? end : ",\n" + std::string(indent + 1, ' ');
        }
    }

    /// Literals one below the other, broken behind spaces; by itself in parentheses.
    void writeText(std::string_view text, std::size_t indent, std::size_t tail, bool outermost) {
        indent += outermost ? 1 : 0;
        tail += outermost ? 1 : 0;
        const auto fits = [&](std::string_view part, bool last) {
            return widthOf(representation(m_heap, part)) + indent + (last ? tail : 0) <= kWidth;
        };
        std::vector<std::string> literals;
        const auto add = [&](std::string_view part) {
            literals.push_back(representation(m_heap, part));
        };
        while (!text.empty()) {
            const std::string_view line = text.substr(0, text.find('\n')).size() < text.size()
                                              ? text.substr(0, text.find('\n') + 1)
                                              : text;
            text.remove_prefix(line.size());
            if (fits(line, text.empty())) {
                add(line);
                continue;
            }
            std::size_t start = 0;
            for (std::size_t end = 0; end < line.size();) {
                const std::size_t before = end;
                end = endOfWord(line, before);
                const bool last = end == line.size() && text.empty();
                m_heap.step(end - start);
                if (before > start && !fits(line.substr(start, end - start), last)) {
                    add(line.substr(start, before - start));
                    start = before;
                }
            }
            add(line.substr(start));
        }
        const bool enclosed = outermost && literals.size() > 1;
        m_text += enclosed ? "(" : "";
        for (std::size_t i = 0; i < literals.size(); ++i)
            m_text += (i > 0 ? "\n" + std::string(indent, ' ') : std::string()) + literals[i];
        m_text += enclosed ? ")" : "";
    }

    /// Behind the word that begins there, and the spaces after it.
    static std::size_t endOfWord(std::string_view line, std::size_t at) {
        const auto isSpace = [&](std::size_t i) {
            return std::isspace(static_cast<unsigned char>(line[i])) != 0;
        };
        while (at < line.size() && !isSpace(at))
            ++at;
        while (at < line.size() && isSpace(at))
            ++at;
        return at;
    }

    Heap& m_heap;
    std::string m_text;
};

} // namespace

std::string prettyPrinted(Heap& heap, const Value& value) {
    PrettyPrinter printer(heap);
    printer.write(value, 0, 0, true);
    return printer.text();
}

} // namespace conclave::jinja
