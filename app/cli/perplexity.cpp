// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/engine_runner.h"
#include "app/cli/measuring_text.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/evaluate/evaluate.h"
#include "engine/gguf/guide_path.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model, reference, text;
    bool again = false, json = false;
    EvaluateRequest request;
};

void printTable(const Quality& quality) {
    printText(fmt::format("perplexity {:.4f} +- {:.4f}, {} tokens in {} chunks{}\n",
                          quality.perplexity.value, quality.perplexity.error, quality.tokens,
                          quality.chunks, quality.fromCache ? " (measured before)" : ""));
    if (!quality.divergence) {
        return;
    }
    const Divergence& d = *quality.divergence;
    printText(fmt::format("reference  {:.4f} +- {:.4f}, ratio {:.5f} +- {:.5f}\n",
                          d.referencePerplexity.value, d.referencePerplexity.error,
                          d.perplexityRatio.value, d.perplexityRatio.error));
    printText(fmt::format("KL divergence mean {:.6f} +- {:.6f}, median {:.6f}, 99 % {:.6f}\n",
                          d.klMean.value, d.klMean.error, d.klMedian, d.klP99));
    printText(fmt::format("same top token {:.2f} +- {:.2f} %, RMS change of probability {:.3f} +- "
                          "{:.3f} %\n",
                          100 * d.topAgreement.value, 100 * d.topAgreement.error,
                          100 * d.probabilityChangeRms.value, 100 * d.probabilityChangeRms.error));
}

ordered_json toJson(const Quality& quality) {
    ordered_json result;
    addQuality(result, quality, "tokens");
    return result;
}

void run(Options& options) {
    EvaluateRequest& request = options.request;
    request.model = resolveModel(options.model);
    if (!options.reference.empty()) {
        request.reference = resolveModel(options.reference);
    }
    takeMeasuringText(request, options.text);
    if (!options.again) {
        request.cacheDirectory = cacheDirectory();
    }
    ProgressLine progress("Measuring");
    request.progress = [&progress](const EvaluateProgress& state) {
        progress.show(state.part);
        return !interrupted();
    };
    const auto quality = evaluate(request);
    progress.clear();
    if (!quality) {
        throw Error(ErrorKind::badRequest, options.again
                                               ? "Stopped; nothing was kept."
                                               : "Stopped; the same command goes on from here.");
    }
    if (options.json) {
        printJson(toJson(*quality));
    } else {
        printTable(*quality);
    }
}

} // namespace

void addPerplexity(CLI::App& program) {
    auto* command = program.add_subcommand(
        "perplexity", "Measure a model on a text, also against a reference model");
    const auto options = std::make_shared<Options>();
    addModel(*command, options->model);
    command->add_option("--text", options->text, measuringTextHelp())->required();
    command->add_option("--context", options->request.context, "Tokens of a chunk")
        ->capture_default_str();
    command->add_option("--chunks", options->request.chunks, "At most as many; 0: all of the text")
        ->capture_default_str();
    command->add_option("--reference", options->reference,
                        "Another quantisation of the same model, the better one");
    command->add_flag("--again", options->again, "Measure anew, keep nothing");
    addDevice(*command, options->request.device);
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
