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
/// V3.2. MiniCPM5 has other words for both, and puts values with signs into <![CDATA[...]]>.
Calls fromNamedTags(std::string_view body, const std::string& call, const std::string& argument) {
    constexpr std::string_view kData = "<![CDATA[", kDataEnd = "]]>";
    const std::size_t word = body.find(call + " name=\"");
    const std::size_t bracket = body.rfind('<', word);
    if (word == body.npos || bracket == body.npos)
        return {};
    const std::string prefix(body.substr(bracket + 1, word - bracket - 1));
    const auto tag = [&](std::string_view open, std::string_view rest) {
        return std::string(open).append(prefix).append(rest);
    };
    const std::string beginsCall = tag("<", call + " name=\""), endsCall = tag("</", call + ">");
    const std::string begins = tag("<", argument + " name=\""), ends = tag("</", argument + ">");
    Calls calls;
    while (auto invoke = takeBetween(body, beginsCall, endsCall)) {
        const std::string name(takeUntil(*invoke, "\""));
        takeUntil(*invoke, ">");
        Json arguments = Json::object();
        while (auto parameter = takeBetween(*invoke, begins, ends)) {
            const std::string key(takeUntil(*parameter, "\""));
            const std::string_view attributes = takeUntil(*parameter, ">");
            bool isText = attributes.find("string=\"true\"") != attributes.npos;
            if (parameter->starts_with(kData) && parameter->ends_with(kDataEnd)) {
                isText = true;
                parameter->remove_prefix(kData.size());
                parameter->remove_suffix(kDataEnd.size());
            }
            arguments[key] = isText ? Json(std::string(*parameter)) : plainValue(*parameter);
        }
        calls.push_back({name, dump(arguments)});
    }
    return calls;
}

Calls fromInvokeTags(std::string_view body) {
    return fromNamedTags(body, "invoke", "parameter");
}

Calls fromParamTags(std::string_view body) {
    return fromNamedTags(body, "function", "param");
}

/// <KEY>VALUE</KEY> ..., a mark of its own before each tag, so that values need no escapes; values
/// are such tags again, <item> in lists: MiniMax M3. Ends before a closing tag.
Json fromMarkedTags(std::string_view& rest, std::size_t depth) {
    constexpr std::string_view kMark = "]<]minimax[>[";
    constexpr std::size_t kDeepest = 64;
    const auto opens = [&] {
        const std::string_view next = text::strip(rest);
        return next.starts_with(kMark) && !next.substr(kMark.size()).starts_with("</");
    };
    if (!opens() || depth > kDeepest)
        return plainValue(rest.substr(0, rest.find(kMark)));
    Json object = Json::object(), list = Json::array();
    while (opens()) {
        takeUntil(rest, "]<]minimax[>[<");
        const std::string key(takeUntil(rest, ">"));
        Json value = fromMarkedTags(rest, depth + 1);
        takeUntil(rest, std::string(kMark) + "</" + key + ">");
        if (key == "item")
            list.push_back(value);
        object[key] = std::move(value);
    }
    return list.empty() || object.size() > 1 ? object : list;
}

/// <invoke name="NAME">, then as above: MiniMax M3.
Calls fromMiniMax(std::string_view body) {
    Calls calls;
    while (auto call = takeBetween(body, "<invoke name=\"", "]<]minimax[>[</invoke>")) {
        const std::string name(takeUntil(*call, "\">"));
        const Json arguments = fromMarkedTags(*call, 0);
        calls.push_back({name, arguments.is_object() ? dump(arguments) : "{}"});
    }
    return calls;
}

/// NAME <arg_key>KEY</arg_key> <arg_value>VALUE</arg_value> ...: GLM. `suffix` is of all tags.
ToolCall keysAndValues(std::string_view body, const std::string& suffix) {
    const auto tag = [&](const char* name) { return name + suffix + ">"; };
    const std::string_view name = text::strip(body.substr(0, body.find(tag("<arg_key"))));
    Json arguments = Json::object();
    while (const auto key = takeBetween(body, tag("<arg_key"), tag("</arg_key")))
        if (const auto value = takeBetween(body, tag("<arg_value"), tag("</arg_value")))
            arguments[std::string(text::strip(*key))] = plainValue(*value);
    return {std::string(name), dump(arguments)};
}

Calls fromKeysAndValues(std::string_view body) {
    return {keysAndValues(body, "")};
}

/// Several of these, each in a tag, with a separator behind the name: Hunyuan 3.
Calls fromHunyuan(std::string_view body) {
    const std::string suffix = ":opensource";
    Calls calls;
    while (auto call = takeBetween(body, "<tool_call:opensource>", "</tool_call:opensource>")) {
        const std::string_view name = text::strip(takeUntil(*call, "<tool_sep:opensource>"));
        calls.push_back({std::string(name), keysAndValues(*call, suffix).arguments});
    }
    return calls;
}

/// ID<|tool_call:name|>NAME<|tool_call:args|>JSON: Solar Open.
Calls fromSolar(std::string_view body) {
    takeUntil(body, "<|tool_call:name|>");
    const std::string_view name = text::strip(takeUntil(body, "<|tool_call:args|>"));
    return {{std::string(name), std::string(text::strip(body))}};
}

/// <|open|>call tool="NAME" ...<|sep|>, then <|open|>argument key="KEY" type="TYPE"<|sep|>VALUE
/// <|close|>argument<|sep|> ..., or all of them as JSON in a tag of that name: Kimi K3.
Calls fromOpenAndClose(std::string_view body) {
    const auto attribute = [](std::string_view tag, const std::string& name) {
        std::string value(takeBetween(tag, name + "=\"", "\"").value_or(""));
        for (const auto& [escaped, plain] : {std::pair("&quot;", "\""), std::pair("&amp;", "&")})
            for (std::size_t at = 0; (at = value.find(escaped, at)) != value.npos; ++at)
                value.replace(at, std::string_view(escaped).size(), plain);
        return value;
    };
    Calls calls;
    while (auto call = takeBetween(body, "<|open|>call ", "<|close|>call<|sep|>")) {
        const std::string name = attribute(takeUntil(*call, "<|sep|>"), "tool");
        std::string_view whole = *call;
        if (const auto json = takeBetween(whole, "<|open|>json", "<|close|>json<|sep|>")) {
            std::string_view text = *json;
            takeUntil(text, "<|sep|>");
            calls.push_back({name, std::string(text::strip(text))});
            continue;
        }
        Json arguments = Json::object();
        while (auto each = takeBetween(*call, "<|open|>argument ", "<|close|>argument<|sep|>")) {
            const std::string_view tag = takeUntil(*each, "<|sep|>");
            const bool isText = attribute(tag, "type") == "string";
            arguments[attribute(tag, "key")] =
                isText ? Json(std::string(*each)) : plainValue(*each);
        }
        calls.push_back({name, dump(arguments)});
    }
    return calls;
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
        {"<tool_sep:opensource>", fromHunyuan},
        {"<|tool_call:args|>", fromSolar},
        {"call:", fromGemma}, // which both of those contain, too
        {"<function=", fromFunctionTags},
        {"<function name=\"", fromParamTags},
        {"]<]minimax[>[<invoke", fromMiniMax},
        {"invoke name=\"", fromInvokeTags},
        {"<arg_key>", fromKeysAndValues},
        {"<|open|>call ", fromOpenAndClose},
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
