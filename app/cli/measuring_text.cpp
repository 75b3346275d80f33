// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/measuring_text.h"

#include "app/cli/terminal.h"

namespace conclave::cli {

std::string measuringTextHelp() {
    std::string names;
    for (const EvaluationText& text : evaluationTexts()) {
        names += (names.empty() ? ": " : " ") + text.id;
    }
    return "A text file, - for standard input, or a text of ours" + names;
}

void takeMeasuringText(EvaluateRequest& request, const std::string& text) {
    for (const EvaluationText& shipped : evaluationTexts()) {
        if (shipped.id == text) {
            request.text = readText(shipped.path.string());
            request.conversation = shipped.conversation;
            return;
        }
    }
    request.text = readText(text);
}

} // namespace conclave::cli
