// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The ledger of all network use: one row for every request the program ever made.
#pragma once

#include "storage/clock.h"
#include "storage/database.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conclave::storage {

/// One request to one host. A redirect is a request of its own.
struct NetworkRequestRow {
    std::int64_t id = 0;
    Milliseconds at = 0;
    std::string purpose;        ///< in words: "search the hub"
    std::string host;           ///< with port if it is not the usual one
    std::int64_t bytesUp = 0;   ///< request line and headers
    std::int64_t bytesDown = 0; ///< headers and body
    std::string outcome;        ///< in words; "running" until it ends
};

struct NetworkTotals {
    std::int64_t requests = 0;
    std::int64_t bytesUp = 0;
    std::int64_t bytesDown = 0;
};

/// Every function throws Error.
class NetworkLog {
public:
    explicit NetworkLog(Database& database) : m_database(database) {}

    /// Notes a request before its first byte leaves; returns its id.
    std::int64_t begin(Milliseconds at, std::string_view purpose, std::string_view host);
    /// Notes how it ended.
    void end(std::int64_t id, std::int64_t bytesUp, std::int64_t bytesDown,
             std::string_view outcome);
    /// Call once at start: requests still "running" belong to a program that ended. Returns their
    /// number.
    int markUnfinished();

    /// Up to `limit` rows older than the row `before` (0: from the newest), newest first.
    [[nodiscard]] std::vector<NetworkRequestRow> rows(std::int64_t before, int limit) const;
    [[nodiscard]] NetworkTotals totals() const;

private:
    Database& m_database;
};

} // namespace conclave::storage
