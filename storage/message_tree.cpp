// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The messages of a chat: a tree by parent, one leaf of which is shown.
#include "storage/chat_store.h"

#include "storage/generation_row.h"
#include "storage/guarded.h"
#include "storage/names.h"
#include "storage/query.h"

#include <SQLiteCpp/Transaction.h>

namespace conclave::storage {

namespace {

constexpr std::string_view kSave = "save the message";
constexpr std::string_view kRead = "read the chat";

// From the leaf upwards; siblings share chat and parent and are ordered by age.
constexpr const char* kActivePath = R"sql(
WITH RECURSIVE path(id, height) AS (
    SELECT active_leaf, 0 FROM chat WHERE chat.id = ?1 AND active_leaf IS NOT NULL
    UNION ALL
    SELECT message.parent_id, height + 1 FROM message JOIN path ON message.id = path.id
    WHERE message.parent_id IS NOT NULL)
SELECT m.id, m.parent_id, m.role, m.content, m.thinking, m.status, m.error_text, m.created_at,
    (SELECT count(*) FROM message s
        WHERE s.chat_id = m.chat_id AND s.parent_id IS m.parent_id AND s.rid < m.rid),
    (SELECT count(*) FROM message s WHERE s.chat_id = m.chat_id AND s.parent_id IS m.parent_id),
    g.*
FROM path JOIN message m ON m.id = path.id LEFT JOIN generation g ON g.message_id = m.id
ORDER BY path.height DESC)sql";
constexpr int kFirstGenerationColumn = 10;

constexpr const char* kNewestLeafBelow = R"sql(
WITH RECURSIVE below(id) AS (
    SELECT ?1
    UNION ALL
    SELECT message.id FROM message JOIN below ON message.parent_id = below.id)
SELECT m.id FROM below JOIN message m ON m.id = below.id
WHERE NOT EXISTS (SELECT 1 FROM message child WHERE child.parent_id = m.id)
ORDER BY m.updated_at DESC, m.rid DESC LIMIT 1)sql";

Message messageFrom(SQLite::Statement& row) {
    using enum MessageStatus;
    return {.id = row.getColumn(0).getString(),
            .parentId = row.getColumn(1).getString(),
            .role =
                named(row.getColumn(2).getString(), {Role::system, Role::user, Role::assistant}),
            .content = row.getColumn(3).getString(),
            .thinking = row.getColumn(4).getString(),
            .status =
                named(row.getColumn(5).getString(), {streaming, done, stopped, interrupted, error}),
            .errorText = row.getColumn(6).getString(),
            .createdAt = row.getColumn(7).getInt64(),
            .siblingIndex = row.getColumn(8).getInt(),
            .siblingCount = row.getColumn(9).getInt(),
            .generation = generationFrom(row, kFirstGenerationColumn)};
}

std::string chatOf(SQLite::Database& connection, std::string_view messageId) {
    auto row = query(connection, "SELECT chat_id FROM message WHERE id = ?1", messageId);
    if (!row.executeStep())
        throw Error(ErrorKind::badRequest, "Cannot find the message: it does not exist any more.");
    return row.getColumn(0).getString();
}

void requireChat(SQLite::Database& connection, std::string_view chatId) {
    if (!query(connection, "SELECT 1 FROM chat WHERE id = ?1", chatId).executeStep())
        throw Error(ErrorKind::badRequest, "Cannot find the chat: it does not exist any more.");
}

/// Empty names the place before the first message and belongs to every chat.
void requireInChat(SQLite::Database& connection, std::string_view chatId,
                   std::string_view messageId) {
    requireChat(connection, chatId);
    if (!messageId.empty() && chatOf(connection, messageId) != chatId)
        throw Error(ErrorKind::badRequest, "Cannot use the message: it is part of another chat.");
}

void requireStreaming(int changedRows) {
    if (changedRows == 0)
        throw Error(ErrorKind::badRequest,
                    "Cannot change the answer: it is complete or does not exist any more.");
}

void touchChat(SQLite::Database& connection, std::string_view messageId, Milliseconds now) {
    change(connection,
           "UPDATE chat SET updated_at = ?2 "
           "WHERE id = (SELECT chat_id FROM message WHERE id = ?1)",
           messageId, now);
}

struct NewMessage {
    std::string_view chatId;
    std::string_view parentId;
    Role role;
    std::string_view content;
    MessageStatus status;
};

