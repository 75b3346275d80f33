// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/measuring_text.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/guide_path.h"
#include "engine/quantize/importance_collector.h"
#include "engine/text/token_chunks.h"
#include "engine/text/tokenizer.h"
#include "engine/vulkan/system_memory.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

struct Options {
    std::string model, text = "importance";
    unsigned threads = 0;
    std::filesystem::path output;
    EvaluateRequest measured; ///< the text and how it is cut
    bool json = false;
};

void run(Options& options) {
    const GgufFile file(resolveModel(options.model));
    takeMeasuringText(options.measured, options.text);
    const TokenChunks text = cutIntoChunks(
        Tokenizer(file), options.measured.text,
        {options.measured.conversation, options.measured.context, options.measured.chunks});
    ImportanceRequest request;
    request.output = options.output;
    request.dataset = std::filesystem::path(options.text).filename().string();
    request.threads = options.threads;
    request.memoryBytes = availableSystemBytes();
    for (std::uint32_t i = 0; i < text.count; ++i) {
        request.chunks.push_back(text.chunk(i));
    }
    ProgressLine progress("Computing " + options.output.string());
    request.progress = [&progress](double part) {
        progress.show(part);
        return !interrupted();
    };
    const bool done = computeImportance(file, request);
    progress.clear();
    if (!done) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Stopped; {} was not written.", options.output.string()));
    }
    const std::size_t seen = request.chunks.size() * text.context;
    if (options.json) {
        printJson({{"chunks", request.chunks.size()}, {"tokens", seen}});
    } else {
        printText(fmt::format("{}: from {} tokens in {} chunks\n", options.output.string(), seen,
                              request.chunks.size()));
    }
}

} // namespace

void addImatrix(CLI::App& program) {
    auto* command = program.add_subcommand(
        "imatrix", "Compute an importance matrix of a small model from a text");
    const auto options = std::make_shared<Options>();
    addModel(*command, options->model);
    command->add_option("OUT", options->output, "The GGUF file to write")->required();
    command->add_option("--text", options->text, measuringTextHelp())->capture_default_str();
    command->add_option("--context", options->measured.context, "Tokens of a chunk")
        ->capture_default_str();
    command->add_option("--chunks", options->measured.chunks, "At most as many; 0: all of the text")
        ->capture_default_str();
    command->add_option("--threads", options->threads, "0: all cores")->capture_default_str();
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
