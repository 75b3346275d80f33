// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The list of chats and what belongs to a chat as a whole; messages are in message_tree.cpp.
#include "storage/chat_store.h"

#include "storage/guarded.h"
#include "storage/names.h"
#include "storage/query.h"
#include "storage/snippet.h"

namespace conclave::storage {

namespace {

constexpr std::string_view kSave = "save the chat";
constexpr std::string_view kRead = "read the chats";
constexpr std::size_t kSnippetCharacters = 120;

/// A change of one chat must have met it.
void requireChat(int changedRows) {
    if (changedRows == 0)
        throw Error(ErrorKind::badRequest, "Cannot change the chat: it does not exist any more.");
}

/// An answer that has no text yet is represented by the question above it.
constexpr std::string_view kSummaries = R"sql(
SELECT chat.id, title, titled_by_user, pinned, chat.created_at, chat.updated_at,
    substr(coalesce(nullif(leaf.content, ''), above.content, ''), 1, 1000)
FROM chat
LEFT JOIN message AS leaf ON leaf.id = chat.active_leaf
LEFT JOIN message AS above ON above.id = leaf.parent_id
)sql";

std::vector<ChatSummary> summaries(SQLite::Database& connection, std::string_view which) {
    return guarded(kRead, [&] {
        std::vector<ChatSummary> chats;
        SQLite::Statement rows(connection, std::string(kSummaries) + std::string(which));
        while (rows.executeStep()) {
            chats.push_back(
                {.id = rows.getColumn(0).getString(),
                 .title = rows.getColumn(1).getString(),
                 .titledByUser = rows.getColumn(2).getInt() != 0,
                 .pinned = rows.getColumn(3).getInt() != 0,
                 .createdAt = rows.getColumn(4).getInt64(),
                 .updatedAt = rows.getColumn(5).getInt64(),
                 .snippet = opening(rows.getColumn(6).getString(), kSnippetCharacters)});
        }
        return chats;
    });
}

/// One column of one chat; empty for NULL.
std::string chatText(SQLite::Database& connection, const char* sql, std::string_view chatId) {
    return guarded(kRead, [&] {
        auto row = query(connection, sql, chatId);
        if (!row.executeStep())
            throw Error(ErrorKind::badRequest, "Cannot read the chat: it does not exist any more.");
        return row.getColumn(0).getString();
    });
}

} // namespace

std::string ChatStore::createChat(std::string_view title) {
    const Milliseconds now = m_clock.next();
    std::string id = m_clock.id(now);
    guarded(kSave, [&] {
        change(m_database.connection(),
               "INSERT INTO chat(id, title, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)", id,
               title, now);
    });
    return id;
}

std::vector<ChatSummary> ChatStore::listChats() const {
    return summaries(m_database.connection(),
                     "WHERE deleted_at IS NULL "
                     "ORDER BY pinned DESC, chat.updated_at DESC, chat.id DESC");
}

std::vector<ChatSummary> ChatStore::listDeletedChats() const {
    return summaries(m_database.connection(),
                     "WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, chat.id DESC");
}

void ChatStore::renameChat(std::string_view chatId, std::string_view title, bool byUser) {
    guarded(kSave, [&] {
        requireChat(change(m_database.connection(),
                           "UPDATE chat SET title = iif(?3 >= titled_by_user, ?2, title), "
                           "titled_by_user = max(titled_by_user, ?3) WHERE id = ?1",
                           chatId, title, byUser));
    });
}

void ChatStore::setPinned(std::string_view chatId, bool pinned) {
    guarded(kSave, [&] {
        requireChat(change(m_database.connection(), "UPDATE chat SET pinned = ?2 WHERE id = ?1",
                           chatId, pinned));
    });
}

void ChatStore::deleteChat(std::string_view chatId) {
    guarded(kSave, [&] {
        requireChat(change(m_database.connection(), "UPDATE chat SET deleted_at = ?2 WHERE id = ?1",
                           chatId, m_clock.next()));
    });
}

void ChatStore::restoreChat(std::string_view chatId) {
    guarded(kSave, [&] {
        requireChat(change(m_database.connection(),
                           "UPDATE chat SET deleted_at = NULL WHERE id = ?1", chatId));
    });
}

int ChatStore::purgeDeleted(Milliseconds olderThan) {
    return guarded(kSave, [&] {
        return change(m_database.connection(), "DELETE FROM chat WHERE deleted_at < ?1", olderThan);
    });
}

void ChatStore::setDraft(std::string_view chatId, std::string_view text) {
    guarded(kSave, [&] {
        requireChat(change(m_database.connection(), "UPDATE chat SET draft = ?2 WHERE id = ?1",
                           chatId, text));
    });
}

std::string ChatStore::draft(std::string_view chatId) const {
    return chatText(m_database.connection(), "SELECT draft FROM chat WHERE id = ?1", chatId);
}

void ChatStore::setThinkMode(std::string_view chatId, std::optional<ThinkMode> mode) {
    guarded(kSave, [&] {
        requireChat(change(m_database.connection(), "UPDATE chat SET think_mode = ?2 WHERE id = ?1",
                           chatId, TextOrNull{mode ? nameOf(*mode) : std::string_view()}));
    });
}

std::optional<ThinkMode> ChatStore::thinkMode(std::string_view chatId) const {
    const std::string name =
        chatText(m_database.connection(), "SELECT think_mode FROM chat WHERE id = ?1", chatId);
    if (name.empty())
        return std::nullopt;
    return named(name, {ThinkMode::automatic, ThinkMode::on, ThinkMode::off});
}

} // namespace conclave::storage
