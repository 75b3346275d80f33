// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Short forms for prepared statements with bound values.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace conclave::storage {

/// Stands for NULL where an empty text means "none".
struct TextOrNull {
    std::string_view text;
};

template <typename Value>
void bindValue(SQLite::Statement& statement, int index, const Value& value) {
    if constexpr (std::is_same_v<Value, TextOrNull>) {
        if (value.text.empty())
            statement.bind(index);
        else
            statement.bind(index, std::string(value.text));
    } else if constexpr (std::is_convertible_v<Value, std::string_view>) {
        statement.bind(index, std::string(std::string_view(value)));
    } else if constexpr (std::is_same_v<Value, bool>) {
        statement.bind(index, value ? 1 : 0);
    } else {
        statement.bind(index, value);
    }
}

/// The statement with ?1, ?2, ... bound to the values.
template <typename... Values>
[[nodiscard]] SQLite::Statement query(SQLite::Database& connection, const char* sql,
                                      const Values&... values) {
    SQLite::Statement statement(connection, sql);
    int index = 0;
    (bindValue(statement, ++index, values), ...);
    return statement;
}

/// Runs a change; returns how many rows it met.
template <typename... Values>
int change(SQLite::Database& connection, const char* sql, const Values&... values) {
    return query(connection, sql, values...).exec();
}

} // namespace conclave::storage