std::string insert(SQLite::Database& connection, Clock& clock, const NewMessage& message) {
    return guarded(kSave, [&] {
        SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
        requireInChat(connection, message.chatId, message.parentId);
        const Milliseconds now = clock.next();
        std::string id = clock.id(now);
        change(connection,
               "INSERT INTO message(id, chat_id, parent_id, role, content, status, created_at, "
               "updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
               id, message.chatId, TextOrNull{message.parentId}, nameOf(message.role),
               message.content, nameOf(message.status), now);
        change(connection, "UPDATE chat SET active_leaf = ?2, updated_at = ?3 WHERE id = ?1",
               message.chatId, id, now);
        transaction.commit();
        return id;
    });
}

} // namespace

std::string ChatStore::appendMessage(std::string_view chatId, std::string_view parentId, Role role,
                                     std::string_view content) {
    return insert(m_database.connection(), m_clock,
                  {chatId, parentId, role, content, MessageStatus::done});
}

std::string ChatStore::appendReply(std::string_view chatId, std::string_view parentId) {
    return insert(m_database.connection(), m_clock,
                  {chatId, parentId, Role::assistant, {}, MessageStatus::streaming});
}

void ChatStore::updateStreaming(std::string_view messageId, std::string_view content,
                                std::string_view thinking) {
    guarded(kSave, [&] {
        requireStreaming(change(m_database.connection(),
                                "UPDATE message SET content = ?2, thinking = ?3, updated_at = ?4 "
                                "WHERE id = ?1 AND status = 'streaming'",
                                messageId, content, thinking, m_clock.next()));
    });
}

void ChatStore::finishMessage(std::string_view messageId, std::string_view content,
                              std::string_view thinking, MessageStatus status,
                              std::string_view errorText,
                              const std::optional<GenerationRow>& generation) {
    if (status == MessageStatus::streaming)
        throw Error(ErrorKind::badRequest, "Cannot finish the answer: streaming is not an end.");
    guarded(kSave, [&] {
        SQLite::Database& connection = m_database.connection();
        SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
        const Milliseconds now = m_clock.next();
        requireStreaming(change(connection,
                                "UPDATE message SET content = ?2, thinking = ?3, status = ?4, "
                                "error_text = ?5, updated_at = ?6 "
                                "WHERE id = ?1 AND status = 'streaming'",
                                messageId, content, thinking, nameOf(status), errorText, now));
        if (generation)
            storeGeneration(connection, messageId, *generation);
        touchChat(connection, messageId, now);
        transaction.commit();
    });
}

void ChatStore::resumeStreaming(std::string_view messageId) {
    guarded(kSave, [&] {
        const int resumed = change(m_database.connection(),
                                   "UPDATE message SET status = 'streaming', error_text = '' "
                                   "WHERE id = ?1 AND role = 'assistant'",
                                   messageId);
        if (resumed == 0)
            throw Error(ErrorKind::badRequest, "Cannot continue: the answer does not exist.");
    });
}

void ChatStore::setActiveLeaf(std::string_view chatId, std::string_view messageId) {
    guarded(kSave, [&] {
        requireInChat(m_database.connection(), chatId, messageId);
        change(m_database.connection(), "UPDATE chat SET active_leaf = ?2 WHERE id = ?1", chatId,
               TextOrNull{messageId});
    });
}

std::string ChatStore::switchSibling(std::string_view messageId) {
    return guarded(kSave, [&] {
        const std::string chatId = chatOf(m_database.connection(), messageId);
        auto row = query(m_database.connection(), kNewestLeafBelow, messageId);
        row.executeStep(); // the message exists, so a leaf at or below it does
        std::string leaf = row.getColumn(0).getString();
        setActiveLeaf(chatId, leaf);
        return leaf;
    });
}

std::vector<Message> ChatStore::activePath(std::string_view chatId) const {
    return guarded(kRead, [&] {
        requireChat(m_database.connection(), chatId);
        std::vector<Message> path;
        auto rows = query(m_database.connection(), kActivePath, chatId);
        while (rows.executeStep())
            path.push_back(messageFrom(rows));
        return path;
    });
}

std::vector<std::string> ChatStore::siblings(std::string_view messageId) const {
    return guarded(kRead, [&] {
        chatOf(m_database.connection(), messageId);
        std::vector<std::string> ids;
        auto rows = query(m_database.connection(),
                          "SELECT s.id FROM message m JOIN message s "
                          "ON s.chat_id = m.chat_id AND s.parent_id IS m.parent_id "
                          "WHERE m.id = ?1 ORDER BY s.rid",
                          messageId);
        while (rows.executeStep())
            ids.push_back(rows.getColumn(0).getString());
        return ids;
    });
}

int ChatStore::markInterrupted() {
    return guarded(kSave, [&] {
        return change(m_database.connection(),
                      "UPDATE message SET status = 'interrupted' WHERE status = 'streaming'");
    });
}

} // namespace conclave::storage
