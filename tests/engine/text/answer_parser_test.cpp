// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Answers as the published families write them, whole and byte by byte: no mark is ever shown.
#include "engine/text/answer_parser.h"

#include <QtTest>

using namespace conclave;

namespace {

struct Parsed {
    std::string thinking, text, calls;
};

/// Parses `answer` in pieces: the first of `first` bytes, the others of `step`.
Parsed parse(const std::string& source, const std::string& answer, std::size_t step,
             AnswerParser::Begins begins = AnswerParser::Begins::turn, std::size_t first = 0) {
    const ThinkingMarkers markers{"<think>", "</think>"};
    AnswerParser parser(findAnswerFormat(source), markers, begins);
    Parsed parsed;
    const auto take = [&](const std::vector<AnswerParser::Part>& parts) {
        for (const AnswerParser::Part& part : parts)
            (part.thinking ? parsed.thinking : parsed.text) += part.text;
    };
    take(parser.feed(std::string_view(answer).substr(0, first)));
    for (std::size_t i = first; i < answer.size(); i += step)
        take(parser.feed(std::string_view(answer).substr(i, step)));
    take(parser.finish());
    for (const ToolCall& call : parser.calls())
        parsed.calls += call.name + call.arguments + ";";
    return parsed;
}

} // namespace

