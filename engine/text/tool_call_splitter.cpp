// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tool_call_splitter.h"

#include "engine/text/begun_marker.h"
#include "engine/text/characters.h"
#include "engine/text/tool_call_reader.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace conclave {

namespace {

bool isName(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '_' || c == '-' || c == '.';
    });
}

} // namespace

ToolCallSplitter::ToolCallSplitter(ToolCallFormat format) : m_format(std::move(format)) {}

std::string ToolCallSplitter::feed(std::string_view chunk) {
    m_pending += chunk;
    std::string text;
    while (true) {
        if (!m_open) {
            if (m_atStart && holdsBareJson())
                return text;
            text += takeText();
            if (!m_open)
                return text;
        }
        const std::size_t end =
            m_open->close.empty() ? m_pending.npos : m_pending.find(m_open->close);
        if (end == m_pending.npos)
            return text;
        const std::string body = m_pending.substr(0, end);
        m_pending.erase(0, end + m_open->close.size());
        text += takeCalls(body);
    }
}

/// Whether the answer so far may be nothing but a call.
bool ToolCallSplitter::holdsBareJson() const {
    if (!m_format.bareJson)
        return false;
    std::string dense; // the beginning without spaces
    for (const char c : m_pending)
        if (c != ' ' && c != '\n' && dense.size() < 16)
            dense += c;
    for (const std::string_view beginning : {"{\"name\":\"", "{\"type\":\"function"})
        if (dense.starts_with(beginning) || beginning.starts_with(dense))
            return true;
    return false;
}

/// The text before the first opening mark; without one, all but a possible beginning of it.
std::string ToolCallSplitter::takeText() {
    std::size_t first = m_pending.size(), held = 0;
    for (const ToolCallMarks& marks : m_format.marks) {
        const std::size_t found = m_pending.find(marks.open);
        if (found < first) {
            first = found;
            m_open = &marks;
        }
        held = std::max(held, begunMarker(m_pending, marks.open));
    }
    std::string text = m_pending.substr(0, m_open ? first : m_pending.size() - held);
    m_pending.erase(0, text.size());
    if (m_open && !m_open->open.starts_with("<function")) // there the mark is part of the call
        m_pending.erase(0, m_open->open.size());
    m_atStart = m_atStart && text::strip(text).empty();
    return text;
}

/// Keeps the calls of a finished stretch; text without calls comes back.
std::string ToolCallSplitter::takeCalls(std::string_view body) {
    m_open = nullptr;
    m_atStart = false;
    std::vector<ToolCall> calls = readToolCalls(body);
    const std::string_view name = text::strip(body);
    if (calls.empty() && m_format.bareNames && isName(name))
        calls.push_back({std::string(name), "{}"});
    m_calls.insert(m_calls.end(), calls.begin(), calls.end());
    return calls.empty() ? std::string(text::strip(body)) : std::string();
}

std::string ToolCallSplitter::finish() {
    const std::string rest = std::exchange(m_pending, {});
    if (m_open || (m_atStart && m_format.bareJson && !text::strip(rest).empty()))
        return takeCalls(rest);
    return rest;
}

} // namespace conclave
