// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The list of downloads, so that it is there again after a restart.
#pragma once

#include "storage/clock.h"
#include "storage/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace conclave::storage {

/// One download. What has arrived is not here but in the journal beside each unfinished file.
struct DownloadRow {
    std::string id;
    std::string name;
    std::string repository;
    std::string folder;
    std::string filesJson; ///< address, path, bytes and SHA-256 of each file
    std::string state;     ///< "active", "paused", "failed" or "done"
    std::string error;     ///< the sentence, if it failed
};

/// Every function throws Error.
class DownloadStore {
public:
    explicit DownloadStore(Database& database) : m_database(database) {}

    /// Adds the row, or replaces the one with the same id.
    void save(const DownloadRow& row);
    void remove(std::string_view id);
    /// In the order in which they were added.
    [[nodiscard]] std::vector<DownloadRow> list() const;

private:
    Database& m_database;
};

} // namespace conclave::storage
