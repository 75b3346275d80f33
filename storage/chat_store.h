// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Chats as trees of messages: nothing is destroyed by an edit or another answer.
#pragma once

#include "storage/clock.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::storage {

// Times are milliseconds since 1970; texts are UTF-8; ids are UUIDv7 and sort by creation.

enum class Role { system, user, assistant };

enum class MessageStatus {
    streaming,   ///< an answer is being written
    done,        ///< complete
    stopped,     ///< ended by the user
    interrupted, ///< the program ended while it was being written
    error,       ///< ended by an error; errorText says which
};

enum class ThinkMode { automatic, on, off };

/// One line of the chat list.
struct ChatSummary {
    std::string id;
    std::string title; ///< empty until someone or something named the chat
    bool titledByUser = false;
    bool pinned = false;
    Milliseconds createdAt = 0;
    Milliseconds updatedAt = 0;
    std::string snippet; ///< the opening of the latest message on one line, up to 120 characters
};

/// What was measured while an answer was made.
struct GenerationRow {
    std::string model; ///< display name
    std::string quantisation;
    std::string device;
    std::int64_t promptTokens = 0;
    std::int64_t cachedTokens = 0; ///< of promptTokens, taken from the KV cache
    std::int64_t thinkingTokens = 0;
    std::int64_t answerTokens = 0;
    double firstTokenMs = 0;
    double prefillMs = 0;
    double thinkingMs = 0;
    double decodeMs = 0;
    double totalMs = 0;
    double decodeTokensPerSecond = 0;
    double prefillTokensPerSecond = 0;
    std::uint64_t seed = 0;
    std::string promptSha256;
    std::int64_t contextUsed = 0;   ///< tokens after the answer
    std::int64_t contextLength = 0; ///< tokens there was room for
    std::string stopReason;
    std::string samplerJson;
};

/// One message on the active path.
struct Message {
    std::string id;
    std::string parentId; ///< empty for the first message
    Role role = Role::user;
    std::string content;
    std::string thinking;
    MessageStatus status = MessageStatus::done;
    std::string errorText;
    Milliseconds createdAt = 0;
    int siblingIndex = 0; ///< from 0, among the messages with the same parent, oldest first
    int siblingCount = 1;
    std::optional<GenerationRow> generation;
};

/// One place where a search matched.
struct SearchHit {
    std::string chatId;
    std::string messageId; ///< empty if the title matched
    std::string chatTitle;
    std::string snippet; ///< the surroundings; the match stands between \x02 and \x03
    Milliseconds createdAt = 0;
};

/// All chats of one database. Every change is on disk (one transaction) when the call returns.
/// Every function throws Error, with badRequest for an id that does not exist.
class ChatStore {
public:
    explicit ChatStore(Database& database) : m_database(database) {}

    // Chats

    /// Returns the id of a new, empty chat.
    std::string createChat(std::string_view title = {});
    /// All chats outside the bin: pinned ones first, then by the latest change, newest first.
    [[nodiscard]] std::vector<ChatSummary> listChats() const;
    /// Deleted chats, latest deletion first.
    [[nodiscard]] std::vector<ChatSummary> listDeletedChats() const;
    /// A title given by the user is not replaced by one that is not: the call then does nothing.
    void renameChat(std::string_view chatId, std::string_view title, bool byUser);
    void setPinned(std::string_view chatId, bool pinned);
    /// Puts a chat into the bin, from where restoreChat brings it back.
    void deleteChat(std::string_view chatId);
    void restoreChat(std::string_view chatId);
    /// Removes for good what was deleted before `olderThan`; returns the number of chats.
    int purgeDeleted(Milliseconds olderThan);

    /// What stands unsent in the input of this chat.
    void setDraft(std::string_view chatId, std::string_view text);
    [[nodiscard]] std::string draft(std::string_view chatId) const;
    /// The thinking mode chosen for this chat; none if it follows the setting.
    void setThinkMode(std::string_view chatId, std::optional<ThinkMode> mode);
    [[nodiscard]] std::optional<ThinkMode> thinkMode(std::string_view chatId) const;

    // Messages

    /// Adds a finished message under `parentId` (empty: at the root), makes it the active leaf and
    /// returns its id. A second child of the same parent is a new branch.
    std::string appendMessage(std::string_view chatId, std::string_view parentId, Role role,
                              std::string_view content);
    /// Adds an empty assistant message that is being written (status streaming), likewise.
    std::string appendReply(std::string_view chatId, std::string_view parentId);
    /// Replaces the text so far. Call about twice a second; only while the status is streaming.
    void updateStreaming(std::string_view messageId, std::string_view content,
                         std::string_view thinking);
    /// Ends the writing: the final text, how it ended and what was measured.
    void finishMessage(std::string_view messageId, std::string_view content,
                       std::string_view thinking, MessageStatus status,
                       std::string_view errorText = {},
                       const std::optional<GenerationRow>& generation = std::nullopt);
    /// Turns a finished answer back into one that is being written, to continue it.
    void resumeStreaming(std::string_view messageId);

    /// The path ends at this message from now on (empty: before the first message).
    void setActiveLeaf(std::string_view chatId, std::string_view messageId);
    /// Shows the branch through this message: its most recently changed descendant without
    /// children becomes the active leaf and is returned.
    std::string switchSibling(std::string_view messageId);
    /// The messages from the first to the active leaf.
    [[nodiscard]] std::vector<Message> activePath(std::string_view chatId) const;
    /// The messages with the same parent as this one, oldest first, itself included.
    [[nodiscard]] std::vector<std::string> siblings(std::string_view messageId) const;

    /// Call once at start, before anything streams: answers still marked streaming belong to a
    /// program that ended and become interrupted. Returns their number.
    int markInterrupted();

    /// Chats and messages on every branch that contain the words of the query, newest first, titles
    /// before messages. Words match by their beginning; from 3 characters also inside words and in
    /// scripts without spaces; queries of 1 or 2 characters look through the latest messages.
    [[nodiscard]] std::vector<SearchHit> search(std::string_view query, int limit = 50) const;

private:
    Database& m_database;
    Clock m_clock;
};

} // namespace conclave::storage
