// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/generation_options.h"

#include "app/cli/terminal.h"
#include "engine/gguf/guide_path.h"

#include <fmt/format.h>

#include <map>

namespace conclave::cli {

LoadRequest GenerationOptions::loadRequest() const {
    return {.model = resolveModel(model),
            .device = device,
            .contextLength = contextLength,
            .cacheType = cacheType};
}

void addCacheType(CLI::App& command, CacheType& type) {
    static const std::map<std::string, CacheType> kTypes{{"f16", CacheType::f16},
                                                         {"q8_0", CacheType::q8_0}};
    command
        .add_option("--cache-type", type,
                    "How the conversation is kept: f16, or q8_0 for half the memory")
        ->transform(CLI::CheckedTransformer(kTypes));
}

void addGenerationOptions(CLI::App& command, GenerationOptions& options) {
    addModel(command, options.model);
    addAnswerOptions(command, options);
}

void addAnswerOptions(CLI::App& command, GenerationOptions& options) {
    static const std::map<std::string, Thinking> kThinking{
        {"auto", Thinking::automatic}, {"on", Thinking::on}, {"off", Thinking::off}};
    GenerateRequest& request = options.request;
    SamplingSettings& sampling = request.sampling;
    const auto atLeast = [](auto least) {
        return CLI::Range(least, std::numeric_limits<decltype(least)>::max());
    };

    addDevice(command, options.device);
    command.add_option("--context", options.contextLength,
                       "Tokens of context to make room for; 0: the model's own");
    addCacheType(command, options.cacheType);
    command.add_option("--think", request.thinking, "on, off or auto")
        ->transform(CLI::CheckedTransformer(kThinking));
    command.add_option("--think-budget", request.thinkingBudget,
                       "Tokens after which thinking is ended");
    command.add_option("--max-tokens", request.maxTokens,
                       "Tokens of thinking and answer together; 0: up to the context");
    command.add_option("--temp", sampling.temperature, "Temperature; 0: the likeliest token")
        ->check(atLeast(0.0F))
        ->capture_default_str();
    command.add_option("--top-k", sampling.topK, "Only the K likeliest tokens; 0: off")
        ->capture_default_str();
    command.add_option("--top-p", sampling.topP, "Only the likeliest tokens up to this share")
        ->check(CLI::Range(0.0F, 1.0F))
        ->capture_default_str();
    command.add_option("--min-p", sampling.minP, "Only tokens this likely beside the likeliest")
        ->check(CLI::Range(0.0F, 1.0F))
        ->capture_default_str();
    command.add_option("--repeat-penalty", sampling.repeatPenalty, "1: off")
        ->check(atLeast(0.01F))
        ->capture_default_str();
    command.add_option("--presence-penalty", sampling.presencePenalty, "0: off")
        ->capture_default_str();
    command.add_option("--seed", sampling.seed, "Repeats the random choices of an earlier answer")
        ->check(CLI::NonNegativeNumber);
}

std::string_view toText(StopReason reason) {
    switch (reason) {
    case StopReason::endOfText:
        return "end_of_text";
    case StopReason::maxTokens:
        return "max_tokens";
    case StopReason::contextFull:
        return "context_full";
    case StopReason::cancelled:
        return "cancelled";
    }
    return {};
}

std::string factsLine(const GenerationFacts& facts) {
    return fmt::format("{} {} on {}: {} tokens, {:.1f} tokens/s, first token after {:.0f} ms",
                       facts.model, facts.quantisation, facts.device,
                       facts.thinkingTokens + facts.answerTokens, facts.decodeTokensPerSecond,
                       facts.firstTokenMilliseconds);
}

} // namespace conclave::cli
