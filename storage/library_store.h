// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The model files this computer has, wherever they lie, and how fast they answered.
#pragma once

#include "storage/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace conclave::storage {

/// One model file, or a split set by its first part. Times in milliseconds since 1970; 0: never.
struct ModelFileRow {
    std::string path;
    std::int64_t bytes = 0;      ///< of all parts
    std::int64_t modifiedAt = 0; ///< of the file; another value means that it has to be read again
    std::string name, architecture, quantisation;
    double bitsPerWeight = 0;
    std::int64_t parameters = 0, activeParameters = 0, contextLength = 0;
    std::string identity;       ///< the same for copies of one file; empty for broken files
    std::string sha256;         ///< hexadecimal, once computed
    std::string expectedSha256; ///< as its publisher states it; empty: not stated
    std::int64_t verifiedAt = 0;
    std::string source;     ///< "hub", "opened", or the app whose folder it is in
    bool owned = false;     ///< downloaded by Conclave into its own folder
    std::string repository; ///< owner/name on the hub
    std::string revision;   ///< commit
    std::string licence;    ///< as its publisher names it: "apache-2.0"
    std::string fault;      ///< why it cannot be used, one sentence; empty: it can
    std::int64_t addedAt = 0, lastUsedAt = 0;
};

/// Decoding speed over the last answers of one model on one device.
struct MeasuredSpeed {
    std::string model, quantisation, device;
    double tokensPerSecond = 0; ///< median
    std::int64_t answers = 0;
};

/// Throws Error.
class LibraryStore {
public:
    explicit LibraryStore(Database& database) : m_database(database) {}

    /// Latest used or added first.
    [[nodiscard]] std::vector<ModelFileRow> files() const;
    /// Adds the file, or replaces what is stored of that path.
    void store(const ModelFileRow& file);
    /// Forgets the path; the file stays.
    void forget(const std::string& path);
    void markUsed(const std::string& path, std::int64_t at);

    /// Of answers with at least 16 tokens, the last 20 of each model and device.
    [[nodiscard]] std::vector<MeasuredSpeed> speeds() const;

private:
    Database& m_database;
};

} // namespace conclave::storage
