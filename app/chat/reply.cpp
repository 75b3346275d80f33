// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/reply.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace conclave {

void Reply::addThinking(const QString& text) {
    if (!thinkingClock.isValid()) {
        thinkingClock.start();
    }
    inTrace = true;
    thinking += text;
}

void Reply::addAnswer(const QString& text) {
    if (inTrace) {
        m_thinkingSeconds = static_cast<double>(thinkingClock.elapsed()) / 1000;
    }
    inTrace = false;
    content += text;
}

double Reply::thinkingSeconds() const {
    const double now =
        inTrace ? static_cast<double>(thinkingClock.elapsed()) / 1000 : m_thinkingSeconds;
    return earlierThinkingSeconds + now;
}

storage::GenerationRow toRow(const GenerationFacts& facts, const SamplingSettings& sampling) {
    storage::GenerationRow row;
    row.model = facts.model;
    row.quantisation = facts.quantisation;
    row.device = facts.device;
    row.promptTokens = facts.promptTokens;
    row.cachedTokens = facts.cachedTokens;
    row.thinkingTokens = facts.thinkingTokens;
    row.answerTokens = facts.answerTokens;
    row.firstTokenMs = facts.firstTokenMilliseconds;
    row.prefillMs = facts.prefillMilliseconds;
    row.thinkingMs = facts.thinkingMilliseconds;
    row.decodeMs = facts.decodeMilliseconds;
    row.totalMs = facts.totalMilliseconds;
    row.decodeTokensPerSecond = facts.decodeTokensPerSecond;
    row.prefillTokensPerSecond = facts.prefillTokensPerSecond;
    row.seed = facts.seed;
    row.promptSha256 = facts.promptSha256;
    row.contextUsed = facts.contextUsed;
    row.contextLength = facts.contextLength;
    switch (facts.stopReason) {
    case StopReason::endOfText:
        row.stopReason = "end_of_text";
        break;
    case StopReason::maxTokens:
        row.stopReason = "max_tokens";
        break;
    case StopReason::contextFull:
        row.stopReason = "context_full";
        break;
    case StopReason::cancelled:
        row.stopReason = "cancelled";
        break;
    }
    row.samplerJson = nlohmann::json{{"temperature", sampling.temperature},
                                     {"top_k", sampling.topK},
                                     {"top_p", sampling.topP},
                                     {"min_p", sampling.minP},
                                     {"repeat_penalty", sampling.repeatPenalty},
                                     {"presence_penalty", sampling.presencePenalty}}
                          .dump();
    return row;
}

storage::MessageStatus statusOf(StopReason reason) {
    return reason == StopReason::cancelled ? storage::MessageStatus::stopped
                                           : storage::MessageStatus::done;
}

std::vector<ChatMessage> toConversation(const std::vector<storage::Message>& path,
                                        bool continueLast) {
    std::vector<ChatMessage> messages;
    for (const storage::Message& m : path) {
        const bool last = &m == &path.back();
        const bool assistant = m.role == storage::Role::assistant;
        if (assistant && m.content.empty() && !(last && continueLast)) {
            continue; // an answer that never came
        }
        messages.push_back({assistant ? "assistant" : "user", m.content,
                            last && continueLast ? m.thinking : std::string()});
    }
    return messages;
}

} // namespace conclave
