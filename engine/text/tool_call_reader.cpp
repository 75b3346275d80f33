// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tool_call_reader.h"

#include "engine/text/characters.h"
#include "engine/text/python_call_reader.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace conclave {

namespace {

using Json = nlohmann::ordered_json;
using Calls = std::vector<ToolCall>;

std::optional<Json> parse(std::string_view text) {
    Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    return json.is_discarded() ? std::nullopt : std::optional(std::move(json));
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Takes what stands before `mark` out of `rest`, and the mark; all of it if there is no mark.
std::string_view takeUntil(std::string_view& rest, std::string_view mark) {
    const std::size_t found = std::min(rest.find(mark), rest.size());
    const std::string_view before = rest.substr(0, found);
    rest.remove_prefix(std::min(rest.size(), found + mark.size()));
    return before;
}

/// What stands between two marks, behind which `rest` then begins.
std::optional<std::string_view> takeBetween(std::string_view& rest, std::string_view open,
                                            std::string_view close) {
    const std::size_t found = rest.find(open);
    if (found == rest.npos)
        return {};
    rest.remove_prefix(found + open.size());
    return takeUntil(rest, close);
}

/// An argument written as plain text: a number, a list and so on where it reads as one.
Json plainValue(std::string_view text) {
    if (text.starts_with('\n'))
        text.remove_prefix(1);
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    if (auto json = parse(text); json && !json->is_string())
        return *json;
    return std::string(text);
}

/// {"name": ..., "arguments": {...}}; publishers vary the two keys.
std::optional<ToolCall> fromObject(const Json& json) {
    if (!json.is_object())
        return {};
    if (json.contains("function") && json["function"].is_object())
        return fromObject(json["function"]);
    ToolCall call;
    for (const char* key : {"name", "tool_name", "function"})
        if (call.name.empty() && json.contains(key) && json[key].is_string())
            call.name = json[key].get<std::string>();
    if (call.name.empty() && json.size() == 1 && json.front().is_object()) // {"NAME": {...}}
        return ToolCall{json.items().begin().key(), dump(json.front())};
    if (call.name.empty())
        return {};
    call.arguments = "{}";
    for (const char* key : {"arguments", "parameters"})
        if (json.contains(key)) // some write them as a text that holds JSON
            call.arguments = json[key].is_string() ? json[key].get<std::string>() : dump(json[key]);
    return call;
}

Calls fromJson(std::string_view body) {
    Calls calls;
    const std::optional<Json> json = parse(body);
    if (!json)
        return calls;
    for (const Json& each : json->is_array() ? *json : Json::array({*json})) {
        const std::optional<ToolCall> call = fromObject(each);
        if (!call)
            return {};
        calls.push_back(*call);
    }
    return calls;
}

/// One object per line, or several with separators of any kind between them.
Calls fromJsonLines(std::string_view body) {
    Calls calls;
    while (!body.empty()) {
        const Calls more =
            fromJson(text::strip(takeUntil(body, body.find(";") == body.npos ? "\n" : ";")));
        calls.insert(calls.end(), more.begin(), more.end());
    }
    return calls;
}

/// <function=NAME> <parameter=KEY> VALUE </parameter> ... </function>: Qwen3-Coder, Seed-OSS; with
/// JSON instead of parameters: Llama 3.1 on request, Functionary.
Calls fromFunctionTags(std::string_view body) {
    Calls calls;
    while (auto function = takeBetween(body, "<function=", "</function>")) {
        const std::string_view name = text::strip(takeUntil(*function, ">"));
        Json arguments = parse(text::strip(*function)).value_or(nullptr);
        if (!arguments.is_object())
            arguments = Json::object();
        while (auto parameter = takeBetween(*function, "<parameter=", "</parameter>")) {
            const std::string_view key = text::strip(takeUntil(*parameter, ">"));
            arguments[std::string(key)] = plainValue(*parameter);
        }
        calls.push_back({std::string(name), dump(arguments)});
    }
    return calls;
}

/// <invoke name="NAME"> <parameter name="KEY">VALUE</parameter> ... </invoke>: MiniMax; with
/// "｜DSML｜" before each tag's name and string="true" or "false" behind the key: DeepSeek since
/// V3.2.
Calls fromInvokeTags(std::string_view body) {
    const std::size_t word = body.find("invoke name=\"");
    const std::size_t bracket = body.rfind('<', word);
    if (word == body.npos || bracket == body.npos)
        return {};
    const std::string prefix(body.substr(bracket + 1, word - bracket - 1));
    const auto tag = [&](std::string_view open, std::string_view rest) {
        return std::string(open).append(prefix).append(rest);
    };
    const std::string beginsCall = tag("<", "invoke name=\""), endsCall = tag("</", "invoke>");
    const std::string begins = tag("<", "parameter name=\""), ends = tag("</", "parameter>");
    Calls calls;
    while (auto invoke = takeBetween(body, beginsCall, endsCall)) {
        const std::string name(takeUntil(*invoke, "\""));
        takeUntil(*invoke, ">");
        Json arguments = Json::object();
        while (auto parameter = takeBetween(*invoke, begins, ends)) {
            const std::string key(takeUntil(*parameter, "\""));
            const std::string_view attributes = takeUntil(*parameter, ">");
            const bool isText = attributes.find("string=\"true\"") != attributes.npos;
            arguments[key] = isText ? Json(std::string(*parameter)) : plainValue(*parameter);
        }
        calls.push_back({name, dump(arguments)});
    }
    return calls;
}

/// NAME <arg_key>KEY</arg_key> <arg_value>VALUE</arg_value> ...: GLM.
Calls fromKeysAndValues(std::string_view body) {
    const std::string_view name = text::strip(body.substr(0, body.find("<arg_key>")));
    Json arguments = Json::object();
    while (const auto key = takeBetween(body, "<arg_key>", "</arg_key>"))
        if (const auto value = takeBetween(body, "<arg_value>", "</arg_value>"))
            arguments[std::string(text::strip(*key))] = plainValue(*value);
    return {{std::string(name), dump(arguments)}};
}

/// "function<｜tool▁sep｜>NAME", a fenced block of JSON; later "NAME<｜tool▁sep｜>" and JSON:
/// DeepSeek.
Calls fromDeepSeek(std::string_view body) {
    Calls calls;
    while (auto call = takeBetween(body, "<｜tool▁call▁begin｜>", "<｜tool▁call▁end｜>")) {
        std::string_view name = text::strip(takeUntil(*call, "<｜tool▁sep｜>"));
        std::string_view arguments = *call;
        if (const std::size_t fence = arguments.find("```"); fence != arguments.npos) {
            name = text::strip(arguments.substr(0, fence));
            arguments = arguments.substr(std::min(arguments.find('\n', fence), arguments.size()));
            arguments = arguments.substr(0, arguments.rfind("```"));
        }
        calls.push_back({std::string(name), std::string(text::strip(arguments))});
    }
    return calls;
}

/// functions.NAME:0<|tool_call_argument_begin|>JSON: Kimi K2.
Calls fromKimi(std::string_view body) {
    Calls calls;
    while (auto call = takeBetween(body, "<|tool_call_begin|>", "<|tool_call_end|>")) {
        std::string_view name = text::strip(takeUntil(*call, "<|tool_call_argument_begin|>"));
        name = name.substr(0, name.rfind(':'));
        if (name.starts_with("functions."))
            name.remove_prefix(10);
        calls.push_back({std::string(name), std::string(text::strip(*call))});
    }
    return calls;
}

/// NAME[ARGS]JSON, with the opening mark between two of them: Mistral since 2025.
Calls fromMistral(std::string_view body) {
    Calls calls;
    while (!body.empty()) {
        std::string_view call = takeUntil(body, "[TOOL_CALLS]");
        if (call.find("[ARGS]") == call.npos)
            continue;
        std::string_view name = takeUntil(call, "[ARGS]");
        name = name.substr(0, name.find("[CALL_ID]"));
        calls.push_back({std::string(text::strip(name)), std::string(text::strip(call))});
    }
    return calls;
}

/// call:NAME{key:3,other:<|"|>text<|"|>}: Gemma 4. JSON but for its quotes and keys.
Calls fromGemma(std::string_view body) {
    constexpr std::string_view kQuote = "<|\"|>";
    Calls calls;
    takeUntil(body, "call:");
    while (!body.empty()) {
        std::string_view call = takeUntil(body, "\ncall:");
        const std::string_view name = text::strip(takeUntil(call, "{"));
        std::string json = "{", word;
        const auto flush = [&](char next) { // a bare word before a colon is a key
            json += next == ':' ? dump(word) : word;
            word.clear();
        };
        while (!call.empty()) {
            if (call.starts_with(kQuote)) {
                call.remove_prefix(kQuote.size());
                json += dump(std::string(takeUntil(call, kQuote)));
                continue;
            }
            const char c = call.front();
            call.remove_prefix(1);
            if (std::string_view("{}[],: \n").find(c) == std::string_view::npos) {
                word += c;
                continue;
            }
            flush(c);
            json += c;
        }
        if (!name.empty() && parse(json))
            calls.push_back({std::string(name), json});
    }
    return calls;
}

} // namespace

std::vector<ToolCall> readToolCalls(std::string_view body) {
    body = text::strip(body);
    if (body.starts_with("```")) { // some models fence their JSON
        takeUntil(body, "\n");
        body = text::strip(body.substr(0, body.rfind("```")));
    }
    if (Calls calls = fromJson(body); !calls.empty())
        return calls;
    constexpr std::pair<std::string_view, Calls (*)(std::string_view)> kNotations[] = {
        {"call:", fromGemma},
        {"<function=", fromFunctionTags},
        {"invoke name=\"", fromInvokeTags},
        {"<arg_key>", fromKeysAndValues},
        {"<｜tool▁call▁begin｜>", fromDeepSeek},
        {"<|tool_call_begin|>", fromKimi},
        {"[ARGS]", fromMistral},
        {"{\"", fromJsonLines},
        {"(", readPythonCalls},
    };
    for (const auto& [sign, read] : kNotations)
        if (body.find(sign) != body.npos)
            if (Calls calls = read(body); !calls.empty())
                return calls;
    return {};
}

} // namespace conclave
