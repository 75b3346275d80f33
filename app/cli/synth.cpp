// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/synth.h"

#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/synth/named_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

struct Options {
    std::string architecture, shape;
    bool json = false;
    SynthRequest request;
};

/// "qwen3moe: tiny-moe qwen3-30b-a3b; ..."
std::string shapeOverview() {
    std::string result;
    std::string_view family;
    for (const NamedShape& shape : namedShapes()) {
        if (shape.architecture != family) {
            family = shape.architecture;
            result += fmt::format("{}{}:", result.empty() ? "" : "; ", family);
        }
        result += fmt::format(" {}", shape.name);
    }
    return result;
}

void run(Options& options) {
    options.request.shape = readShape(options.architecture, options.shape);
    ProgressLine progress("Writing " + options.request.path.string());
    options.request.progress = [&progress](double part) {
        progress.show(part);
        return !interrupted();
    };
    const SynthResult result = writeSynthModel(options.request);
    progress.clear();
    if (result.fallbacks > 0) {
        std::fprintf(
            stderr, "%s\n",
            fmt::format("The rows of {} matrices do not fill blocks of {}; they are stored "
                        "as Q8_0 or F16.",
                        result.fallbacks, options.request.type)
                .c_str());
    }
    if (options.json) {
        printJson({{"bytes", result.bytes}, {"parameters", result.parameters}});
    } else {
        printText(fmt::format("{}: {:.1f} MB, {:.1f} M parameters\n", options.request.path.string(),
                              static_cast<double>(result.bytes) / 1e6,
                              static_cast<double>(result.parameters) / 1e6));
    }
}

} // namespace

void addSynth(CLI::App& program) {
    auto* command = program.add_subcommand("synth", "Write a model of any shape, random weights");
    const auto options = std::make_shared<Options>();
    command->add_option("OUT", options->request.path, "The GGUF file to write")->required();
    command
        ->add_option("--architecture", options->architecture,
                     "The family, as in general.architecture: qwen3moe llama ...")
        ->required();
    command->add_option(
        "--shape", options->shape,
        "NAME or key=value,... or both; without it a tiny model. Names: " + shapeOverview() +
            ". Keys: " + fmt::format("{}", fmt::join(shapeKeys(), " ")));
    command
        ->add_option("--type", options->request.type,
                     "A published type: F16 Q8_0 Q4_K_M IQ2_XS MXFP4 ...")
        ->capture_default_str();
    command->add_flag("--pure", options->request.pure, "All matrices in the type's own format");
    command->add_option("--seed", options->request.seed, "The same seed gives the same file")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