class AnswerParserTest : public QObject {
    Q_OBJECT

private slots:
    void readsEveryNotation_data() {
        QTest::addColumn<std::string>("source"); // as much of a template as shows the format
        QTest::addColumn<std::string>("answer");
        QTest::addColumn<std::string>("thinking");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("calls");
        const auto row = [](const char* name, const char* source, const char* answer,
                            const char* text, const char* calls, const char* thinking = "") {
            QTest::newRow(name) << std::string(source) << std::string(answer)
                                << std::string(thinking) << std::string(text) << std::string(calls);
        };
        row("no tools", "", "plain <tool_call> text", "plain <tool_call> text", "");
        row("json in tags", "<tool_call>",
            "<think>\nhm\n</think>\n\nSo: <tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": "
            "1}}\n</tool_call><tool_call>{\"name\": \"g\", \"arguments\": {}}</tool_call>",
            "So: ", "f{\"a\":1};g{};", "hm\n");
        row("no call in tags", "<tool_call>", "a <tool_call>b</tool_call> c < d", "a b c < d", "");
        row("cut off", "<tool_call>", "<tool_call>{\"name\": \"f\"}", "", "f{};");
        row("function tags", "<tool_call>",
            "<tool_call>\n<function=f>\n<parameter=city>\nNew "
            "York\n</parameter>\n<parameter=n>\n3\n"
            "</parameter>\n</function>\n</tool_call>",
            "", "f{\"city\":\"New York\",\"n\":3};");
        row("function tags alone", "<tool_call><function=", "Go.<function=f></function>", "Go.",
            "f{};");
        row("function tags with json", "<function=", "<function=f>{\"a\": [1]}</function>", "",
            "f{\"a\":[1]};");
        row("a name alone", "<tool_call><arg_key>",
            "<tool_call>f\n</tool_call>\n<tool_call>g g</tool_call>", "\ng g", "f{};");
        row("names as keys", "<|tools_prefix|>",
            "<|tools_prefix|>[{\"f\": {\"a\": 1}}, {\"g\": {}}]<|tools_suffix|>", "",
            "f{\"a\":1};g{};");
        row("seed", "<seed:tool_call>",
            "<seed:tool_call><function=f><parameter=a>[1]</parameter></function></seed:tool_call>",
            "", "f{\"a\":[1]};");
        row("keys and values", "<tool_call>",
            "<tool_call>f\n<arg_key>a</arg_key>\n<arg_value>x y</arg_value>\n<arg_key>b</arg_key>"
            "<arg_value>true</arg_value>\n</tool_call>",
            "", "f{\"a\":\"x y\",\"b\":true};");
        row("invoke tags", "<minimax:tool_call>",
            "<minimax:tool_call>\n<invoke name=\"f\">\n<parameter name=\"a\">x</parameter>\n"
            "</invoke>\n</minimax:tool_call>",
            "", "f{\"a\":\"x\"};");
        row("json lines in tags", "<tool_calls>",
            "<tool_calls>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n{\"name\": \"g\"}\n"
            "</tool_calls>",
            "", "f{\"a\":1};g{};");
        row("invoke tags with a token", "set mark = '｜DSML｜'",
            "Look.\n\n<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"f\">\n"
            "<｜DSML｜parameter name=\"a\" string=\"true\">3 < 4</｜DSML｜parameter>\n"
            "<｜DSML｜parameter name=\"b\" string=\"false\">[1, {\"c\": "
            "null}]</｜DSML｜parameter>\n"
            "</｜DSML｜invoke>\n<｜DSML｜invoke name=\"g\">\n</｜DSML｜invoke>\n"
            "</｜DSML｜function_calls>",
            "Look.\n\n", "f{\"a\":\"3 < 4\",\"b\":[1,{\"c\":null}]};g{};");
        row("invoke tags with a token, later name", "set mark = '｜DSML｜'",
            "<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"f\">\n"
            "<｜DSML｜parameter name=\"a\" string=\"true\">42</｜DSML｜parameter>\n"
            "</｜DSML｜invoke>\n</｜DSML｜tool_calls>",
            "", "f{\"a\":\"42\"};");
        row("fenced after a separator", "<｜tool▁calls▁begin｜>",
            "ok<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"a\":"
            " "
            "1}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            "ok", "f{\"a\": 1};");
        row("after a separator", "<｜tool▁calls▁begin｜>",
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{}<｜tool▁call▁end｜>"
            "<｜tool▁call▁begin｜>g<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            "", "f{};g{};");
        row("section", "<|tool_calls_section_begin|>",
            "<|tool_calls_section_begin|><|tool_call_begin|>functions.f:0"
            "<|tool_call_argument_begin|>{\"a\":1}<|tool_call_end|><|tool_calls_section_end|>",
            "", "f{\"a\":1};");
        row("list to the end", "[TOOL_CALLS]",
            "[TOOL_CALLS] [{\"name\": \"f\", \"arguments\": {\"a\": 1}}, {\"name\": \"g\", "
            "\"arguments\": {}}]",
            "", "f{\"a\":1};g{};");
        row("names and arguments", "[TOOL_CALLS]",
            "Let me.[TOOL_CALLS]f[ARGS]{\"a\": 1}[TOOL_CALLS]g[CALL_ID]x[ARGS]{}", "Let me.",
            "f{\"a\": 1};g{};");
        row("bare json", "{\"name\": function name, \"parameters\": ...}",
            "{\"name\": \"f\", \"parameters\": {\"a\": 1}}", "", "f{\"a\":1};");
        row("json that is no call", "{\"name\": function name, \"parameters\": ...}",
            "{\"name\": [1]} is JSON", "{\"name\": [1]} is JSON", "");
        row("tag to the end", "{\"name\": function name, \"parameters\": ...}",
            "<|python_tag|>{\"name\": \"f\", \"parameters\": {}}; {\"name\": \"g\"}", "",
            "f{};g{};");
        row("python", "<|python_start|>",
            "<|python_start|>[f(a=\"x, y\", b=[1, 2.5], c={'k': None}), g()]<|python_end|>", "",
            "f{\"a\":\"x, y\",\"b\":[1,2.5],\"c\":{\"k\":null}};g{};");
        row("bare keys", "<|tool_call>",
            "<|tool_call>call:f{a:<|\"|>x: {y}<|\"|>,b:[1,true],c:{d:2}}<tool_call|>", "",
            "f{\"a\":\"x: {y}\",\"b\":[1,true],\"c\":{\"d\":2}};");
        row("invoke tags with a mark", "set ns = ']<]minimax[>[' set begin = ns ~ '<tool_call>'",
            "Look.]<]minimax[>[<tool_call>\n]<]minimax[>[<invoke name=\"f\">]<]minimax[>[<a>x < "
            "<b>]<]minimax[>[</a>]<]minimax[>[<c>]<]minimax[>[<d>2]<]minimax[>[</d>]<]minimax[>["
            "</c>]<]minimax[>[<e>]<]minimax[>[<item>true]<]minimax[>[</item>]<]minimax[>[<item>y"
            "]<]minimax[>[</item>]<]minimax[>[</e>]<]minimax[>[</invoke>\n]<]minimax[>[<invoke "
            "name=\"g\">]<]minimax[>[</invoke>\n]<]minimax[>[</tool_call>",
            "Look.", "f{\"a\":\"x < <b>\",\"c\":{\"d\":2},\"e\":[true,\"y\"]};g{};");
        row("keys and values, composed", "'<tool_calls{}>'.format(x) '<tool_call{}>'.format(x)",
            "Hm.<tool_calls:opensource>\n<tool_call:opensource>f<tool_sep:opensource>\n"
            "<arg_key:opensource>a</arg_key:opensource>\n<arg_value:opensource>x y"
            "</arg_value:opensource>\n</tool_call:opensource>\n<tool_call:opensource>g"
            "<tool_sep:opensource>\n</tool_call:opensource>\n</tool_calls:opensource>",
            "Hm.", "f{\"a\":\"x y\"};g{};");
        row("after an id", "<|tool_call:begin|>",
            "<|tool_call:begin|>a1b2<|tool_call:name|>f<|tool_call:args|>{\"a\": 1}"
            "<|tool_call:end|><|tool_call:begin|>c3<|tool_call:name|>g<|tool_call:args|>{}"
            "<|tool_call:end|>",
            "", "f{\"a\": 1};g{};");
        row("param tags", "'<function name=\"' ~ name",
            "Go. <function name=\"f\"><param name=\"a\"><![CDATA[1 < 2\nend]]></param><param "
            "name=\"b\">3</param></function><function name=\"g\"></function>",
            "Go. ", "f{\"a\":\"1 < 2\\nend\",\"b\":3};g{};");
        row("open and close", "open_tag('call', [('tool', name)])",
            "Hi.<|close|>response<|sep|><|open|>tools<|sep|><|open|>call tool=\"f\" index=\"1\""
            "<|sep|><|open|>argument key=\"a &quot;b&quot;\" type=\"string\"<|sep|>1"
            "<|close|>argument<|sep|><|open|>argument key=\"c\" type=\"number\"<|sep|>2"
            "<|close|>argument<|sep|><|close|>call<|sep|><|open|>call tool=\"g\" index=\"2\""
            "<|sep|><|open|>json type=\"object\"<|sep|>{\"d\": 4}<|close|>json<|sep|>"
            "<|close|>call<|sep|><|close|>tools<|sep|>",
            "Hi.", "f{\"a \\\"b\\\"\":\"1\",\"c\":2};g{\"d\": 4};");
        row("open and close without calls", "open_tag('call', [('tool', name)])",
            "Hi.<|close|>response<|sep|>", "Hi.", "");
        row("action", "<|START_ACTION|>",
            "<|START_ACTION|>[{\"tool_call_id\": \"0\", \"tool_name\": \"f\", \"parameters\": "
            "{}}]<|END_ACTION|>",
            "", "f{};");
        const char* harmony = "<|start|><|channel|><|message|>";
        row("harmony", harmony,
            "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>"
            "Hi < you",
            "Hi < you", "", "hm");
        row("harmony call", harmony,
            "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>commentary "
            "to=functions.f <|constrain|>json<|message|>{\"a\": 1}<|call|>",
            "", "f{\"a\": 1};", "hm");
        row("harmony, recipient first", harmony,
            " to=functions.f<|channel|>commentary json<|message|>{}", "", "f{};");
        row("harmony preamble", harmony,
            "<|channel|>commentary<|message|>First.<|end|><|start|>assistant<|channel|>final"
            "<|message|> Then.",
            "First. Then.", "");
        row("harmony without marks", harmony, "Just text", "Just text", "");
    }

    void readsEveryNotation() {
        QFETCH(std::string, source);
        QFETCH(std::string, answer);
        for (const std::size_t step : {answer.size(), std::size_t{7}, std::size_t{1}}) {
            const Parsed parsed = parse(source, answer, step);
            QTEST(parsed.thinking, "thinking");
            QTEST(parsed.text, "text");
            QTEST(parsed.calls, "calls");
        }
        for (std::size_t cut = 1; cut < answer.size(); ++cut) { // once, anywhere
            const Parsed parsed =
                parse(source, answer, answer.size(), AnswerParser::Begins::turn, cut);
            QTEST(parsed.thinking, "thinking");
            QTEST(parsed.text, "text");
            QTEST(parsed.calls, "calls");
        }
    }

    void continuesInsideOfATrace() {
        const Parsed parsed =
            parse("<tool_call>", "more\n</think>\n\nDone.", 3, AnswerParser::Begins::trace);
        QCOMPARE(parsed.thinking, std::string("more\n"));
        QCOMPARE(parsed.text, std::string("Done."));
        const Parsed harmony =
            parse("<|channel|><|message|>",
                  "more<|end|><|start|>assistant<|channel|>final<|message|>Done.", 3,
                  AnswerParser::Begins::trace);
        QCOMPARE(harmony.thinking, std::string("more"));
        QCOMPARE(harmony.text, std::string("Done."));
    }

    void continuesInsideOfAnAnswer() {
        QCOMPARE(
            parse("<|channel|><|message|>", "analysis is", 2, AnswerParser::Begins::answer).text,
            std::string("analysis is"));
        QCOMPARE(parse("", "<think>x", 2, AnswerParser::Begins::answer).text,
                 std::string("<think>x"));
    }

    /// Deep, broken and hostile bodies are text or calls, never a crash.
    void survivesAnything() {
        const std::string deep(100'000, '[');
        (void)parse("<tool_call>", "<tool_call>f(a=" + deep + "</tool_call>", 4096);
        (void)parse("<tool_call>", "<tool_call>{\"a\":" + deep + "</tool_call>", 4096);
        (void)parse("[TOOL_CALLS]", "[TOOL_CALLS][ARGS][TOOL_CALLS]" + deep, 4096);
    }
};

QTEST_APPLESS_MAIN(AnswerParserTest)
#include "answer_parser_test.moc"
