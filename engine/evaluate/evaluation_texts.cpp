// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/evaluate.h"

#include <array>
#include <system_error>

namespace conclave {

std::vector<EvaluationText> evaluationTexts() {
    struct Row {
        const char* id;
        const char* name;
    };
    constexpr std::array kTexts{Row{"mixed", "Several languages and code"},
                                Row{"english", "English"}, Row{"korean", "Korean"},
                                Row{"code", "Source code"}};
    // Both are set by CMake: where the installation puts the texts, and where the sources have
    // them.
    const std::array<std::filesystem::path, 2> places{
        std::filesystem::path(CONCLAVE_DATA_DIR) / "evaluation", CONCLAVE_EVALUATION_DIR};
    for (const std::filesystem::path& place : places) {
        std::vector<EvaluationText> found;
        for (const Row& text : kTexts) {
            std::error_code ignored;
            const auto path = place / (std::string(text.id) + ".txt");
            if (std::filesystem::exists(path, ignored)) {
                found.push_back({text.id, text.name, path});
            }
        }
        if (!found.empty()) {
            return found;
        }
    }
    return {};
}

} // namespace conclave
