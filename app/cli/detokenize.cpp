// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/text/tokenizer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

struct Options {
    std::string model;
    std::vector<TokenId> ids;
    bool noSpecial = false, json = false;
};

void run(const Options& options) {
    const GgufFile file(resolveModel(options.model));
    const Tokenizer tokenizer(file);
    for (const TokenId id : options.ids) {
        if (id >= tokenizer.vocabularySize()) {
            throw Error(ErrorKind::badRequest,
                        fmt::format("There is no token {}: the vocabulary of {} has {} tokens.", id,
                                    options.model, tokenizer.vocabularySize()));
        }
    }
    const std::string text = tokenizer.decode(options.ids, !options.noSpecial);
    if (options.json) {
        printJson({{"text", text}});
    } else {
        printText(text + "\n");
    }
}

} // namespace

void addDetokenize(CLI::App& program) {
    auto* command = program.add_subcommand("detokenize", "Turn token ids into text");
    const auto options = std::make_shared<Options>();
    addModel(*command, options->model);
    command->add_option("ID", options->ids, "Token ids")->required();
    command->add_flag("--no-special", options->noSpecial, "Leave out special tokens");
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
