// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/guide_path.h"

#include "engine/error.h"

#include <array>
#include <cstdlib>

namespace conclave {

std::filesystem::path guidePath() {
    if (const char* chosen = std::getenv("CONCLAVE_GUIDE"); chosen != nullptr && *chosen != '\0') {
        return chosen;
    }
    // Both are set by CMake: where the installation puts the file, and where the sources have it.
    const std::array<std::filesystem::path, 2> places{
        std::filesystem::path(CONCLAVE_DATA_DIR) / "guide.gguf",
        std::filesystem::path(CONCLAVE_MODELS_DIR) / "guide.gguf"};
    for (const std::filesystem::path& place : places) {
        std::error_code ignored;
        if (std::filesystem::exists(place, ignored)) {
            return place;
        }
    }
    throw Error(ErrorKind::io, "Cannot find the built-in model guide.gguf in " +
                                   places.front().string() +
                                   "; install it there or name it in CONCLAVE_GUIDE.");
}

std::filesystem::path resolveModel(const std::filesystem::path& model) {
    return model == "guide" ? guidePath() : model;
}

} // namespace conclave
