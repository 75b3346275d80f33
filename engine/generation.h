// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One answer: from the conversation to the last event.
#pragma once

#include "engine/loaded_model.h"
#include "engine/text/answer_parser.h"
#include "engine/text/utf8_stream.h"

#include <atomic>
#include <chrono>
#include <optional>

namespace conclave {

/// What the outside may ask of a running generation; set from any thread.
struct GenerationControl {
    std::atomic<bool> cancel = false;
    std::atomic<bool> answerNow = false;
};

/// Runs one request on a loaded model. One thread.
class Generation {
public:
    Generation(LoadedModel& model, const GenerateRequest& request, const GenerationControl& control,
               const EventSink& sink);

    /// Streams text events and returns the facts for Finished. Throws Error.
    [[nodiscard]] GenerationFacts run();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] std::string renderPrompt();
    void openParser();
    [[nodiscard]] bool prefill(Session& session);
    [[nodiscard]] bool take(TokenId token);
    [[nodiscard]] std::string textOf(TokenId token) const;
    void emit(const std::string& bytes);
    void emit(const std::vector<AnswerParser::Part>& parts);
    [[nodiscard]] bool wantsAnswer() const;
    void endThinking();
    void finishText();
    [[nodiscard]] double since(Clock::time_point start) const;

    LoadedModel& m_model;
    const GenerateRequest& m_request;
    const GenerationControl& m_control;
    const EventSink& m_sink;

    std::vector<TokenId> m_tokens; ///< prompt, then answer
    std::optional<ThinkingMarkers> m_markers;
    std::optional<AnswerParser> m_parser;
    Utf8Stream m_utf8;
    std::uint32_t m_drawn = 0;
    bool m_ended = false; ///< an end-of-generation token came
    Clock::time_point m_start = Clock::now(), m_firstToken, m_thinkingEnd;
    GenerationFacts m_facts;
};

} // namespace conclave
