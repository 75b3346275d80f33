// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_history.h"

#include "storage/chat_store.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>

namespace conclave {

namespace {

using storage::ChatStore;
using storage::MessageStatus;
using storage::Role;

struct ScriptedAnswer {
    std::string content;
    std::string thinking = {};
    MessageStatus status = MessageStatus::done;
};

storage::GenerationRow measured(const ScriptedAnswer& answer) {
    storage::GenerationRow row;
    row.model = "Guide";
    row.quantisation = "F16";
    row.device = "Scripted device";
    row.promptTokens = 64;
    row.cachedTokens = 40;
    row.thinkingTokens = static_cast<std::int64_t>(answer.thinking.size() / 4);
    row.answerTokens = static_cast<std::int64_t>(answer.content.size() / 4);
    row.firstTokenMs = 84;
    row.prefillMs = 78;
    row.decodeTokensPerSecond = 182.4;
    row.prefillTokensPerSecond = 820.5;
    row.thinkingMs = static_cast<double>(row.thinkingTokens) * 1000 / row.decodeTokensPerSecond;
    row.decodeMs = static_cast<double>(row.thinkingTokens + row.answerTokens) * 1000 /
                   row.decodeTokensPerSecond;
    row.totalMs = row.firstTokenMs + row.decodeMs;
    row.seed = 20260101;
    row.contextUsed = row.promptTokens + row.thinkingTokens + row.answerTokens;
    row.contextLength = 4096;
    row.stopReason = "end_of_text";
    return row;
}

std::string answer(ChatStore& store, const std::string& chat, const std::string& question,
                   const ScriptedAnswer& text) {
    const std::string reply = store.appendReply(chat, question);
    store.finishMessage(reply, text.content, text.thinking, text.status, {}, measured(text));
    return reply;
}

/// One question and its answer below `parent`; the id of the answer.
std::string exchange(ChatStore& store, const std::string& chat, const std::string& parent,
                     const std::string& question, const ScriptedAnswer& text) {
    return answer(store, chat, store.appendMessage(chat, parent, Role::user, question), text);
}

/// Moves the chat and its messages into the past.
void age(storage::Database& database, const std::string& chat, std::chrono::minutes age) {
    const auto milliseconds = static_cast<std::int64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
    for (const char* sql :
         {"UPDATE chat SET created_at = created_at - ?2, updated_at = updated_at - ?2 "
          "WHERE id = ?1",
          "UPDATE message SET created_at = created_at - ?2, updated_at = updated_at - ?2 "
          "WHERE chat_id = ?1"}) {
        SQLite::Statement statement(database.connection(), sql);
        statement.bind(1, chat);
        statement.bind(2, milliseconds);
        statement.exec();
    }
}

std::string showcase(ChatStore& store) {
    const std::string chat = store.createChat("Routing in a mixture of experts");
    const std::string first = exchange(
        store, chat, {}, "How does a router choose its experts?",
        {"For each token the router computes one score per expert and keeps the **two highest**. "
         "A softmax over those two gives their weights.\n\n"
         "1. Score: one small matrix product.\n"
         "2. Choose: the top two of eight.\n"
         "3. Mix: the weighted sum of what the two return.",
         "They ask about the router. I should name the three steps: score, choose, mix. "
         "Eight experts, two used. Keep it short."});
    const std::string question = store.appendMessage(
        chat, first, Role::user, "Show it in Python, and compare the sizes of the formats.");
    answer(store, chat, question, {"You could write it with NumPy in about ten lines."});
    answer(store, chat, question,
           {"Here is the router:\n\n"
            "```python\n"
            "import numpy as np\n\n"
            "def route(token, router, k=2):\n"
            "    scores = token @ router          # one score per expert\n"
            "    best = np.argsort(scores)[-k:]   # the k highest\n"
            "    weights = np.exp(scores[best])\n"
            "    return best, weights / weights.sum()\n"
            "```\n\n"
            "And the sizes of a model with 30 billion parameters:\n\n"
            "| Format | Bits per weight | Size |\n"
            "|---|---:|---:|\n"
            "| F16 | 16.0 | 61 GB |\n"
            "| Q8_0 | 8.5 | 32 GB |\n"
            "| Q4_K_M | 4.8 | 18 GB |\n\n"
            "Q4_K_M is the usual choice: a *third* of the size, and hardly a difference to read.",
            "Two parts: code and a table. NumPy is the plainest. For the sizes: parameters times "
            "bits divided by eight. 30.5 B times 16 / 8 is 61 GB. Good."});
    return chat;
}

std::string korean(ChatStore& store) {
    const std::string chat = store.createChat("양자화란 무엇인가요?");
    exchange(store, chat, {}, "양자화란 무엇인가요?",
             {"양자화는 가중치를 **더 적은 비트**로 저장하는 방법입니다. 예를 들어 Q4_K_M은 "
              "가중치 하나에 약 4.8비트를 씁니다. 파일이 작아지고 메모리도 덜 필요하지만, "
              "정확도는 조금 낮아질 수 있습니다."});
    return chat;
}

std::string interrupted(ChatStore& store) {
    const std::string chat = store.createChat("A story about a lighthouse");
    exchange(store, chat, {}, "Tell me a story about a lighthouse.",
             {"On the last rock before the open sea stood a lighthouse that nobody had lit for "
              "thirty years. One evening in November a fisherman saw",
              {},
              MessageStatus::interrupted});
    return chat;
}

std::string simple(ChatStore& store, const std::string& title, const std::string& question,
                   const std::string& text) {
    const std::string chat = store.createChat(title);
    exchange(store, chat, {}, question, {text});
    return chat;
}

} // namespace

ScriptedHistory fillHistory(storage::Database& database) {
    using namespace std::chrono_literals;
    constexpr auto day = 24h;
    ChatStore store(database);
    ScriptedHistory history;

    const std::string trip =
        simple(store, "Packing for Jeju", "What should I pack for Jeju in May?",
               "Light layers, a rain jacket and good shoes for the trails.");
    age(database, trip, 12 * day);
    const std::string licences =
        simple(store, "Which licence lets me sell?", "Which licence lets me sell what I make?",
               "**Apache 2.0** and **MIT** both do; keep the notice with the files.");
    age(database, licences, 5 * day);
    history.korean = korean(store);
    age(database, history.korean, 2 * day);
    history.interrupted = interrupted(store);
    age(database, history.interrupted, day);
    const std::string memory =
        simple(store, "Memory for a 30B model", "How much memory does a 30B model need?",
               "About 18 GB as Q4_K_M, and 2 GB more for a long conversation.");
    store.setPinned(memory, true);
    age(database, memory, 3 * day);
    history.showcase = showcase(store);
    age(database, history.showcase, 4min);
    return history;
}

} // namespace conclave
