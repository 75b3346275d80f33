// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One connection to the file with chats and settings, brought to the newest schema.
#pragma once

#include "storage/error.h"

#include <filesystem>
#include <memory>
#include <span>

namespace SQLite {
class Database;
}

namespace conclave::storage {

/// One step of the schema: `PRAGMA user_version` n becomes n + 1 by running entry n of the list.
struct Migration {
    const char* sql; ///< statements, run in one transaction
};

/// Every step from an empty file to the newest schema, oldest first. Entries are never changed
/// once released, only added.
[[nodiscard]] std::span<const Migration> migrations();

/// A connection with WAL, foreign keys and a busy timeout of 5 seconds. Belongs to one thread;
/// another thread opens its own. Must outlive the stores made from it.
class Database {
public:
    /// Opens the file, or creates it (not its folder), and migrates it. An older file with content
    /// is first copied to `<path>.backup-v<its version>`. Throws Error: cannotOpen, notADatabase,
    /// damaged, newerVersion, diskFull, busy; the file is then as it was before.
    explicit Database(const std::filesystem::path& path,
                      std::span<const Migration> steps = migrations());

    /// An empty database that lives as long as the object: for when the file cannot be opened.
    [[nodiscard]] static Database inMemory();

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// The file, or empty for a database in memory.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    /// True if nothing outlives the program.
    [[nodiscard]] bool isInMemory() const noexcept { return m_path.empty(); }

    /// Copies everything into another file through SQLite's online backup; replaces it if present.
    void backupTo(const std::filesystem::path& target) const;

    /// The connection, for the stores and their tests.
    [[nodiscard]] SQLite::Database& connection() const noexcept { return *m_connection; }

private:
    Database();

    std::filesystem::path m_path;
    std::unique_ptr<SQLite::Database> m_connection;
};

} // namespace conclave::storage
