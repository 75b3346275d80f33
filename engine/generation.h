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

/// One request on a loaded model, beside others on the same model. One thread.
class Generation {
public:
    Generation(LoadedModel& model, const GenerateRequest& request, const GenerationControl& control,
               const EventSink& sink);
    ~Generation();
    Generation(const Generation&) = delete;
    Generation& operator=(const Generation&) = delete;

    /// Reads the prompt and joins the model's decoder, whose steps then stream text events. Throws
    /// Error.
    void start();
    /// After a step: true when the answer is complete. May read on and join again, after thinking
    /// was ended. Throws Error.
    [[nodiscard]] bool over();
    /// The facts for Finished, once it is over.
    [[nodiscard]] GenerationFacts finish();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] std::string renderPrompt();
    void openParser();
    void decode();
    [[nodiscard]] bool prefill(Session& session);
    [[nodiscard]] std::uint32_t limit() const;
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

    std::vector<TokenId> m_tokens;            ///< prompt, then answer
    Session* m_session = nullptr;             ///< held until the end
    std::shared_ptr<const DecodeLane> m_lane; ///< null: nothing more is decoded
    std::optional<ThinkingMarkers> m_markers;
    std::optional<AnswerParser> m_parser;
    Utf8Stream m_utf8;
    std::uint32_t m_drawn = 0;
    bool m_ended = false; ///< an end-of-generation token came
    Clock::time_point m_start = Clock::now(), m_firstToken, m_thinkingEnd;
    GenerationFacts m_facts;
};

} // namespace conclave
