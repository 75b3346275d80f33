// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/measuring_text.h"

#include "app/cli/terminal.h"

#include <nlohmann/json.hpp>

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

void addQuality(nlohmann::ordered_json& json, const Quality& quality, const char* tokens) {
    json["perplexity"] = quality.perplexity.value;
    json["perplexity_error"] = quality.perplexity.error;
    json[tokens] = quality.tokens;
    if (!quality.divergence) {
        return;
    }
    const Divergence& distance = *quality.divergence;
    json["kl_mean"] = distance.klMean.value;
    json["kl_median"] = distance.klMedian;
    json["kl_p99"] = distance.klP99;
    json["kl_error"] = distance.klMean.error;
    json["top1_agreement"] = distance.topAgreement.value;
}

} // namespace conclave::cli
