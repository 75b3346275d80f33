// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The scores of finished chunks on disk, so that nothing is measured twice.
#pragma once

#include "engine/evaluate/statistics.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace conclave::quality {

/// One measurement's file, which grows by a record for each chunk. A record that was cut short by a
/// crash, or damaged, and all after it are measured anew. A disk that refuses costs only the cache.
/// One thread.
class ScoreFile {
public:
    /// `folder` empty: nothing is read or kept. `key` names the measurement: 64 hexadecimal digits.
    ScoreFile(const std::filesystem::path& folder, const std::string& key,
              std::size_t scoresPerChunk);

    /// Scores of the chunks that were found, one after another.
    [[nodiscard]] const std::vector<TokenScore>& found() const noexcept { return m_found; }

    /// Adds the next chunk's.
    void append(std::span<const TokenScore> scores);

private:
    void readRecords();

    std::filesystem::path m_path; ///< empty: none
    std::size_t m_scoresPerChunk;
    std::vector<TokenScore> m_found;
};

} // namespace conclave::quality
