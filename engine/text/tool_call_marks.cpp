// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tool_call_marks.h"

#include <algorithm>
#include <array>

namespace conclave {

namespace {

constexpr std::string_view kDsml = "｜DSML｜";
constexpr std::string_view kMiniMax = "]<]minimax[>[";

/// Longer ones first where one begins with another.
constexpr ToolCallMarks kKnown[] = {
    {"<minimax:tool_call>", "</minimax:tool_call>"},
    {"<seed:tool_call>", "</seed:tool_call>"},
    {"<tool_call>", "</tool_call>"},              // Hermes, Qwen, GLM, Granite 4, Nemotron
    {"<|tool_call_start|>", "<|tool_call_end|>"}, // LFM2
    {"<|tool_call|>", "<|/tool_call|>"},          // Phi-4, Granite 3
    {"<|tool_call>", "<tool_call|>"},             // Gemma 4
    {"<tool_calls>", "</tool_calls>"},            // MiniMax M1
    {"<TOOLCALL>", "</TOOLCALL>"},                // Nemotron Nano
    {"<|tools_prefix|>", "<|tools_suffix|>"},     // Apertus
    {"<|function_call|>", ""},                    // GigaChat
    {"<function=", "</function>"},                // Qwen3-Coder, when it forgets the tag around it
    {"<function name=\"", "</function>"},         // MiniCPM5
    {"<|tool_call:begin|>", "<|tool_call:end|>"}, // Solar Open
    {"[TOOL_CALLS]", ""},                         // Mistral
    {"<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>"},             // DeepSeek
    {"<|tool_calls_section_begin|>", "<|tool_calls_section_end|>"}, // Kimi K2
    {"<|START_ACTION|>", "<|END_ACTION|>"},                         // Command R
    {"<|python_start|>", "<|python_end|>"},                         // Llama 4
    {"<|python_tag|>", ""},                                         // Llama 3
};

/// Tokens inside of the marks.
constexpr std::string_view kInside[] = {
    "[ARGS]",
    "[CALL_ID]",
    "<｜tool▁call▁begin｜>",
    "<｜tool▁call▁end｜>",
    "<｜tool▁sep｜>",
    "<|tool_call_begin|>",
    "<|tool_call_argument_begin|>",
    "<|tool_call_end|>",
    "<arg_key>",
    "</arg_key>",
    "<arg_value>",
    "</arg_value>",
    "<|\"|>",
    "<|tool_call:name|>",
    "<|tool_call:args|>",
    "<tool_call:opensource>",
    "</tool_call:opensource>",
    "<tool_sep:opensource>",
    "<arg_key:opensource>",
    "</arg_key:opensource>",
    "<arg_value:opensource>",
    "</arg_value:opensource>",
    "<|open|>",
    "<|close|>",
    "<|sep|>",
    kMiniMax,
    kDsml,
};

/// Of templates that put the marks together from parts; `sign` is such a part.
constexpr struct {
    std::string_view sign;
    ToolCallMarks marks;
} kComposed[] = {
    {kDsml, {"<｜DSML｜function_calls>", "</｜DSML｜function_calls>"}}, // DeepSeek since V3.2
    {kDsml, {"<｜DSML｜tool_calls>", "</｜DSML｜tool_calls>"}},
    {kMiniMax, {"]<]minimax[>[<tool_call>", "]<]minimax[>[</tool_call>"}},       // MiniMax M3
    {"<tool_calls{}>", {"<tool_calls:opensource>", "</tool_calls:opensource>"}}, // Hunyuan 3
    // Kimi K3 writes its calls behind the text, which is marked as well.
    {"open_tag('call'", {"<|close|>response<|sep|>", ""}},
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

} // namespace

bool ToolCallFormat::uses(std::string_view token) const {
    const auto known = [&](const ToolCallMarks& each) {
        return each.open == token || each.close == token;
    };
    return !marks.empty() &&
           (std::any_of(marks.begin(), marks.end(), known) ||
            std::find(std::begin(kInside), std::end(kInside), token) != std::end(kInside));
}

ToolCallFormat findToolCallFormat(std::string_view templateSource) {
    ToolCallFormat format;
    for (const ToolCallMarks& known : kKnown)
        if (contains(templateSource, known.open))
            format.marks.push_back(known);
    for (const auto& [sign, marks] : kComposed)
        if (contains(templateSource, sign))
            format.marks.push_back(marks);
    format.bareNames = contains(templateSource, "<arg_key>");
    // Llama 3's template explains the form in words and shows no mark.
    format.bareJson = contains(templateSource, "\"name\": function name");
    if (format.bareJson && !contains(templateSource, "<|python_tag|>"))
        format.marks.push_back({"<|python_tag|>", ""});
    return format;
}

} // namespace conclave
