// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a model writes becomes a trace, an answer and calls, while it is being written.
#pragma once

#include "engine/text/harmony_splitter.h"
#include "engine/text/thinking_splitter.h"
#include "engine/text/tool_call_splitter.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// How a model's answers are written, as its template shows.
struct AnswerFormat {
    bool harmony = false;
    ToolCallFormat toolCalls;

    /// Whether a special token of this text structures an answer, so that it has to be written.
    [[nodiscard]] bool uses(std::string_view token) const { return toolCalls.uses(token); }
};

[[nodiscard]] AnswerFormat findAnswerFormat(std::string_view templateSource);

class AnswerParser {
public:
    using Part = ThinkingSplitter::Part;

    /// Where a text begins that is parsed.
    enum class Begins { turn, trace, answer };

    /// `markers`: those of the trace, if the model may write one.
    AnswerParser(const AnswerFormat& format, const std::optional<ThinkingMarkers>& markers,
                 Begins begins);

    [[nodiscard]] std::vector<Part> feed(std::string_view chunk);
    /// What was held back. Nothing may be fed afterwards.
    [[nodiscard]] std::vector<Part> finish();

    /// Whether the text fed so far ends inside the trace.
    [[nodiscard]] bool thinking() const noexcept;
    /// The calls so far, in order.
    [[nodiscard]] const std::vector<ToolCall>& calls() const noexcept;

private:
    [[nodiscard]] std::vector<Part> withoutCalls(std::vector<Part> parts);

    std::optional<HarmonySplitter> m_harmony;
    std::optional<ThinkingSplitter> m_trace;
    ToolCallSplitter m_calls;
};

} // namespace conclave
