// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/thinking_splitter.h"

#include "engine/text/begun_marker.h"

#include <algorithm>
#include <utility>

namespace conclave {

ThinkingSplitter::ThinkingSplitter(ThinkingMarkers markers, bool insideTrace)
    : m_markers(std::move(markers)), m_state(insideTrace ? State::trace : State::beginning),
      m_afterMarker(insideTrace) {
    if (m_markers.open.empty() || m_markers.close.empty())
        m_state = State::answer;
}

std::vector<ThinkingSplitter::Part> ThinkingSplitter::feed(std::string_view chunk) {
    std::vector<Part> parts;
    m_pending += chunk;
    if (m_state == State::beginning)
        seekOpening();
    if (m_state == State::trace)
        passTrace(parts);
    if (m_state == State::answer) {
        trimLineBreaks();
        if (!m_pending.empty())
            parts.push_back({false, std::exchange(m_pending, {})});
    }
    return parts;
}

/// Decides whether the text begins with a trace, if that can be told already.
void ThinkingSplitter::seekOpening() {
    const std::size_t start = std::min(m_pending.find_first_not_of(" \t\n"), m_pending.size());
    const std::string_view text = std::string_view(m_pending).substr(start);
    if (text.starts_with(m_markers.open)) {
        m_pending.erase(0, start + m_markers.open.size());
        m_state = State::trace;
        m_afterMarker = true;
    } else if (!std::string_view(m_markers.open).starts_with(text)) {
        m_state = State::answer;
    }
}

void ThinkingSplitter::passTrace(std::vector<Part>& parts) {
    trimLineBreaks();
    const std::size_t close = m_pending.find(m_markers.close);
    const bool ends = close != std::string::npos;
    const std::size_t length =
        ends ? close : m_pending.size() - begunMarker(m_pending, m_markers.close);
    if (length > 0)
        parts.push_back({true, m_pending.substr(0, length)});
    m_pending.erase(0, length);
    if (ends) {
        m_pending.erase(0, m_markers.close.size());
        m_state = State::answer;
        m_afterMarker = true;
    }
}

void ThinkingSplitter::trimLineBreaks() {
    if (!m_afterMarker)
        return;
    m_pending.erase(0, m_pending.find_first_not_of('\n'));
    m_afterMarker = m_pending.empty();
}

std::vector<ThinkingSplitter::Part> ThinkingSplitter::finish() {
    std::vector<Part> parts;
    if (!m_pending.empty())
        parts.push_back({thinking(), std::exchange(m_pending, {})});
    return parts;
}

} // namespace conclave
