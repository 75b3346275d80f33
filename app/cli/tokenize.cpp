// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/text/tokenizer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model;
    std::optional<std::string> text;
    bool noSpecial = false, parseSpecial = false, batch = false, json = false;
};

ordered_json toJson(const Tokenizer& tokenizer, const std::vector<TokenId>& tokens) {
    ordered_json pieces = ordered_json::array();
    for (const TokenId token : tokens) {
        pieces.push_back(tokenizer.piece(token));
    }
    return {{"tokens", tokens}, {"pieces", std::move(pieces)}};
}

/// The text of one line of a batch: {"text": "..."}.
std::string readBatchLine(const std::string& line, std::size_t number) {
    const auto document = ordered_json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!document.is_object() || !document.contains("text") || !document["text"].is_string()) {
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot read line {} of the batch: it is not a JSON object with a "
                                "text.",
                                number));
    }
    return document["text"];
}

void run(const Options& options) {
    const GgufFile file(resolveModel(options.model));
    const Tokenizer tokenizer(file);
    const EncodeOptions how{.addSpecial = !options.noSpecial, .parseSpecial = options.parseSpecial};
    if (options.batch) {
        std::string line;
        for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
            printJson(toJson(tokenizer, tokenizer.encode(readBatchLine(line, number), how)));
        }
        return;
    }
    const auto tokens = tokenizer.encode(options.text ? *options.text : readText("-"), how);
    if (options.json) {
        printJson(toJson(tokenizer, tokens));
    } else {
        printText(fmt::format("{}\n", fmt::join(tokens, " ")));
    }
}

} // namespace

void addTokenize(CLI::App& program) {
    auto* command = program.add_subcommand("tokenize", "Turn text into token ids");
    const auto options = std::make_shared<Options>();
    addModel(*command, options->model);
    auto* text = command->add_option("--text", options->text, "The text; else standard input");
    command->add_flag("--no-special", options->noSpecial,
                      "Leave out the tokens that a vocabulary adds, such as BOS");
    command->add_flag("--parse-special", options->parseSpecial,
                      "Read <|im_start|> and the like as one token");
    command
        ->add_flag("--batch", options->batch,
                   "Read a JSON object {text} per line, write a JSON object per line")
        ->excludes(text);
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
