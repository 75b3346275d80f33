// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/evaluate.h"
#include "engine/gguf/gguf_file.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace conclave {

std::vector<EvaluationText> evaluationTexts() {
    struct Row {
        const char* id;
        const char* name;
        bool conversation = false;
    };
    constexpr std::array kTexts{Row{"mixed", "Several languages and code"},
                                Row{"english", "English"},
                                Row{"korean", "Korean"},
                                Row{"code", "Source code"},
                                Row{"guide", "Conversations with the Guide", true},
                                Row{"importance", "What importance is computed from", true}};
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
                found.push_back({text.id, text.name, path, text.conversation});
            }
        }
        if (!found.empty()) {
            return found;
        }
    }
    return {};
}

std::optional<EvaluationText> evaluationTextFor(const std::filesystem::path& model) {
    const auto texts = evaluationTexts();
    if (texts.empty()) {
        return std::nullopt;
    }
    // Quants keep the name of what they were made from.
    const bool guide = GgufFile(model).findString("general.name") == "Conclave Guide";
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const EvaluationText& text) {
        return text.id == (guide ? "guide" : "mixed");
    });
    return found == texts.end() ? texts.front() : *found;
}

std::optional<EvaluationText> importanceText() {
    const auto texts = evaluationTexts();
    const auto found = std::find_if(texts.begin(), texts.end(), [](const EvaluationText& text) {
        return text.id == "importance";
    });
    return found == texts.end() ? std::nullopt : std::optional(*found);
}

} // namespace conclave
