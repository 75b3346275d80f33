// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Search in three ways, because none finds everything: words by their beginning (diacritics
// ignored), trigrams for what lies inside words and for scripts without spaces, and a plain look
// through the latest messages for terms too short for trigrams.
#include "storage/chat_store.h"

#include "storage/guarded.h"
#include "storage/query.h"
#include "storage/snippet.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace conclave::storage {

namespace {

constexpr std::size_t kTrigram = 3;

using Terms = std::vector<std::string>;
/// By the row number of the message: newest first and each message once.
using Found = std::map<std::int64_t, SearchHit, std::greater<>>;

Terms termsOf(std::string_view text) {
    std::istringstream words{std::string(text)};
    Terms terms;
    for (std::string term; words >> term;)
        terms.push_back(term);
    return terms;
}

/// The term as an FTS5 string, in which no character has a meaning.
std::string ftsString(std::string_view term) {
    std::string text = "\"";
    for (const char byte : term)
        text += byte == '"' ? std::string("\"\"") : std::string(1, byte);
    return text + '"';
}

/// A LIKE pattern that finds the term anywhere.
std::string anywhere(std::string_view term) {
    std::string pattern = "%";
    for (const char byte : term) {
        if (byte == '%' || byte == '_' || byte == '\\')
            pattern += '\\';
        pattern += byte;
    }
    return pattern + '%';
}

std::string allWordsBeginning(const Terms& terms) {
    std::string expression;
    for (const std::string& term : terms)
        expression += ftsString(term) + "* ";
    return expression;
}

/// The terms that are long enough; what is shorter is compared by LIKE.
std::string allTrigramsOf(const Terms& terms) {
    std::string expression;
    for (const std::string& term : terms) {
        if (characterCount(term) >= kTrigram)
            expression += ftsString(term) + ' ';
    }
    return expression;
}

/// Conditions for every term, their patterns to be bound from ?3 on.
std::string likeEach(std::string_view column, std::size_t count) {
    std::string conditions;
    for (std::size_t i = 0; i < count; ++i)
        conditions +=
            " AND " + std::string(column) + " LIKE ?" + std::to_string(i + 3) + " ESCAPE '\\'";
    return conditions;
}

void bindPatterns(SQLite::Statement& statement, const Terms& terms) {
    for (std::size_t i = 0; i < terms.size(); ++i)
        bindValue(statement, static_cast<int>(i) + 3, anywhere(terms[i]));
}

/// Columns: row number, chat, message, title, time, snippet or text.
void collect(Found& found, SQLite::Statement& rows, const Terms* termsToMark) {
    while (rows.executeStep()) {
        std::string text = rows.getColumn(5).getString();
        found.try_emplace(
            rows.getColumn(0).getInt64(),
            SearchHit{.chatId = rows.getColumn(1).getString(),
                      .messageId = rows.getColumn(2).getString(),
                      .chatTitle = rows.getColumn(3).getString(),
                      .snippet = termsToMark ? surroundings(text, *termsToMark) : text,
                      .createdAt = rows.getColumn(4).getInt64()});
    }
}

void findWords(SQLite::Database& connection, Found& found, const Terms& terms, int limit) {
    auto rows = query(connection, R"sql(
SELECT m.rid, m.chat_id, m.id, chat.title, m.created_at,
    snippet(message_words, 0, char(2), char(3), char(0x2026), 16)
FROM message_words JOIN message m ON m.rid = message_words.rowid
JOIN chat ON chat.id = m.chat_id AND chat.deleted_at IS NULL
WHERE message_words MATCH ?1 ORDER BY message_words.rowid DESC LIMIT ?2)sql",
                      allWordsBeginning(terms), limit);
    collect(found, rows, nullptr);
}

void findInsideWords(SQLite::Database& connection, Found& found, const Terms& terms, int limit) {
    const std::string expression = allTrigramsOf(terms);
    if (expression.empty())
        return;
    const std::string sql = R"sql(
SELECT m.rid, m.chat_id, m.id, chat.title, m.created_at, m.content
FROM message_trigrams JOIN message m ON m.rid = message_trigrams.rowid
JOIN chat ON chat.id = m.chat_id AND chat.deleted_at IS NULL
WHERE message_trigrams MATCH ?1)sql" +
                            likeEach("m.content", terms.size()) +
                            " ORDER BY message_trigrams.rowid DESC LIMIT ?2";
    auto rows = query(connection, sql.c_str(), expression, limit);
    bindPatterns(rows, terms);
    collect(found, rows, &terms);
}

/// Only the latest messages, so that a search stays quick however much there is.
void findInLatest(SQLite::Database& connection, Found& found, const Terms& terms, int limit) {
    const std::string sql = R"sql(
SELECT m.rid, m.chat_id, m.id, chat.title, m.created_at, m.content
FROM (SELECT * FROM message ORDER BY rid DESC LIMIT ?1) AS m
JOIN chat ON chat.id = m.chat_id AND chat.deleted_at IS NULL
WHERE m.status <> 'streaming')sql" +
                            likeEach("m.content", terms.size()) + " ORDER BY m.rid DESC LIMIT ?2";
    constexpr int kLatest = 5000;
    auto rows = query(connection, sql.c_str(), kLatest, limit);
    bindPatterns(rows, terms);
    collect(found, rows, &terms);
}

void findTitles(SQLite::Database& connection, std::vector<SearchHit>& hits, const Terms& terms,
                int limit) {
    const std::string sql = "SELECT id, title, created_at FROM chat WHERE deleted_at IS NULL" +
                            likeEach("title", terms.size()) + " ORDER BY updated_at DESC LIMIT ?2";
    SQLite::Statement rows(connection, sql);
    rows.bind(2, limit);
    bindPatterns(rows, terms);
    while (rows.executeStep()) {
        const std::string title = rows.getColumn(1).getString();
        hits.push_back({.chatId = rows.getColumn(0).getString(),
                        .messageId = {},
                        .chatTitle = title,
                        .snippet = surroundings(title, terms),
                        .createdAt = rows.getColumn(2).getInt64()});
    }
}

} // namespace

std::vector<SearchHit> ChatStore::search(std::string_view text, int limit) const {
    const Terms terms = termsOf(text);
    if (terms.empty() || limit <= 0)
        return {};
    return guarded("search the chats", [&] {
        SQLite::Database& connection = m_database.connection();
        std::vector<SearchHit> hits;
        findTitles(connection, hits, terms, limit);
        Found found;
        findWords(connection, found, terms, limit);
        findInsideWords(connection, found, terms, limit);
        if (allTrigramsOf(terms).empty())
            findInLatest(connection, found, terms, limit);
        for (auto& [row, hit] : found)
            hits.push_back(std::move(hit));
        hits.resize(std::min(hits.size(), static_cast<std::size_t>(limit)));
        return hits;
    });
}

} // namespace conclave::storage
