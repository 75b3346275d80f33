// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/generation.h"

#include "engine/text/prompt_hash.h"

#include <algorithm>
#include <exception>
#include <random>

namespace conclave {

Generation::Generation(LoadedModel& model, const GenerateRequest& request,
                       const GenerationControl& control, const EventSink& sink)
    : m_model(model), m_request(request), m_control(control), m_sink(sink) {
    m_facts.model = model.info().name;
    m_facts.quantisation = model.info().quantisation;
    m_facts.device = model.info().device.name;
    m_facts.contextLength = model.info().contextLength;
    m_facts.seed =
        request.sampling.seed ? *request.sampling.seed : std::uint64_t(std::random_device{}());
}

Generation::~Generation() {
    if (m_session != nullptr) {
        m_model.releaseSession(*m_session);
    }
}

void Generation::start() {
    const std::string prompt = renderPrompt();
    m_facts.promptSha256 = sha256Hex(prompt);
    m_tokens = m_model.tokenizer().encode(
        prompt, {.addSpecial = !m_model.prompt().beginsWithBos(prompt), .parseSpecial = true});
    m_facts.promptTokens = static_cast<std::uint32_t>(m_tokens.size());
    openParser();
    m_model.decoder().settle(); // steps in flight still write to sessions that may make room now
    m_session = &m_model.takeSession(m_tokens);
    decode();
}

/// Tokens that may be drawn altogether.
std::uint32_t Generation::limit() const {
    const std::uint32_t room =
        m_facts.contextLength - std::min(m_facts.promptTokens, m_facts.contextLength);
    return m_request.maxTokens == 0 ? room + 1 : std::min(m_request.maxTokens, room + 1);
}

void Generation::decode() {
    m_lane.reset();
    m_model.decoder().settle(); // reading a prompt needs the activations that steps use, too
    if (!prefill(*m_session)) {
        return;
    }
    const std::vector<TokenId> stops = m_model.tokenizer().endOfGeneration();
    m_lane =
        m_model.decoder().add(*m_session, m_request.sampling, m_facts.seed + m_drawn, stops,
                              limit() - m_drawn, [this](TokenId token) { return take(token); });
}

bool Generation::over() {
    if (m_lane != nullptr && !m_lane->ended) {
        return false;
    }
    if (m_lane != nullptr && m_lane->failure) {
        std::rethrow_exception(m_lane->failure);
    }
    if (m_lane == nullptr || m_ended || !wantsAnswer() || m_drawn >= limit()) {
        return true;
    }
    endThinking();
    decode();
    return m_lane == nullptr;
}

GenerationFacts Generation::finish() {
    finishText();
    const std::uint32_t room =
        m_facts.contextLength - std::min(m_facts.promptTokens, m_facts.contextLength);
    m_facts.stopReason = m_control.cancel     ? StopReason::cancelled
                         : m_ended            ? StopReason::endOfText
                         : m_drawn < room + 1 ? StopReason::maxTokens
                                              : StopReason::contextFull;
    m_facts.contextUsed = static_cast<std::uint32_t>(m_session->tokens().size());
    m_facts.totalMilliseconds = since(m_start);
    if (m_drawn > 0) {
        m_facts.decodeMilliseconds = since(m_firstToken);
    }
    if (m_drawn > 1 && m_facts.decodeMilliseconds > 0) {
        m_facts.decodeTokensPerSecond = 1000.0 * (m_drawn - 1) / m_facts.decodeMilliseconds;
    }
    return m_facts;
}

std::string Generation::renderPrompt() {
    if (m_request.messages.empty()) {
        throw Error(ErrorKind::badRequest,
                    "There is nothing to answer: the conversation is empty.");
    }
    return m_request.raw ? m_request.messages.front().content
                         : m_model.prompt().render(m_request.messages, m_request.thinking,
                                                   m_request.continueLast);
}

void Generation::openParser() {
    if (m_request.raw) {
        return;
    }
    const ChatMessage& last = m_request.messages.back();
    m_markers = m_model.prompt().markers(m_request.thinking);
    auto begins = m_markers && m_markers->opensInPrompt ? AnswerParser::Begins::trace
                                                        : AnswerParser::Begins::turn;
    if (m_request.continueLast && !last.content.empty()) {
        m_markers.reset();
        begins = AnswerParser::Begins::answer;
    } else if (m_request.continueLast && !last.thinking.empty()) {
        begins = AnswerParser::Begins::trace;
    }
    m_parser.emplace(m_model.prompt().answerFormat(), m_markers, begins);
}

bool Generation::prefill(Session& session) {
    const auto start = Clock::now();
    const auto total = static_cast<std::uint32_t>(m_tokens.size());
    const auto cached = session.sync(m_tokens, [&](std::uint32_t done) {
        m_sink(PrefillProgress{m_request.id, done, total});
        return !m_control.cancel;
    });
    if (cached && m_drawn == 0) {
        m_facts.cachedTokens = *cached;
        m_facts.prefillMilliseconds = since(start);
        m_facts.prefillTokensPerSecond =
            1000.0 * (total - *cached) / std::max(m_facts.prefillMilliseconds, 1e-3);
    }
    return cached.has_value() && !m_control.cancel;
}

bool Generation::take(TokenId token) {
    if (m_drawn == 0) {
        m_firstToken = Clock::now();
        m_thinkingEnd = m_firstToken;
        m_facts.firstTokenMilliseconds = since(m_start);
    }
    ++m_drawn;
    m_ended = m_model.tokenizer().isEndOfGeneration(token);
    if (m_ended) {
        return false;
    }
    m_tokens.push_back(token);
    const bool before = m_parser && m_parser->thinking();
    emit(textOf(token));
    const bool thinking = before || (m_parser && m_parser->thinking());
    if (thinking) {
        m_thinkingEnd = Clock::now();
        m_facts.thinkingMilliseconds =
            std::chrono::duration<double, std::milli>(m_thinkingEnd - m_firstToken).count();
        ++m_facts.thinkingTokens;
    } else {
        ++m_facts.answerTokens;
    }
    return !m_control.cancel && !wantsAnswer();
}

/// Special tokens write nothing, unless they structure the answer.
std::string Generation::textOf(TokenId token) const {
    std::string text = m_model.tokenizer().piece(token, false);
    if (!text.empty() || !m_parser) {
        return text;
    }
    std::string mark = m_model.tokenizer().piece(token, true);
    const bool ofTrace = m_markers && (m_markers->open.find(mark) != std::string::npos ||
                                       m_markers->close.find(mark) != std::string::npos);
    return ofTrace || m_model.prompt().answerFormat().uses(mark) ? mark : text;
}

void Generation::emit(const std::string& bytes) {
    std::string text = m_utf8.feed(bytes);
    if (text.empty()) {
        return;
    }
    if (m_parser) {
        emit(m_parser->feed(text));
    } else {
        m_sink(AnswerText{m_request.id, std::move(text)});
    }
}

void Generation::emit(const std::vector<AnswerParser::Part>& parts) {
    for (const AnswerParser::Part& part : parts) {
        if (part.thinking) {
            m_sink(ThinkingText{m_request.id, part.text});
        } else {
            m_sink(AnswerText{m_request.id, part.text});
        }
    }
}

bool Generation::wantsAnswer() const {
    const bool thinking = m_markers && m_parser && m_parser->thinking();
    return thinking && !m_control.cancel &&
           (m_control.answerNow ||
            (m_request.thinkingBudget && m_facts.thinkingTokens >= *m_request.thinkingBudget));
}

/// Writes the end of the trace in the model's place.
void Generation::endThinking() {
    emit(m_markers->closeText);
    const std::vector<TokenId> close = m_model.tokenizer().encode(
        m_markers->closeText, {.addSpecial = false, .parseSpecial = true});
    m_tokens.insert(m_tokens.end(), close.begin(), close.end());
}

void Generation::finishText() {
    std::string rest = m_utf8.finish();
    if (m_parser) {
        emit(m_parser->feed(rest));
        emit(m_parser->finish());
        m_facts.toolCalls = m_parser->calls();
    } else if (!rest.empty()) {
        m_sink(AnswerText{m_request.id, std::move(rest)});
    }
}

double Generation::since(Clock::time_point start) const {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace conclave
