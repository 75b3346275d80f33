// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/thinking_markers.h"

#include "engine/text/characters.h"

#include <algorithm>

namespace conclave {

namespace {

std::string_view trimmed(std::string_view text) {
    return text::strip(text);
}

/// What the template writes behind the question: the beginning of the model's turn.
std::string_view turnOf(std::string_view prompt) {
    const std::size_t question = prompt.rfind(TemplateProbes::kQuestion);
    return question == prompt.npos ? prompt
                                   : prompt.substr(question + TemplateProbes::kQuestion.size());
}

/// The tag a text ends with, ignoring whitespace: "<think>" of "assistant\n<think>\n".
std::string_view lastTag(std::string_view text) {
    text = trimmed(text);
    if (!text.ends_with('>') && !text.ends_with(']'))
        return {};
    const std::size_t start = text.rfind(text.back() == '>' ? '<' : '[');
    return start == text.npos ? std::string_view() : text.substr(start);
}

/// "</think>" for "<think>", "[/THINK]" for "[THINK]".
std::string closingTag(std::string_view open) {
    return open.empty() ? std::string() : std::string(open).insert(1, "/");
}

/// From an answer in the past: what stands before the trace and between trace and answer.
std::optional<ThinkingMarkers> fromAnswer(const TemplateProbes& probes) {
    const std::string_view turn = turnOf(probes.answered);
    const std::size_t trace = turn.find(TemplateProbes::kTrace);
    const std::size_t answer = turn.find(TemplateProbes::kAnswer);
    if (trace == turn.npos || answer == turn.npos || answer < trace)
        return {};
    const std::string_view before = turn.substr(0, trace);
    const std::size_t traceEnd = trace + TemplateProbes::kTrace.size();
    const std::string_view between = turn.substr(traceEnd, answer - traceEnd);
    const std::string_view prompt = turnOf(probes.on);
    const bool continues = before.starts_with(prompt);
    const std::string_view opening = continues ? before.substr(prompt.size()) : std::string_view();
    const std::string_view open = trimmed(opening).empty() ? lastTag(before) : trimmed(opening);
    if (open.empty() || trimmed(between).empty())
        return {};
    ThinkingMarkers markers{std::string(open), std::string(trimmed(between)), false};
    const std::size_t start = before.rfind(open);
    markers.openText = before.substr(start);
    markers.closeText = between;
    return markers;
}

/// From the empty trace that a template writes to keep the model from thinking.
std::optional<ThinkingMarkers> fromEmptyTrace(const TemplateProbes& probes) {
    const std::string_view on = turnOf(probes.on);
    const std::string_view off = turnOf(probes.off);
    const auto differ = std::mismatch(on.begin(), on.end(), off.begin(), off.end());
    const std::string_view close = lastTag(off);
    if (differ.second == off.end() || close.empty())
        return {};
    // Behind what both share comes the empty trace, or only its end if both begin one.
    const std::string_view added =
        trimmed(off.substr(static_cast<std::size_t>(differ.second - off.begin())));
    std::string_view open;
    if (added.size() > close.size())
        open = trimmed(added.substr(0, added.size() - close.size()));
    if (open.empty())
        open = lastTag(on);
    if (open.empty() || open == close)
        return {};
    return ThinkingMarkers{std::string(open), std::string(close), false};
}

/// From a prompt that ends with an opening tag whose closing tag the template knows.
std::optional<ThinkingMarkers> fromOpenTag(const TemplateProbes& probes) {
    const std::string open(lastTag(turnOf(probes.on)));
    const std::string close = closingTag(open);
    if (close.empty() || probes.source.find(close) == probes.source.npos)
        return {};
    return ThinkingMarkers{open, close, true};
}

/// From a closing tag that the template looks for to drop old traces.
std::optional<ThinkingMarkers> fromSource(const TemplateProbes& probes) {
    for (const std::string_view open : {"<think>", "[THINK]", "<thinking>", "<seed:think>"}) {
        const std::string close = closingTag(open);
        if (probes.source.find(close) != probes.source.npos)
            return ThinkingMarkers{std::string(open), close, false};
    }
    return {};
}

} // namespace

bool opensTrace(std::string_view prompt, const ThinkingMarkers& markers) {
    return trimmed(prompt).ends_with(markers.open);
}

bool endsTrace(std::string_view prompt, const ThinkingMarkers& markers) {
    return trimmed(prompt).ends_with(markers.close);
}

std::optional<ThinkingMarkers> findThinkingMarkers(const TemplateProbes& probes) {
    for (const auto find : {fromAnswer, fromEmptyTrace, fromOpenTag, fromSource})
        if (std::optional<ThinkingMarkers> markers = find(probes)) {
            markers->opensInPrompt = opensTrace(probes.on, *markers);
            if (markers->opensInPrompt && probes.on.ends_with(markers->open))
                markers->closeText = markers->close; // a model that knows no line breaks there
            return markers;
        }
    return {};
}

} // namespace conclave
