// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Models of any shape with random weights: tiny ones for tests, full-size ones for benchmarks.
#pragma once

#include "engine/synth/shape.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace conclave {

struct SynthRequest {
    std::filesystem::path path; ///< of the GGUF file to be written
    SynthShape shape;
    std::string type = "Q4_K_M"; ///< a published file type
    bool pure = false;           ///< all matrices in the format that the type is named after
    std::uint64_t seed = 1;      ///< the same seed gives the same file on every machine
    /// Called with 0 to 1; false stops the work and leaves no file. May be empty.
    std::function<bool(double)> progress;
};

struct SynthResult {
    std::uint64_t bytes = 0;
    std::uint64_t parameters = 0;
    std::uint64_t fallbacks = 0; ///< matrices whose rows do not fill the blocks of the type
};

/// Writes the file as a stream, on all processor cores and with some tens of MB of memory. Throws
/// Error(badRequest) for an unknown type, Error(io) when the disk is full or refuses.
SynthResult writeSynthModel(const SynthRequest& request);

/// The same file with all weights zero, as a hole that takes no room on disk: for tests of what
/// reads the directory of full-size models.
SynthResult writeSynthDirectory(const SynthRequest& request);

} // namespace conclave
