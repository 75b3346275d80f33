// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/guide_path.h"
#include "engine/gguf/model_summary.h"
#include "engine/plan/fit.h"
#include "engine/text/chat_prompt.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace conclave::cli {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model;
    bool json = false;
    std::uint64_t context = 0; ///< tokens the memory is planned for; 0: up to kDefaultContext
};

constexpr std::uint64_t kDefaultContext = 8192;

/// Device memory of a model at a context length, if all of it lies there. Bytes.
struct Memory {
    std::uint64_t context = 0, weights = 0, cache = 0, scratch = 0;
    [[nodiscard]] std::uint64_t total() const { return weights + cache + scratch; }
};

Memory memoryOf(const GgufHeader& file, std::uint64_t context) {
    const PlanModel model = planModel(file.metadata(), file.tensors());
    const std::uint64_t most = model.contextTrained == 0 ? kDefaultContext : model.contextTrained;
    context = std::min(context == 0 ? kDefaultContext : context, most);
    return {context, model.weightBytes, cacheBytes(model, context),
            scratchBytes(model, DeviceMemory::separate)};
}

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

ordered_json toJson(const Memory& memory) {
    return {{"context", memory.context},
            {"weight_bytes", memory.weights},
            {"cache_bytes", memory.cache},
            {"scratch_bytes", memory.scratch},
            {"total_bytes", memory.total()}};
}

ordered_json toJson(const GgufFile& file, const ModelSummary& summary, const Memory& memory) {
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
                        {"heads", summary.heads},
                        {"heads_kv", summary.headsKv},
                        {"head_size", summary.headSize},
                        {"sliding_window", summary.slidingWindow},
                        {"rope_scaling", summary.ropeScaling},
                        {"licence", summary.licence},
                        {"tokenizer", summary.tokenizer},
                        {"formats", ordered_json::object()},
                        {"memory", toJson(memory)},
                        {"chat_template", chatTemplate ? ordered_json(*chatTemplate) : nullptr},
                        {"thinking", toText(thinkingSupport(chatTemplate))},
                        {"metadata", ordered_json::object()},
                        {"tensors", ordered_json::array()}};
    if (!summary.strayTokens.empty()) {
        result["stray_tokens"] = summary.strayTokens;
    }
    for (const FormatShare& format : summary.formats) {
        result["formats"][std::string(blockFormat(format.type).name)] = format.parameters;
    }
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

/// Text from the file on one line, fit for a terminal.
std::string plain(const std::string& text) {
    const std::string quoted = toLine(text);
    return quoted.substr(1, quoted.size() - 2);
}

double billions(std::uint64_t count) {
    return static_cast<double>(count) / 1e9;
}

std::string parametersOf(const ModelSummary& summary) {
    const auto shown = [](std::uint64_t count) {
        return count < 1'000'000'000 ? fmt::format("{:.1f} M", billions(count) * 1e3)
                                     : fmt::format("{:.2f} B", billions(count));
    };
    return summary.activeParameters == summary.parameters
               ? shown(summary.parameters)
               : fmt::format("{}, {} active per token", shown(summary.parameters),
                             shown(summary.activeParameters));
}

/// "Q4_K 71 %, Q6_K 29 %"
std::string formatsOf(const ModelSummary& summary) {
    std::string result;
    for (const FormatShare& format : summary.formats) {
        const double percent = 100.0 * static_cast<double>(format.parameters) /
                               static_cast<double>(summary.parameters);
        result += fmt::format("{}{} {}", result.empty() ? "" : ", ", blockFormat(format.type).name,
                              percent < 0.1 ? "< 0.1 %" : fmt::format("{:.1f} %", percent));
    }
    return result;
}

std::string contextOf(const ModelSummary& summary) {
    std::string result = fmt::format("{} tokens", summary.contextLength);
    if (!summary.ropeScaling.empty()) {
        result += fmt::format(", {} rope scaling", plain(summary.ropeScaling));
        if (summary.ropeScalingFactor > 0) {
            result += fmt::format(" by {}", summary.ropeScalingFactor);
        }
        if (summary.ropeOriginalContext > 0) {
            result += fmt::format(" from {}", summary.ropeOriginalContext);
        }
    }
    if (summary.slidingWindow > 0) {
        result += fmt::format(", sliding window of {}", summary.slidingWindow);
    }
    return result;
}

std::string expertsOf(const ModelSummary& summary) {
    return fmt::format("{}, {} used per token{}", summary.experts, summary.expertsUsed,
                       summary.expertsShared > 0 ? fmt::format(", {} shared", summary.expertsShared)
                                                 : "");
}

/// A sentence about what the file names and does not have; "" if there is nothing to say.
std::string noteOf(const ModelSummary& summary) {
    if (summary.strayTokens.empty()) {
        return {};
    }
    return fmt::format("the vocabulary has no such tokens, so they are ignored: {}.",
                       plain(fmt::format("{}", fmt::join(summary.strayTokens, ", "))));
}

void printTable(const GgufFile& file, const ModelSummary& summary, const Memory& memory) {
    const auto line = [](std::string_view label, const std::string& value) {
        if (!value.empty()) {
            printText(fmt::format("{:<18}{}\n", label, value));
        }
    };
    line("name", plain(summary.name));
    line("architecture", plain(summary.architecture));
    line("quantisation",
         fmt::format("{}, {:.2f} bits per weight", summary.quantisation, summary.bitsPerWeight));
    line("formats", formatsOf(summary));
    line("parameters", parametersOf(summary));
    line("layers", fmt::format("{}", summary.layers));
    line("attention", fmt::format("{} heads of {}, {} for keys and values", summary.heads,
                                  summary.headSize, summary.headsKv));
    line("experts", summary.experts > 0 ? expertsOf(summary) : "");
    line("context length", contextOf(summary));
    line("vocabulary",
         fmt::format("{} tokens ({})", summary.vocabularySize, plain(summary.tokenizer)));
    line("note", noteOf(summary));
    line("thinking", toText(thinkingSupport(file.findString("tokenizer.chat_template"))));
    line("licence", plain(summary.licence));
    line("file", fmt::format("{:.3f} GB", billions(summary.fileBytes)));
    line("device memory",
         fmt::format("{:.3f} GB at {} tokens: weights {:.3f}, context {:.3f}, work space {:.3f}",
                     billions(memory.total()), memory.context, billions(memory.weights),
                     billions(memory.cache), billions(memory.scratch)));
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
    command->add_option("--context", options->context,
                        "Tokens to plan the memory for; 8192 or what the model was trained for");
    command->callback([options] {
        const GgufFile file(resolveModel(options->model));
        const ModelSummary summary = summarise(file);
        const Memory memory = memoryOf(file, options->context);
        if (options->json) {
            printJson(toJson(file, summary, memory));
        } else {
            printTable(file, summary, memory);
        }
    });
}

} // namespace conclave::cli
