// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/network_log.h"

#include "storage/guarded.h"
#include "storage/query.h"

namespace conclave::storage {

namespace {

constexpr std::string_view kTask = "write down what the network was used for";

} // namespace

std::int64_t NetworkLog::begin(Milliseconds at, std::string_view purpose, std::string_view host) {
    return guarded(kTask, [&] {
        change(m_database.connection(),
               "INSERT INTO network_request(at, purpose, host) VALUES (?1, ?2, ?3)", at, purpose,
               host);
        return m_database.connection().getLastInsertRowid();
    });
}

void NetworkLog::end(std::int64_t id, std::int64_t bytesUp, std::int64_t bytesDown,
                     std::string_view outcome) {
    guarded(kTask, [&] {
        change(m_database.connection(),
               "UPDATE network_request SET bytes_up = ?2, bytes_down = ?3, outcome = ?4 "
               "WHERE id = ?1",
               id, bytesUp, bytesDown, outcome);
    });
}

int NetworkLog::markUnfinished() {
    return guarded(kTask, [&] {
        return change(m_database.connection(), "UPDATE network_request SET outcome = 'unfinished' "
                                               "WHERE outcome = 'running'");
    });
}

std::vector<NetworkRequestRow> NetworkLog::rows(std::int64_t before, int limit) const {
    return guarded("read the network ledger", [&] {
        std::vector<NetworkRequestRow> rows;
        auto row = query(m_database.connection(),
                         "SELECT id, at, purpose, host, bytes_up, bytes_down, outcome "
                         "FROM network_request WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2",
                         before, limit);
        while (row.executeStep())
            rows.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getInt64(),
                            row.getColumn(2).getString(), row.getColumn(3).getString(),
                            row.getColumn(4).getInt64(), row.getColumn(5).getInt64(),
                            row.getColumn(6).getString()});
        return rows;
    });
}

NetworkTotals NetworkLog::totals() const {
    return guarded("read the network ledger", [&] {
        auto row =
            query(m_database.connection(),
                  "SELECT count(*), coalesce(sum(bytes_up), 0), coalesce(sum(bytes_down), 0) "
                  "FROM network_request");
        row.executeStep();
        return NetworkTotals{row.getColumn(0).getInt64(), row.getColumn(1).getInt64(),
                             row.getColumn(2).getInt64()};
    });
}

} // namespace conclave::storage
