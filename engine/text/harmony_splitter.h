// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The Harmony format of gpt-oss: an answer in messages, each to a channel or to a tool.
#pragma once

#include "engine/engine.h"
#include "engine/text/thinking_splitter.h"

#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Whether a template writes this format.
[[nodiscard]] bool isHarmony(std::string_view templateSource);

/// Channel "analysis" is the trace, "final" and "commentary" are the answer, and a message with a
/// recipient is a call. Marks may be split over chunks. Text without any mark is an answer.
/// Source: OpenAI, "Harmony response format".
class HarmonySplitter {
public:
    /// What stands between "<|start|>assistant" and an answer without a trace.
    static constexpr std::string_view kFinal = "<|channel|>final<|message|>";

    /// `insideText`: the text begins inside of the final message; else behind "<|start|>assistant".
    explicit HarmonySplitter(bool insideText);

    [[nodiscard]] std::vector<ThinkingSplitter::Part> feed(std::string_view chunk);
    /// What was held back. Nothing may be fed afterwards.
    [[nodiscard]] std::vector<ThinkingSplitter::Part> finish();

    [[nodiscard]] bool thinking() const noexcept { return m_state == State::trace; }
    [[nodiscard]] const std::vector<ToolCall>& calls() const noexcept { return m_calls; }

private:
    enum class State { header, trace, text, call };

    bool passHeader();
    bool passMessage(std::vector<ThinkingSplitter::Part>& parts);
    void openMessage(std::string_view header);
    void write(std::string text, std::vector<ThinkingSplitter::Part>& parts);
    void endMessage();

    State m_state;
    std::string m_pending; ///< not yet decided
    std::string m_arguments;
    std::vector<ToolCall> m_calls;
};

} // namespace conclave
