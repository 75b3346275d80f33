// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/database.h"

#include "storage/guarded.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <sqlite3.h>

#include <string>
#include <system_error>

namespace conclave::storage {

namespace {

constexpr int kApplicationId = 0x434E434C; // "CNCL", so that `file` and we know the format
constexpr int kBusyMilliseconds = 5000;

int pragma(SQLite::Database& connection, const std::string& name) {
    return connection.execAndGet("PRAGMA " + name).getInt();
}

int version(SQLite::Database& connection) {
    return pragma(connection, "user_version");
}

/// Closing the last connection normally moves the write-ahead log into the file.
void mergeLogOnClose(SQLite::Database& connection, bool merge) {
    sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, merge ? 0 : 1,
                      nullptr);
}

/// Refuses other programs' databases and newer ones of ours, before anything is written.
void refuseStrangers(SQLite::Database& connection, const std::string& name, std::size_t known) {
    const bool isEmpty = pragma(connection, "schema_version") == 0;
    if (!isEmpty && pragma(connection, "application_id") != kApplicationId)
        throw Error(
            ErrorKind::notADatabase,
            "Cannot open " + name +
                ": it belongs to another program; move it away to start with an empty one.");
    if (version(connection) > static_cast<int>(known))
        throw Error(ErrorKind::newerVersion,
                    "Cannot open " + name +
                        ": it was written by a newer Conclave; update Conclave to read it.");
}

/// Brings the schema up to date, one transaction per step; the version moves with the step.
void migrate(SQLite::Database& connection, std::span<const Migration> steps) {
    for (auto next = static_cast<std::size_t>(version(connection)); next < steps.size(); ++next) {
        SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
        // Another process may have taken this step while we waited for the lock.
        if (version(connection) > static_cast<int>(next))
            continue;
        connection.exec(steps[next].sql);
        connection.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
        connection.exec("PRAGMA user_version = " + std::to_string(next + 1));
        transaction.commit();
    }
}

void configure(SQLite::Database& connection) {
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = NORMAL"); // with WAL: safe against a crash of the program
    connection.exec("PRAGMA foreign_keys = ON");
}

} // namespace

Database::Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Database::Database(const std::filesystem::path& path, std::span<const Migration> steps)
    : m_path(path) {
    const std::string name = path.filename().string();
    guarded("open " + name, [&] {
        m_connection = std::make_unique<SQLite::Database>(
            path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMilliseconds);
        // SQLite silently opens a file closed to writing for reading only; we say so at once.
        if (sqlite3_db_readonly(m_connection->getHandle(), "main") == 1)
            throw Error(ErrorKind::cannotOpen,
                        "Cannot open " + name +
                            ": it may not be written to; allow writing to the file.");
        mergeLogOnClose(*m_connection, false);
        refuseStrangers(*m_connection, name, steps.size());
        mergeLogOnClose(*m_connection, true);
        const int found = version(*m_connection);
        if (found > 0 && found < static_cast<int>(steps.size()))
            backupTo(path.string() + ".backup-v" + std::to_string(found));
        migrate(*m_connection, steps);
        configure(*m_connection);
    });
}

Database Database::inMemory() {
    Database database;
    guarded("keep chats in memory", [&] {
        database.m_connection = std::make_unique<SQLite::Database>(
            ":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        migrate(*database.m_connection, migrations());
        configure(*database.m_connection);
    });
    return database;
}

void Database::backupTo(const std::filesystem::path& target) const {
    // Written beside and renamed: an older backup stays until the new one is complete.
    const std::filesystem::path partial = target.string() + ".part";
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    guarded("write the backup " + target.filename().string(), [&] {
        SQLite::Database copy(partial.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        if (SQLite::Backup(copy, *m_connection).executeStep() != SQLITE_DONE)
            throw Error(ErrorKind::busy, "Cannot write the backup " + target.filename().string() +
                                             ": another program holds the chats; close it and "
                                             "try again.");
        copy.exec("PRAGMA journal_mode = DELETE"); // one file, no -wal beside it
    });
    std::error_code failure;
    std::filesystem::rename(partial, target, failure);
    if (failure)
        throw Error(ErrorKind::cannotOpen, "Cannot write the backup " + target.filename().string() +
                                               ": " + failure.message() + ".");
}

} // namespace conclave::storage
