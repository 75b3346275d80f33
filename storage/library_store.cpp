// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/library_store.h"

#include "storage/guarded.h"
#include "storage/query.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace conclave::storage {

namespace {

constexpr std::size_t kAnswersCounted = 20;

ModelFileRow fileFrom(SQLite::Statement& row) {
    ModelFileRow file;
    int i = 0;
    file.path = row.getColumn(i++).getString();
    file.bytes = row.getColumn(i++).getInt64();
    file.modifiedAt = row.getColumn(i++).getInt64();
    file.name = row.getColumn(i++).getString();
    file.architecture = row.getColumn(i++).getString();
    file.quantisation = row.getColumn(i++).getString();
    file.bitsPerWeight = row.getColumn(i++).getDouble();
    file.parameters = row.getColumn(i++).getInt64();
    file.activeParameters = row.getColumn(i++).getInt64();
    file.contextLength = row.getColumn(i++).getInt64();
    file.identity = row.getColumn(i++).getString();
    file.sha256 = row.getColumn(i++).getString();
    file.expectedSha256 = row.getColumn(i++).getString();
    file.verifiedAt = row.getColumn(i++).getInt64();
    file.source = row.getColumn(i++).getString();
    file.owned = row.getColumn(i++).getInt() != 0;
    file.repository = row.getColumn(i++).getString();
    file.revision = row.getColumn(i++).getString();
    file.licence = row.getColumn(i++).getString();
    file.fault = row.getColumn(i++).getString();
    file.addedAt = row.getColumn(i++).getInt64();
    file.lastUsedAt = row.getColumn(i++).getInt64();
    return file;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace

std::vector<ModelFileRow> LibraryStore::files() const {
    return guarded("read the library of models", [&] {
        std::vector<ModelFileRow> files;
        auto rows = query(m_database.connection(),
                          "SELECT * FROM model_file ORDER BY max(last_used_at, added_at) DESC, "
                          "path");
        while (rows.executeStep())
            files.push_back(fileFrom(rows));
        return files;
    });
}

void LibraryStore::store(const ModelFileRow& f) {
    guarded("save to the library of models", [&] {
        change(m_database.connection(),
               "INSERT OR REPLACE INTO model_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
               "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
               f.path, f.bytes, f.modifiedAt, f.name, f.architecture, f.quantisation,
               f.bitsPerWeight, f.parameters, f.activeParameters, f.contextLength, f.identity,
               f.sha256, f.expectedSha256, f.verifiedAt, f.source, f.owned, f.repository,
               f.revision, f.licence, f.fault, f.addedAt, f.lastUsedAt);
    });
}

void LibraryStore::forget(const std::string& path) {
    guarded("save to the library of models", [&] {
        change(m_database.connection(), "DELETE FROM model_file WHERE path = ?1", path);
    });
}

void LibraryStore::markUsed(const std::string& path, std::int64_t at) {
    guarded("save to the library of models", [&] {
        change(m_database.connection(), "UPDATE model_file SET last_used_at = ?2 WHERE path = ?1",
               path, at);
    });
}

std::vector<MeasuredSpeed> LibraryStore::speeds() const {
    return guarded("read the measured speeds", [&] {
        std::map<std::tuple<std::string, std::string, std::string>, std::vector<double>> found;
        auto rows = query(m_database.connection(),
                          "SELECT model, quantisation, device, decode_tokens_per_second "
                          "FROM generation WHERE answer_tokens + thinking_tokens >= 16 "
                          "AND decode_tokens_per_second > 0 ORDER BY rowid DESC");
        while (rows.executeStep()) {
            auto& speeds = found[{rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                                  rows.getColumn(2).getString()}];
            if (speeds.size() < kAnswersCounted)
                speeds.push_back(rows.getColumn(3).getDouble());
        }
        std::vector<MeasuredSpeed> result;
        for (const auto& [key, speeds] : found) {
            result.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), median(speeds),
                              static_cast<std::int64_t>(speeds.size())});
        }
        return result;
    });
}

} // namespace conclave::storage
