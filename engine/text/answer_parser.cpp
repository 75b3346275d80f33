// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/answer_parser.h"

#include <utility>

namespace conclave {

AnswerFormat findAnswerFormat(std::string_view templateSource) {
    AnswerFormat format;
    format.harmony = isHarmony(templateSource);
    if (!format.harmony)
        format.toolCalls = findToolCallFormat(templateSource);
    return format;
}

AnswerParser::AnswerParser(const AnswerFormat& format,
                           const std::optional<ThinkingMarkers>& markers, Begins begins)
    : m_calls(format.toolCalls) {
    if (format.harmony) {
        m_harmony.emplace(begins == Begins::answer);
        if (begins == Begins::trace) // the prompt holds its header
            (void)m_harmony->feed("<|channel|>analysis<|message|>");
    } else if (markers && begins != Begins::answer) {
        m_trace.emplace(*markers, begins == Begins::trace);
    }
}

std::vector<AnswerParser::Part> AnswerParser::feed(std::string_view chunk) {
    if (m_harmony)
        return m_harmony->feed(chunk);
    if (m_trace)
        return withoutCalls(m_trace->feed(chunk));
    return withoutCalls({{false, std::string(chunk)}});
}

std::vector<AnswerParser::Part> AnswerParser::finish() {
    if (m_harmony)
        return m_harmony->finish();
    std::vector<Part> parts;
    if (m_trace)
        parts = withoutCalls(m_trace->finish());
    if (std::string rest = m_calls.finish(); !rest.empty())
        parts.push_back({false, std::move(rest)});
    return parts;
}

std::vector<AnswerParser::Part> AnswerParser::withoutCalls(std::vector<Part> parts) {
    std::vector<Part> kept;
    for (Part& part : parts) {
        if (!part.thinking)
            part.text = m_calls.feed(part.text);
        if (!part.text.empty())
            kept.push_back(std::move(part));
    }
    return kept;
}

bool AnswerParser::thinking() const noexcept {
    return m_harmony ? m_harmony->thinking() : m_trace && m_trace->thinking();
}

const std::vector<ToolCall>& AnswerParser::calls() const noexcept {
    return m_harmony ? m_harmony->calls() : m_calls.calls();
}

} // namespace conclave
