// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/engine_runner.h"
#include "app/cli/generation_options.h"
#include "app/cli/measuring_text.h"
#include "app/cli/terminal.h"
#include "engine/evaluate/evaluate.h"
#include "engine/gguf/guide_path.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kSeed = 7; // unless another is asked for: columns draw the same dice
constexpr std::uint32_t kMeasuredTokens = 48;
constexpr int kMeasurements = 3; // of each speed alone

struct Options {
    GenerationOptions generation;
    std::vector<std::string> models;
    std::string prompt, reference, text;
    std::uint32_t chunks = 0;
    bool json = false;
};

struct Column {
    ModelInfo model;
    Answer answer;
    std::vector<double> alone; ///< tokens per second, ascending
    bool together = false;
    std::optional<Quality> quality;

    [[nodiscard]] double aloneTokensPerSecond() const {
        return alone.empty() ? 0 : alone[alone.size() / 2];
    }
};

std::vector<LoadRequest> loadRequests(const Options& options) {
    std::vector<LoadRequest> requests;
    for (const std::string& model : options.models) {
        LoadRequest request = options.generation.loadRequest();
        request.model = resolveModel(model);
        requests.push_back(std::move(request));
    }
    return requests;
}

GenerateRequest question(const Options& options) {
    GenerateRequest request = options.generation.request;
    request.messages.push_back({.role = "user",
                                .content = options.prompt == "-" ? readText("-") : options.prompt,
                                .thinking = {}});
    request.sampling.seed = request.sampling.seed.value_or(kSeed);
    return request;
}

std::vector<Column> askTogether(const std::vector<LoadRequest>& loads,
                                const GenerateRequest& asked) {
    EngineRunner engine;
    std::vector<Column> columns;
    std::vector<GenerateRequest> requests;
    for (ModelInfo& model : engine.loadTogether(loads)) {
        requests.push_back(asked);
        requests.back().model = static_cast<std::uint32_t>(columns.size());
        columns.push_back({.model = std::move(model), .answer = {}, .quality = {}});
        columns.back().together = loads.size() > 1;
    }
    const std::vector<Answer> answers = engine.generateTogether(requests);
    for (std::size_t i = 0; i < columns.size() && !interrupted(); ++i) {
        columns[i].answer = answers[i];
    }
    // In turn, so that a machine that slows down slows all of them.
    for (int round = 0; round < kMeasurements; ++round) {
        for (std::size_t i = 0; i < columns.size() && !interrupted(); ++i) {
            GenerateRequest alone = requests[i];
            alone.maxTokens =
                std::min(alone.maxTokens == 0 ? UINT32_MAX : alone.maxTokens, kMeasuredTokens);
            columns[i].alone.push_back(
                engine.generateTogether({alone}).front().facts.decodeTokensPerSecond);
        }
    }
    for (Column& column : columns) {
        std::sort(column.alone.begin(), column.alone.end());
    }
    return columns;
}

std::vector<Column> askInTurn(const std::vector<LoadRequest>& loads, const GenerateRequest& asked) {
    std::vector<Column> columns;
    for (const LoadRequest& load : loads) {
        EngineRunner engine;
        Column column{.model = engine.load(load), .answer = {}, .quality = {}};
        column.answer = engine.generateTogether({asked}).front();
        column.alone = {column.answer.facts.decodeTokensPerSecond};
        columns.push_back(std::move(column));
        if (interrupted()) {
            break;
        }
    }
    return columns;
}

/// Against the reference: --reference, else the first model.
void measure(const Options& options, std::vector<Column>& columns) {
    const std::filesystem::path reference =
        options.reference.empty() ? columns.front().model.path : resolveModel(options.reference);
    EvaluateRequest asked;
    takeMeasuringText(asked, options.text);
    for (Column& column : columns) {
        ProgressLine progress("Measuring " + column.model.path.filename().string());
        EvaluateRequest request = asked;
        request.model = column.model.path;
        if (column.model.path != reference) {
            request.reference = reference;
        }
        request.chunks = options.chunks;
        request.device = options.generation.device;
        request.cacheDirectory = cacheDirectory();
        request.progress = [&](const EvaluateProgress& done) {
            progress.show(done.part);
            return !interrupted();
        };
        column.quality = evaluate(request);
    }
}

