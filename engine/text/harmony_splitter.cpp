// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/harmony_splitter.h"

#include "engine/text/begun_marker.h"
#include "engine/text/characters.h"

#include <algorithm>
#include <utility>

namespace conclave {

namespace {

using Parts = std::vector<ThinkingSplitter::Part>;

constexpr std::string_view kMessage = "<|message|>";
constexpr std::string_view kEnds[] = {"<|end|>", "<|return|>", "<|call|>", "<|start|>",
                                      "<|channel|>"};

/// A header begins with the role, a recipient or a channel; anything else is text without marks.
bool mayBeHeader(std::string_view text) {
    text = text::stripLeft(text);
    for (const std::string_view beginning :
         {"<|", "to=", "assistant", "analysis", "commentary", "final"})
        if (text.starts_with(beginning) || beginning.starts_with(text))
            return true;
    return false;
}

} // namespace

bool isHarmony(std::string_view templateSource) {
    return templateSource.find("<|channel|>") != templateSource.npos &&
           templateSource.find(kMessage) != templateSource.npos;
}

HarmonySplitter::HarmonySplitter(bool insideText)
    : m_state(insideText ? State::text : State::header) {}

Parts HarmonySplitter::feed(std::string_view chunk) {
    m_pending += chunk;
    Parts parts;
    while (m_state == State::header ? passHeader() : passMessage(parts)) {
    }
    return parts;
}

/// Reads a header to its end; false if that has not come yet.
bool HarmonySplitter::passHeader() {
    const std::size_t end = m_pending.find(kMessage);
    if (end == std::string::npos) {
        if (mayBeHeader(m_pending))
            return false;
        m_state = State::text;
        return true;
    }
    const std::string header = m_pending.substr(0, end);
    m_pending.erase(0, end + kMessage.size());
    openMessage(header);
    return true;
}

/// "<|start|>assistant to=functions.NAME<|channel|>commentary <|constrain|>json" and shorter ones.
void HarmonySplitter::openMessage(std::string_view header) {
    const std::size_t recipient = header.find("to=");
    if (recipient != header.npos) {
        std::string_view name = header.substr(recipient + 3);
        name = name.substr(0, name.find_first_of(" <\n"));
        if (name.starts_with("functions."))
            name.remove_prefix(10);
        m_state = State::call;
        m_calls.push_back({std::string(name), {}});
        return;
    }
    m_state = header.find("analysis") == header.npos ? State::text : State::trace;
}

/// Writes a message up to its end; false if that has not come yet.
bool HarmonySplitter::passMessage(Parts& parts) {
    std::size_t end = std::string::npos, length = 0, held = 0;
    for (const std::string_view mark : kEnds) {
        const std::size_t found = m_pending.find(mark);
        if (found < end) {
            end = found;
            length = mark == "<|start|>" || mark == "<|channel|>" ? 0 : mark.size();
        }
        held = std::max(held, begunMarker(m_pending, mark));
    }
    const bool ends = end != std::string::npos;
    write(m_pending.substr(0, ends ? end : m_pending.size() - held), parts);
    m_pending.erase(0, ends ? end + length : m_pending.size() - held);
    if (ends)
        endMessage();
    return ends;
}

void HarmonySplitter::write(std::string text, Parts& parts) {
    if (m_state == State::call)
        m_calls.back().arguments += text;
    else if (!text.empty())
        parts.push_back({m_state == State::trace, std::move(text)});
}

void HarmonySplitter::endMessage() {
    m_state = State::header;
}

Parts HarmonySplitter::finish() {
    Parts parts;
    if (m_state != State::header)
        write(std::exchange(m_pending, {}), parts);
    return parts;
}

} // namespace conclave
