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
    std::string dataset;          ///< name of the text, kept in the file
    std::filesystem::path output; ///< GGUF, as other programs read it
    /// Called after each token; false cancels.
    std::function<bool(double part)> progress;
};

/// Writes the matrix. Returns false when cancelled: nothing is left then. Float arithmetic on one
/// core with all weights expanded: for models of some hundred million parameters. Throws Error for
/// models that cannot run, Error(io).
[[nodiscard]] bool computeImportance(const GgufFile& model, const ImportanceRequest& request);

} // namespace conclave
