// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/engine_runner.h"
#include "app/cli/generation_options.h"
#include "app/cli/terminal.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    GenerationOptions generation;
    std::string prompt, system;
    bool json = false;
};

ordered_json toJson(const std::string& thinking, const std::string& text,
                    const GenerationFacts& facts, double loadMilliseconds) {
    ordered_json json = {
        {"thinking", thinking},
        {"text", text},
        {"stop_reason", toText(facts.stopReason)},
        {"tokens",
         {{"prompt", facts.promptTokens},
          {"thinking", facts.thinkingTokens},
          {"answer", facts.answerTokens}}},
        {"timing_ms",
         {{"load", loadMilliseconds},
          {"first_token", facts.firstTokenMilliseconds},
          {"prefill", facts.prefillMilliseconds},
          {"decode", facts.decodeMilliseconds},
          {"total", facts.totalMilliseconds}}},
        {"tokens_per_second",
         {{"prefill", facts.prefillTokensPerSecond}, {"decode", facts.decodeTokensPerSecond}}},
        {"seed", facts.seed},
        {"device", facts.device},
        {"prompt_sha256", facts.promptSha256}};
    for (const ToolCall& call : facts.toolCalls) {
        const auto arguments = ordered_json::parse(call.arguments, nullptr, false);
        json["tool_calls"].push_back(
            {{"name", call.name},
             {"arguments", arguments.is_discarded() ? ordered_json(call.arguments) : arguments}});
    }
    return json;
}

void run(const Options& options) {
    GenerateRequest request = options.generation.request;
    if (!options.system.empty()) {
        request.messages.push_back({.role = "system", .content = options.system, .thinking = {}});
    }
    request.messages.push_back({.role = "user",
                                .content = options.prompt == "-" ? readText("-") : options.prompt,
                                .thinking = {}});
    EngineRunner engine;
    const ModelInfo model = engine.load(options.generation.loadRequest());

    std::string trace, answer;
    const bool showTrace = !options.json && errorIsTerminal();
    const GenerationFacts facts =
        engine.generate(std::move(request), [&](bool thinking, std::string_view text) {
            (thinking ? trace : answer) += text;
            if (thinking && showTrace) {
                std::fprintf(stderr, "\033[2m%s\033[0m", std::string(text).c_str());
            } else if (!thinking && !options.json) {
                if (showTrace && !trace.empty() && answer.size() == text.size()) {
                    std::fputs("\n\n", stderr);
                }
                printText(text);
            }
        });
    if (options.json) {
        printJson(toJson(trace, answer, facts, model.loadMilliseconds));
        return;
    }
    for (const ToolCall& call : facts.toolCalls) {
        printText("\n" + call.name + " " + call.arguments);
    }
    printText("\n");
    if (errorIsTerminal()) {
        std::fprintf(stderr, "%s\n", factsLine(facts).c_str());
    }
}

} // namespace

void addGenerate(CLI::App& program) {
    auto* command = program.add_subcommand("generate", "Answer one prompt");
    const auto options = std::make_shared<Options>();
    addGenerationOptions(*command, options->generation);
    command->add_option("--prompt", options->prompt, "The question; - reads standard input")
        ->required();
    auto* system = command->add_option("--system", options->system, "The system message");
    command
        ->add_flag("--raw", options->generation.request.raw,
                   "Continue the prompt as it is, without the chat template")
        ->excludes(system);
    addJson(*command, options->json);
    command->callback([options] { run(*options); });
}

} // namespace conclave::cli
