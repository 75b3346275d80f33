// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Computes an importance matrix: runs a text through a model and sums the squares of what its
// matrices are multiplied with.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace conclave {

struct ImportanceRequest {
    /// Each a sequence of its own.
    std::vector<std::vector<std::uint32_t>> chunks;
    std::string dataset;           ///< name of the text, kept in the file
    std::filesystem::path output;  ///< GGUF, as other programs read it
    unsigned threads = 0;          ///< 0: all cores
    std::uint64_t memoryBytes = 0; ///< that may be taken; 0: not limited
    /// Called after each token, on any thread but on one at a time; false cancels.
    std::function<bool(double part)> progress;
};

/// Writes the matrix, the same one with any number of threads. Returns false when cancelled:
/// nothing is left then. Float arithmetic with all weights expanded: for models of some hundred
/// million parameters. Throws Error for models that cannot run, Error(badRequest) without text or
/// where the memory is too small, Error(io).
[[nodiscard]] bool computeImportance(const GgufFile& model, const ImportanceRequest& request);

} // namespace conclave
