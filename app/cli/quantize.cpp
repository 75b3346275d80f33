// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/guide_path.h"
#include "engine/quantize/importance_matrix.h"
#include "engine/quantize/quantise_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string input;
    bool preview = false, json = false;
    QuantiseRequest request;
};

std::string typeName(BlockType type) {
    return std::string(blockFormat(type).name);
}

double megabytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / 1e6;
}

void warn(const std::vector<std::string>& sentences) {
    for (const std::string& sentence : sentences) {
        std::fprintf(stderr, "%s\n", sentence.c_str());
    }
}

void showPreview(const Options& options) {
    const GgufFile file(options.request.input);
    std::optional<ImportanceMatrix> importance;
    if (!options.request.importance.empty()) {
        importance = ImportanceMatrix::read(options.request.importance);
    }
    const QuantisePlan plan =
        planQuantisation(file, options.request.type, importance ? &*importance : nullptr);
    warn(plan.warnings);
    if (!plan.refusal.empty()) {
        throw Error(ErrorKind::badRequest, plan.refusal);
    }
    if (options.json) {
        ordered_json tensors = ordered_json::array();
        for (const PlannedTensor& tensor : plan.tensors) {
            tensors.push_back({{"name", tensor.name},
                               {"from", typeName(tensor.from)},
                               {"to", typeName(tensor.to)}});
        }
        printJson({{"in_bytes", plan.inBytes},
                   {"out_bytes", plan.outBytes},
                   {"bits_per_weight", plan.bitsPerWeight},
                   {"tensors", std::move(tensors)}});
        return;
    }
    for (const TensorClassSize& size : plan.classes) {
        printText(fmt::format("{:14} {:10.1f} MB -> {:10.1f} MB  {:6.2f} bits per weight\n",
                              size.name, megabytes(size.fromBytes), megabytes(size.toBytes),
                              size.bitsPerWeight()));
    }
    printText(fmt::format("{:14} {:10.1f} MB -> {:10.1f} MB  {:6.2f} bits per weight\n", "file",
                          megabytes(plan.inBytes), megabytes(plan.outBytes), plan.bitsPerWeight));
}

void print(const Options& options, const QuantiseResult& result) {
    if (!options.json) {
        printText(fmt::format("{}: {:.1f} MB from {:.1f} MB, {:.2f} bits per weight, {:.1f} s\n",
                              options.request.output.string(), megabytes(result.outBytes),
                              megabytes(result.inBytes), result.bitsPerWeight, result.seconds));
        return;
    }
    ordered_json tensors = ordered_json::array();
    for (const QuantisedTensor& tensor : result.tensors) {
        tensors.push_back({{"name", tensor.name},
                           {"from", typeName(tensor.from)},
                           {"to", typeName(tensor.to)},
                           {"rmse", tensor.rmse}});
    }
    printJson({{"in_bytes", result.inBytes},
               {"out_bytes", result.outBytes},
               {"bits_per_weight", result.bitsPerWeight},
               {"tensors", std::move(tensors)}});
}

void run(Options& options) {
    options.request.input = resolveModel(options.input);
    if (options.preview) {
        showPreview(options);
        return;
    }
    ProgressLine progress("Writing " + options.request.output.string());
    options.request.progress = [&progress](const QuantiseProgress& state) {
        progress.show(state.part);
        return !interrupted();
    };
    const auto result = quantiseFile(options.request);
    progress.clear();
    if (!result) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Stopped; {} was not written.", options.request.output.string()));
    }
    warn(result->warnings);
    print(options, *result);
}

} // namespace

void addQuantize(CLI::App& program) {
    auto* command = program.add_subcommand("quantize", "Make another quantisation of a model");
    const auto options = std::make_shared<Options>();
    command->add_option("IN", options->input, "The GGUF file to read, or guide")->required();
    command->add_option("OUT", options->request.output, "The GGUF file to write")->required();
    std::string known;
    for (const QuantiseType& type : quantiseTypes()) {
        known += fmt::format("{}{}{}", known.empty() ? "" : " ", type.name,
                             type.needsImportance ? "*" : "");
    }
    command->add_option("--type", options->request.type, known + " (* needs --imatrix)")
        ->required()
        ->check([](const std::string& name) {
            return findQuantiseType(name) != nullptr
                       ? std::string()
                       : name + " is not a type that can be made; see --help";
        });
    command->add_option("--imatrix", options->request.importance,
                        "Importance matrix (GGUF or .dat) of the same model");
    command->add_option("--threads", options->request.threads, "0: all cores")
        ->capture_default_str();
    command->add_flag("--preview", options->preview, "Only tell the sizes; write nothing");
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
