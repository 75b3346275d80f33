// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/guide_path.h"
#include "engine/quantize/importance_collector.h"
#include "engine/text/tokenizer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

struct Options {
    std::string model, text;
    std::filesystem::path output;
    std::size_t context = 512, chunks = 0;
    bool json = false;
};

void run(const Options& options) {
    const GgufFile file(resolveModel(options.model));
    const Tokenizer tokenizer(file);
    const auto tokens = tokenizer.encode(readText(options.text));
    ImportanceRequest request;
    request.output = options.output;
    request.dataset = std::filesystem::path(options.text).filename().string();
    for (std::size_t at = 0; at + options.context <= tokens.size(); at += options.context) {
        const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(at);
        request.chunks.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(options.context));
        if (tokenizer.addsBos() && tokenizer.bos()) {
            request.chunks.back().front() = *tokenizer.bos();
        }
        if (request.chunks.size() == options.chunks) {
            break;
        }
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
    const std::size_t seen = request.chunks.size() * options.context;
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
    command->add_option("--text", options->text, "A text file, - for standard input")->required();
    command->add_option("--context", options->context, "Tokens of a chunk")
        ->capture_default_str()
        ->check(CLI::Range(8, 1 << 20));
    command->add_option("--chunks", options->chunks, "At most as many; 0: all of the text")
        ->capture_default_str();
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
