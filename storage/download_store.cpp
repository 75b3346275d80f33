// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/download_store.h"

#include "storage/guarded.h"
#include "storage/query.h"

namespace conclave::storage {

void DownloadStore::save(const DownloadRow& row) {
    guarded("save the list of downloads", [&] {
        change(m_database.connection(),
               "INSERT INTO download(id, name, repository, folder, files_json, state, error) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(id) DO UPDATE SET "
               "name = excluded.name, repository = excluded.repository, folder = excluded.folder, "
               "files_json = excluded.files_json, state = excluded.state, error = excluded.error",
               row.id, row.name, row.repository, row.folder, row.filesJson, row.state, row.error);
    });
}

void DownloadStore::remove(std::string_view id) {
    guarded("save the list of downloads",
            [&] { change(m_database.connection(), "DELETE FROM download WHERE id = ?1", id); });
}

std::vector<DownloadRow> DownloadStore::list() const {
    return guarded("read the list of downloads", [&] {
        std::vector<DownloadRow> rows;
        auto row = query(m_database.connection(),
                         "SELECT id, name, repository, folder, files_json, state, error "
                         "FROM download ORDER BY rid");
        while (row.executeStep())
            rows.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                            row.getColumn(2).getString(), row.getColumn(3).getString(),
                            row.getColumn(4).getString(), row.getColumn(5).getString(),
                            row.getColumn(6).getString()});
        return rows;
    });
}

} // namespace conclave::storage
