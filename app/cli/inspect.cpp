// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/gguf/model_summary.h"
#include "engine/text/chat_prompt.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model;
    bool json = false;
};

std::string toText(ThinkingSupport support) {
    switch (support) {
    case ThinkingSupport::none:
        return "none";
    case ThinkingSupport::always:
        return "always";
    case ThinkingSupport::switchable:
        return "switchable";
    }
    return {};
}

/// What the template does with thinking; none if there is no template or it is beyond us.
ThinkingSupport thinkingSupport(std::optional<std::string_view> chatTemplate) {
    if (!chatTemplate) {
        return ThinkingSupport::none;
    }
    try {
        return ChatPrompt(ChatTemplate(std::string(*chatTemplate)), "", "").thinkingSupport();
    } catch (const Error&) {
        return ThinkingSupport::none; // `template` tells what is wrong with it
    }
}

std::vector<std::uint64_t> shapeOf(const TensorInfo& tensor) {
    return {tensor.shape.begin(), tensor.shape.begin() + tensor.dimensions};
}

ordered_json toJson(const GgufFile& file, const ModelSummary& summary) {
    const auto chatTemplate = file.findString("tokenizer.chat_template");
    ordered_json result{{"architecture", summary.architecture},
                        {"name", summary.name},
                        {"quantisation", summary.quantisation},
                        {"bits_per_weight", summary.bitsPerWeight},
                        {"parameters", summary.parameters},
                        {"active_parameters", summary.activeParameters},
                        {"layers", summary.layers},
                        {"experts", summary.experts},
                        {"experts_used", summary.expertsUsed},
                        {"context_length", summary.contextLength},
                        {"vocabulary_size", summary.vocabularySize},
                        {"file_bytes", summary.fileBytes},
                        {"chat_template", chatTemplate ? ordered_json(*chatTemplate) : nullptr},
                        {"thinking", toText(thinkingSupport(chatTemplate))},
                        {"metadata", ordered_json::object()},
                        {"tensors", ordered_json::array()}};
    for (const auto& [key, value] : file.metadata()) {
        result["metadata"][key] = std::visit([](const auto& v) { return ordered_json(v); }, value);
    }
    for (const TensorInfo& tensor : file.tensors()) {
        result["tensors"].push_back({{"name", tensor.name},
                                     {"type", blockFormat(tensor.type).name},
                                     {"shape", shapeOf(tensor)},
                                     {"bytes", tensor.bytes()}});
    }
    return result;
}

/// One value on one line: lists by their length, long texts by their beginning.
struct ShortText {
    std::string operator()(const std::string& text) const {
        constexpr std::size_t kMaxBytes = 60;
        const std::string line = toLine(text.substr(0, kMaxBytes));
        return text.size() <= kMaxBytes ? line : fmt::format("{}... ({} bytes)", line, text.size());
    }
    template <typename T> std::string operator()(const std::vector<T>& list) const {
        return fmt::format("list of {}", list.size());
    }
    template <typename T> std::string operator()(const T& value) const {
        return fmt::format("{}", value);
    }
};

void printTable(const GgufFile& file, const ModelSummary& summary) {
    const auto line = [](std::string_view label, const std::string& value) {
        printText(fmt::format("{:<18}{}\n", label, value));
    };
    line("name", summary.name);
    line("architecture", summary.architecture);
    line("quantisation",
         fmt::format("{}, {:.2f} bits per weight", summary.quantisation, summary.bitsPerWeight));
    line("parameters", fmt::format("{:.1f} M, {:.1f} M active per token",
                                   static_cast<double>(summary.parameters) / 1e6,
                                   static_cast<double>(summary.activeParameters) / 1e6));
    line("layers", fmt::format("{}", summary.layers));
    if (summary.experts > 0) {
        line("experts", fmt::format("{}, {} used per token", summary.experts, summary.expertsUsed));
    }
    line("context length", fmt::format("{} tokens", summary.contextLength));
    line("vocabulary", fmt::format("{} tokens", summary.vocabularySize));
    if (summary.cacheBytesPerToken > 0) {
        line("device memory",
             fmt::format("{:.1f} MB for weights, {:.1f} MB per 1000 tokens of context",
                         static_cast<double>(summary.fileBytes) / 1e6,
                         static_cast<double>(summary.cacheBytesPerToken) / 1e3));
    }
    line("file", fmt::format("{:.1f} MB", static_cast<double>(summary.fileBytes) / 1e6));
    line("thinking", toText(thinkingSupport(file.findString("tokenizer.chat_template"))));
    printText("\nmetadata\n");
    for (const auto& [key, value] : file.metadata()) {
        printText(fmt::format("  {:<44}{}\n", key, std::visit(ShortText{}, value)));
    }
    printText("\ntensors\n");
    for (const TensorInfo& tensor : file.tensors()) {
        std::string shape;
        for (const std::uint64_t length : shapeOf(tensor)) {
            shape += fmt::format("{}{}", shape.empty() ? "" : " x ", length);
        }
        printText(fmt::format("  {:<36}{:<8}{:>24}{:>14} bytes\n", tensor.name,
                              blockFormat(tensor.type).name, shape, tensor.bytes()));
    }
}

} // namespace

void addInspect(CLI::App& program) {
    auto* command = program.add_subcommand("inspect", "Show what a model file holds");
    const auto options = std::make_shared<Options>();
    addModel(*command, options->model);
    addJson(*command, options->json);
    command->callback([options] {
        const GgufFile file(resolveModel(options->model));
        const ModelSummary summary = summarise(file);
        if (options->json) {
            printJson(toJson(file, summary));
        } else {
            printTable(file, summary);
        }
    });
}

} // namespace conclave::cli
