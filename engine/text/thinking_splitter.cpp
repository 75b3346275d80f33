// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/thinking_splitter.h"

#include <algorithm>
#include <utility>

namespace conclave {

namespace {

/// Length of the longest ending of `text` with which `marker` begins.
std::size_t begunMarker(std::string_view text, std::string_view marker) {
    for (std::size_t length = std::min(text.size(), marker.size() - 1); length > 0; --length)
        if (text.ends_with(marker.substr(0, length)))
            return length;
    return 0;
}

} // namespace

ThinkingSplitter::ThinkingSplitter(ThinkingMarkers markers, bool insideTrace)
    : m_markers(std::move(markers)), m_thinking(insideTrace), m_trimming(insideTrace) {}

std::vector<ThinkingSplitter::Part> ThinkingSplitter::feed(std::string_view chunk) {
    std::vector<Part> parts;
    m_pending += chunk;
    while (true) {
        if (m_trimming) {
            m_pending.erase(0, m_pending.find_first_not_of('\n'));
            if (m_pending.empty())
                return parts;
        }
        const std::string& marker = m_thinking ? m_markers.close : m_markers.open;
        const std::size_t found = marker.empty() ? std::string::npos : m_pending.find(marker);
        const bool decided = found != std::string::npos;
        const std::size_t length =
            decided ? found
                    : m_pending.size() - (marker.empty() ? 0 : begunMarker(m_pending, marker));
        if (length > 0) {
            parts.push_back({m_thinking, m_pending.substr(0, length)});
            m_trimming = false;
        }
        m_pending.erase(0, decided ? length + marker.size() : length);
        if (!decided)
            return parts;
        m_thinking = !m_thinking;
        m_trimming = true;
    }
}

std::vector<ThinkingSplitter::Part> ThinkingSplitter::finish() {
    std::vector<Part> parts;
    if (!m_pending.empty())
        parts.push_back({m_thinking, std::exchange(m_pending, {})});
    return parts;
}

} // namespace conclave
