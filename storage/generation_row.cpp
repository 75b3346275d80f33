// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/generation_row.h"

#include "storage/query.h"

namespace conclave::storage {

namespace {

/// Calls `field` for every field in the order of the table's columns.
template <typename Row, typename Field> void forEachField(Row& row, Field&& field) {
    field(row.model);
    field(row.quantisation);
    field(row.device);
    field(row.promptTokens);
    field(row.cachedTokens);
    field(row.thinkingTokens);
    field(row.answerTokens);
    field(row.firstTokenMs);
    field(row.prefillMs);
    field(row.thinkingMs);
    field(row.decodeMs);
    field(row.totalMs);
    field(row.decodeTokensPerSecond);
    field(row.prefillTokensPerSecond);
    field(row.seed);
    field(row.promptSha256);
    field(row.contextUsed);
    field(row.contextLength);
    field(row.stopReason);
    field(row.samplerJson);
}

void read(const SQLite::Column& column, std::string& value) {
    value = column.getString();
}
void read(const SQLite::Column& column, double& value) {
    value = column.getDouble();
}
void read(const SQLite::Column& column, std::int64_t& value) {
    value = column.getInt64();
}
void read(const SQLite::Column& column, std::uint64_t& value) {
    value = static_cast<std::uint64_t>(column.getInt64());
}

} // namespace

void storeGeneration(SQLite::Database& connection, std::string_view messageId,
                     const GenerationRow& generation) {
    auto statement = query(connection,
                           "INSERT OR REPLACE INTO generation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                           "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
                           messageId);
    int index = 1;
    forEachField(generation, [&]<typename Value>(const Value& value) {
        if constexpr (std::is_same_v<Value, std::uint64_t>) // SQLite knows signed integers only
            bindValue(statement, ++index, static_cast<std::int64_t>(value));
        else
            bindValue(statement, ++index, value);
    });
    statement.exec();
}

std::optional<GenerationRow> generationFrom(SQLite::Statement& row, int first) {
    if (row.getColumn(first).isNull())
        return std::nullopt;
    GenerationRow generation;
    int index = first;
    forEachField(generation, [&](auto& value) { read(row.getColumn(++index), value); });
    return generation;
}

} // namespace conclave::storage
