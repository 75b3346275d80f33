// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How much each input column of each matrix matters: mean squares of activations.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// What an importance file says about one matrix.
struct ColumnImportance {
    /// Mean of the squared activation for each column, expert after expert; >= 0 and finite.
    std::vector<float> means;
    std::uint32_t experts = 1;
};

/// An importance matrix as published beside models. Immutable once filled.
class ImportanceMatrix {
public:
    ImportanceMatrix() = default;

    /// Reads a GGUF file of sums and counts, or the older .dat layout. Experts that no token
    /// reached count as all alike. Throws Error(badFile) for damaged files, Error(io).
    [[nodiscard]] static ImportanceMatrix read(const std::filesystem::path& path);

    /// The means of one expert of a matrix: `columns` numbers; empty if the file says nothing about
    /// that matrix. Throws Error(badFile) if it speaks of another shape.
    [[nodiscard]] std::span<const float> find(std::string_view tensor, std::uint64_t columns,
                                              std::uint64_t experts, std::uint64_t expert) const;
    [[nodiscard]] bool contains(std::string_view tensor) const;
    [[nodiscard]] std::size_t size() const noexcept { return m_entries.size(); }

    void set(std::string tensor, ColumnImportance importance);

    std::string file;            ///< name of the file, kept in the metadata of what is made
    std::string dataset;         ///< name of the text it was computed on; may be empty
    std::uint32_t chunks = 0;    ///< pieces of text it was computed on; 0: not known
    std::uint32_t chunkSize = 0; ///< tokens per piece; 0: not known

private:
    std::map<std::string, ColumnImportance, std::less<>> m_entries;
};

} // namespace conclave
