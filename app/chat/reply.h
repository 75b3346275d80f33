// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The answer that is being written: its text so far, and where it goes.
#pragma once

#include "engine/engine.h"
#include "storage/chat_store.h"

#include <QElapsedTimer>
#include <QString>

#include <string>

namespace conclave {

/// Grows with the engine's events; knows nothing of the screen.
struct Reply {
    quint64 request = 0; ///< id of the engine request
    std::string chatId;
    std::string messageId;
    QString content, thinking;
    bool inTrace = false; ///< the last text belonged to the trace
    double earlierThinkingSeconds = 0;
    QElapsedTimer thinkingClock; ///< started by the first text of the trace

    void addThinking(const QString& text);
    void addAnswer(const QString& text);
    /// Live while thinking, then as it was at the end.
    [[nodiscard]] double thinkingSeconds() const;

private:
    double m_thinkingSeconds = 0;
};

[[nodiscard]] storage::GenerationRow toRow(const GenerationFacts& facts,
                                           const SamplingSettings& sampling);
[[nodiscard]] storage::MessageStatus statusOf(StopReason reason);

/// The conversation as the engine takes it. Traces of earlier answers stay out of the prompt.
[[nodiscard]] std::vector<ChatMessage> toConversation(const std::vector<storage::Message>& path,
                                                      bool continueLast);

} // namespace conclave
