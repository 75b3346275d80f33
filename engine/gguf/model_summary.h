// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a person wants to know about a model file before loading it.
#pragma once

#include "engine/gguf/gguf_header.h"

#include <string>

namespace conclave {

/// Facts read from metadata and tensor directory alone. Keys that a file lacks give 0 or "".
struct ModelSummary {
    std::string architecture;
    std::string name;         ///< general.name, else the file name without its ending
    std::string quantisation; ///< as publishers name it: "Q4_K_M"
    double bitsPerWeight = 0; ///< tensor bytes over parameters
    std::uint64_t parameters = 0;
    std::uint64_t activeParameters = 0; ///< per token: of the experts only those in use
    std::uint64_t fileBytes = 0;
    std::uint64_t bytesPerToken = 0;      ///< weights that one decoded token reads
    std::uint64_t cacheBytesPerToken = 0; ///< of context, in half precision; 0 if not known
    std::uint64_t layers = 0, experts = 0, expertsUsed = 0;
    std::uint64_t contextLength = 0; ///< tokens, as trained
    std::uint64_t vocabularySize = 0;
};

/// Throws Error(badFile) when a key has the wrong type.
[[nodiscard]] ModelSummary summarise(const GgufHeader& file);

} // namespace conclave