ordered_json toJson(const Column& column) {
    const GenerationFacts& facts = column.answer.facts;
    const ModelInfo& model = column.model;
    ordered_json json{{"model", model.path.string()},
                      {"name", model.name},
                      {"quantisation", model.quantisation},
                      {"file_bytes", model.fileBytes},
                      {"bits_per_weight", model.bitsPerWeight},
                      {"memory_bytes", model.weightBytes + model.kvCacheBytes + model.scratchBytes},
                      {"shared_bytes", model.sharedBytes},
                      {"thinking", column.answer.thinking},
                      {"text", column.answer.text},
                      {"stop_reason", toText(facts.stopReason)},
                      {"tokens",
                       {{"prompt", facts.promptTokens},
                        {"thinking", facts.thinkingTokens},
                        {"answer", facts.answerTokens}}},
                      {"first_token_ms", facts.firstTokenMilliseconds},
                      {"tokens_per_second",
                       {{"alone", column.aloneTokensPerSecond()},
                        {"alone_min", column.alone.empty() ? 0 : column.alone.front()},
                        {"alone_max", column.alone.empty() ? 0 : column.alone.back()},
                        {"together", column.together ? ordered_json(facts.decodeTokensPerSecond)
                                                     : ordered_json(nullptr)}}},
                      {"seed", facts.seed},
                      {"device", facts.device},
                      {"prompt_sha256", facts.promptSha256}};
    if (const auto& quality = column.quality) {
        addQuality(json, *quality, "scored_tokens");
        if (const auto& distance = quality->divergence) {
            json["top1_agreement_error"] = distance->topAgreement.error;
            json["probability_rms"] = distance->probabilityChangeRms.value;
            json["probability_rms_error"] = distance->probabilityChangeRms.error;
        }
    }
    return json;
}

std::string measured(double value, const char* format) {
    return value > 0 ? fmt::format(fmt::runtime(format), value) : "-";
}

void printTable(const std::vector<Column>& columns) {
    std::size_t width = 5;
    for (const Column& column : columns) {
        width = std::max(width, column.model.name.size() + column.model.quantisation.size() + 1);
    }
    printText(fmt::format("{:<{}} {:>9} {:>6} {:>9} {:>9} {:>9} {:>9} {:>10} {:>9} {:>7}\n",
                          "model", width, "MB", "bits", "alone t/s", "together", "first ms",
                          "memory MB", "perplexity", "KL", "same %"));
    for (const Column& column : columns) {
        const ModelInfo& model = column.model;
        const GenerationFacts& facts = column.answer.facts;
        const auto& quality = column.quality;
        const bool distance = quality && quality->divergence;
        printText(fmt::format(
            "{:<{}} {:>9.1f} {:>6.2f} {:>9} {:>9} {:>9.0f} {:>9.1f} {:>10} {:>9} {:>7}\n",
            model.name + " " + model.quantisation, width, double(model.fileBytes) / 1e6,
            model.bitsPerWeight, measured(column.aloneTokensPerSecond(), "{:.1f}"),
            column.together ? measured(facts.decodeTokensPerSecond, "{:.1f}") : "-",
            facts.firstTokenMilliseconds,
            double(model.weightBytes + model.kvCacheBytes + model.scratchBytes -
                   model.sharedBytes) /
                1e6,
            quality ? fmt::format("{:.4f}", quality->perplexity.value) : "-",
            distance ? fmt::format("{:.5f}", quality->divergence->klMean.value) : "-",
            distance ? fmt::format("{:.2f}", 100 * quality->divergence->topAgreement.value) : "-"));
    }
    for (const Column& column : columns) {
        printText(fmt::format("\n{} {}\n{}\n", column.model.name, column.model.quantisation,
                              column.answer.text));
    }
}

void run(const Options& options) {
    const std::vector<LoadRequest> loads = loadRequests(options);
    const GenerateRequest asked = question(options);
    const bool together = planSideBySide(loads).fits();
    std::vector<Column> columns = together ? askTogether(loads, asked) : askInTurn(loads, asked);
    if (!options.text.empty() && !interrupted()) {
        measure(options, columns);
    }
    if (!options.json) {
        printTable(columns);
        return;
    }
    ordered_json list = ordered_json::array();
    for (const Column& column : columns) {
        list.push_back(toJson(column));
    }
    printJson({{"prompt_sha256", columns.front().answer.facts.promptSha256}, {"columns", list}});
}

} // namespace

void addCompare(CLI::App& program) {
    auto* command = program.add_subcommand("compare", "Ask several models the same, side by side");
    const auto options = std::make_shared<Options>();
    command->add_option("MODEL", options->models, "GGUF files, or the word guide")->required();
    addAnswerOptions(*command, options->generation);
    command->add_option("--prompt", options->prompt, "The question; - reads standard input")
        ->required();
    command->add_option("--reference", options->reference,
                        "The model that quality is measured against; else the first one");
    command->add_option("--text", options->text, "Measures quality on it. " + measuringTextHelp());
    command->add_option("--chunks", options->chunks, "Measures on at most so many chunks; 0: all");
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
