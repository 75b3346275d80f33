// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>
#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model, templateFile, input, now;
    bool json = false;
};

/// "2026-09-28T14:03:59", with or without the time and a final Z.
std::optional<std::chrono::sys_seconds> readTime(std::string_view text) {
    const auto field = [&text](std::size_t start, std::size_t length) -> std::optional<int> {
        int value = 0;
        const char* first = text.data() + start;
        if (text.size() < start + length ||
            std::from_chars(first, first + length, value).ptr != first + length) {
            return std::nullopt;
        }
        return value;
    };
    const auto year = field(0, 4), month = field(5, 2), day = field(8, 2);
    const auto hour = field(11, 2), minute = field(14, 2), second = field(17, 2);
    if (!year || !month || !day || (text.size() > 10 && (!hour || !minute || !second))) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date) + std::chrono::hours(hour.value_or(0)) +
           std::chrono::minutes(minute.value_or(0)) + std::chrono::seconds(second.value_or(0));
}

/// The variables of FILE, and those that every template may rely on.
ordered_json readVariables(const std::string& input) {
    auto variables = ordered_json::parse(readText(input), nullptr, /*allow_exceptions=*/false);
    if (!variables.is_object()) {
        throw Error(ErrorKind::badRequest, "Cannot read " + input + ": it is not a JSON object.");
    }
    variables.emplace("messages", ordered_json::array());
    variables.emplace("tools", nullptr);
    variables.emplace("documents", nullptr);
    variables.emplace("add_generation_prompt", false);
    return variables;
}

/// The texts of BOS and EOS, as the model's vocabulary has them.
void addModelTokens(ordered_json& variables, const GgufFile& file) {
    const Tokenizer tokenizer(file);
    const auto text = [&](std::optional<TokenId> token) {
        return token ? tokenizer.piece(*token) : std::string();
    };
    variables.emplace("bos_token", text(tokenizer.bos()));
    variables.emplace("eos_token", text(tokenizer.eos()));
}

std::string render(const Options& options) {
    ordered_json variables = readVariables(options.input);
    std::string source;
    if (options.templateFile.empty()) {
        const GgufFile file(resolveModel(options.model));
        source = file.requireString("tokenizer.chat_template");
        addModelTokens(variables, file);
    } else {
        source = readText(options.templateFile);
        variables.emplace("bos_token", "");
        variables.emplace("eos_token", "");
    }
    return ChatTemplate(std::move(source)).render(variables, readTime(options.now));
}

void run(const Options& options) {
    if (options.model.empty() == options.templateFile.empty()) {
        throw CLI::RequiredError("Either MODEL or --template");
    }
    try {
        const std::string text = render(options);
        if (options.json) {
            printJson({{"text", text}});
        } else {
            printText(text);
        }
    } catch (const Error& error) {
        if (options.json) {
            printJson({{"error", error.what()}});
        }
        throw;
    }
}

} // namespace

void addTemplate(CLI::App& program) {
    auto* command = program.add_subcommand("template", "Render a chat template");
    const auto options = std::make_shared<Options>();
    command->add_option("MODEL", options->model, "GGUF file, or guide for the built-in model");
    command->add_option("--template", options->templateFile, "Jinja file instead of a model");
    command
        ->add_option("--input", options->input,
                     "JSON file with messages, tools, add_generation_prompt and other variables; "
                     "- is standard input")
        ->required();
    command->add_option("--now", options->now, "ISO time that strftime_now shall see")
        ->check([](const std::string& text) {
            return readTime(text) ? "" : text + " is not like 2026-09-28T14:03:59";
        });
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
