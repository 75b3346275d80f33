// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The template language: what it prints, where it fails, and that strangers' templates cannot harm.
#include "engine/error.h"
#include "engine/text/chat_template.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

using conclave::ChatTemplate;
using conclave::Error;
using conclave::ErrorKind;
using Json = nlohmann::ordered_json;

namespace {

/// The sentence and kind of the error that rendering ends with.
struct Failure {
    ErrorKind kind{};
    QString sentence;
};

Failure failureOf(const std::string& source, const Json& variables = Json::object()) {
    try {
        (void)ChatTemplate(source).render(variables);
    } catch (const Error& error) {
        return {error.kind(), QString::fromUtf8(error.what())};
    }
    return {ErrorKind::io, QStringLiteral("no error")};
}

std::string repeated(const std::string& text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

} // namespace

class ChatTemplateTest : public QObject {
    Q_OBJECT

private slots:
    void printsWhatJinjaPrints() {
        std::ifstream in(CONCLAVE_SOURCE_DIR "/tests/engine/text/jinja_cases.json");
        const Json data = Json::parse(in);
        for (const Json& example : data["cases"]) {
            const std::string source = example["template"];
            QString result;
            try {
                result = QString::fromStdString(ChatTemplate(source).render(data["variables"]));
            } catch (const Error& error) {
                QVERIFY2(example.contains("fails"),
                         qPrintable(QString::fromStdString(source) + " -> " + error.what()));
                continue;
            }
            QVERIFY2(!example.contains("fails"), source.c_str());
            QCOMPARE(result, QString::fromStdString(example["output"]));
        }
    }

    /// What Jinja itself does not know, but templates of GGUF files use.
    void readsJsonTexts() {
        const ChatTemplate reading("{% set a = text | from_json %}{{ a.k[1] }}{{ a.q.upper() }}");
        QCOMPARE(reading.render({{"text", R"({"k": [1, 2.5], "q": "\u00fc"})"}}),
                 std::string("2.5\u00DC"));
        QVERIFY(failureOf("{{ '{' | from_json }}").sentence.contains("needs a text that is JSON"));
        QVERIFY(failureOf("{{ ('[' * 100000) | from_json }}").sentence.contains("JSON"));
    }

    void clockIsFixedOnRequest() {
        const std::chrono::sys_seconds time{std::chrono::seconds{1'790'604'239}};
        const ChatTemplate chatTemplate("{{ strftime_now('%d %B %Y, %H:%M:%S') }}");
        QCOMPARE(QString::fromStdString(chatTemplate.render(Json::object(), time)),
                 QStringLiteral("28 September 2026, 14:03:59"));
    }

    void lineEndsOfOtherSystemsAreRead() {
        const ChatTemplate chatTemplate("a\r\n{% if true %}\r\nb\r{% endif %}\r\n");
        QCOMPARE(QString::fromStdString(chatTemplate.render(Json::object())),
                 QStringLiteral("a\nb\n"));
    }

    void mistakesNameTheirLine_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* source, const char* sentence) {
            QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(sentence);
        };
        row("open tag", "x\n{% if y",
            "Cannot read the chat template: line 2: a tag is not closed.");
        row("open block", "{% if y %}\n\n",
            "Cannot read the chat template: line 2: expected 'endif' but found the end of the "
            "template.");
        row("unknown tag", "{% include 'x' %}",
            "Cannot read the chat template: line 1: the tag 'include' is not supported.");
        row("no expression", "\n\n{{ + }}",
            "Cannot read the chat template: line 3: expected an expression but found '}}'.");
        row("undefined", "\n{{ a.b }}",
            "Cannot render the chat template: line 2: 'a' is undefined.");
        row("attribute of none", "{{ none.b.c }}",
            "Cannot render the chat template: line 1: 'NoneType object' has no attribute 'b'.");
        row("operands", "{{ 'a' + 1 }}",
            "Cannot render the chat template: line 1: unsupported operand types for +: 'str' and "
            "'int'.");
        row("unknown filter", "{{ 1 | frobnicate }}",
            "Cannot render the chat template: line 1: the filter 'frobnicate' is not supported.");
        row("no namespace", "{% set d = {} %}{% set d.x = 1 %}",
            "Cannot render the chat template: line 1: 'd' is not a namespace, so 'x' cannot be "
            "set.");
    }

    void mistakesNameTheirLine() {
        QFETCH(const QString, source);
        QFETCH(const QString, sentence);
        const Failure failure = failureOf(source.toStdString());
        QCOMPARE(failure.sentence, sentence);
        QCOMPARE(failure.kind, ErrorKind::unsupported);
    }

    void refusalsCarryTheTemplatesOwnWords() {
        const Failure failure = failureOf("{{ raise_exception('Roles must alternate.') }}");
        QCOMPARE(failure.kind, ErrorKind::badRequest);
        QVERIFY(failure.sentence.endsWith("Roles must alternate."));
    }

    void hostileTemplatesAreStopped_data() {
        QTest::addColumn<QByteArray>("source");
        const auto row = [](const char* name, const std::string& source) {
            QTest::newRow(name) << QByteArray::fromStdString(source);
        };
        const std::string range = "{% for i in range(100000) %}";
        row("loops in loops", range + range + range + repeated("{% endfor %}", 3));
        row("huge range", "{{ range(10 ** 15) }}");
        row("doubling text", "{% set ns = namespace(s='xx') %}" + range +
                                 "{% set ns.s = ns.s + ns.s %}{% endfor %}");
        row("repeated text", "{{ 'abc' * 10 ** 12 }}");
        row("wide padding", "{{ 'a'.center(10 ** 12) }}");
        row("growing replacement", "{% set ns = namespace(s='a' * 1000) %}" + range +
                                       "{% set ns.s = ns.s.replace('a', 'aa') %}{% endfor %}");
        row("much output", range + "{{ 'x' * 100000 }}{% endfor %}");
        row("endless recursion", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}");
        row("list in itself", "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}");
        row("list in itself as JSON", "{% set l = [] %}{% set _ = l.append(l) %}{{ l | tojson }}");
        row("compared with itself", "{% set l = [] %}{% set m = [] %}{% set _ = l.append(m) %}"
                                    "{% set _ = m.append(l) %}{{ l == m }}");
        const std::string laughs = "{% set ns = namespace(l=[0]) %}{% for i in range(40) %}"
                                   "{% set ns.l = [ns.l, ns.l, ns.l, ns.l] %}{% endfor %}";
        row("billion laughs", laughs + "{{ ns.l }}");
        row("billion laughs as JSON", laughs + "{{ ns.l | tojson }}");
        row("billion laughs compared", laughs + "{% set a = ns.l %}{% set ns.l = [0] %}" +
                                           laughs.substr(laughs.find("{% for")) +
                                           "{{ a == ns.l }}");
        const std::string big = "{% set a = 'a' * 10 ** 6 %}";
        const std::string often = big + range;
        row("seeking in a large text", often + "{% if a + 'b' in a %}{% endif %}{% endfor %}");
        row("seeking from behind", often + "{% if a.rfind('b' + a) %}{% endif %}{% endfor %}");
        row("characters of a large text", big + "{{ (a * 60) | list | length }}");
        row("pieces of a large text", big + "{{ (a * 60).split('a') | length }}");
        row("stripping a large set", big + "{{ a.strip(a) }}");
        row("comparing large texts", often + "{% if a == a + 'a' %}{% endif %}{% endfor %}");
        row("counting characters", often + "{% if a | length %}{% endif %}{% endfor %}");
        row("changing case", often + "{% if a | upper %}{% endif %}{% endfor %}");
        row("testing characters", often + "{% if a.isalpha() %}{% endif %}{% endfor %}");
        row("wrapping a large word", big + "{{ a | wordwrap(1) }}");
        row("wrapping a large text", big + "{{ (a * 60) | wordwrap }}");
        row("links in a large text", often + "{{ ('a.' + a) | urlize }}{% endfor %}");
        row("many columns", "{{ [] | slice(10 ** 12) | list }}");
        row("wide fields", "{{ '{:>99999999}'.format(1) }}");
        row("wide tabs", often + "{{ ('\t' + a).expandtabs(1000) }}{% endfor %}");
        row("words of a large text", often + "{% if a | wordcount %}{% endif %}{% endfor %}");
        row("deep parentheses",
            "{{ " + repeated("(", 100000) + "1" + repeated(")", 100000) + " }}");
        row("long chain", "{{ 1" + repeated(" + 1", 100000) + " }}");
        row("long path", "{{ a" + repeated(".b", 100000) + " }}");
        row("many nots", "{{ " + repeated("not ", 100000) + "1 }}");
        row("many signs", "{{ " + repeated("-", 100000) + "1 }}");
        row("deep tags", repeated("{% if 1 %}", 100000) + repeated("{% endif %}", 100000));
        row("deep lists", "{{ " + repeated("[", 100000) + repeated("]", 100000) + " }}");
        row("filters of filters", "{{ 1" + repeated(" | string", 100000) + " }}");
        row("conditionals", "{{ 1" + repeated(" if 1 else 1", 100000) + " }}");
        row("large", repeated("x", 5 << 20));
        row("overflow", "{{ 9223372036854775807 * 9 }}");
        row("overflowing negation", "{{ -(-9223372036854775807 - 1) }}");
        row("overflowing division", "{{ (-9223372036854775807 - 1) // -1 }}");
        row("slice bounds", "{{ 'abc'[::0] }}");
        row("format fields", "{{ '{99999999999999999999}'.format(1) }}");
        row("percent widths", "{{ '%99999999999d%d' % 1 }}");
        row("dates", "{{ strftime_now(1) }}");
    }

    void hostileTemplatesAreStopped() {
        QFETCH(const QByteArray, source);
        const Failure failure = failureOf(source.toStdString());
        QCOMPARE(failure.kind, ErrorKind::unsupported);
        QVERIFY2(failure.sentence.size() < 200, qPrintable(failure.sentence));
    }

    void oddButHarmlessTemplatesEnd_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("zero byte") << QByteArray("a\0{{ 1 }}", 9);
        QTest::newRow("not UTF-8") << QByteArray("\xFF\xC0{{ '\xE2\x82'[0] | upper | length }}");
        QTest::newRow("smallest integer modulo")
            << QByteArray("{{ (-9223372036854775807 - 1) % -1 }}");
        QTest::newRow("large slices") << QByteArray("{{ 'abc'[-10**18:10**18:10**18] }}");
        QTest::newRow("large rounding") << QByteArray("{{ 1e300 | round(99) | int }}");
        QTest::newRow("empty pieces")
            << QByteArray("{{ ''.split(',') }}{{ '' | first }}{{ ''[::-1] }}");
    }

    void oddButHarmlessTemplatesEnd() {
        QFETCH(const QByteArray, source);
        const Failure failure = failureOf(source.toStdString());
        QCOMPARE(failure.sentence, QStringLiteral("no error"));
    }

    void oneTemplateRendersFromManyThreads() {
        const ChatTemplate chatTemplate(
            "{% for m in messages %}{{ m.content | upper }};{% endfor %}");
        std::vector<std::thread> threads;
        std::atomic<int> right = 0;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i)
                    if (chatTemplate.render(
                            {{"messages", {{{"content", "a"}}, {{"content", "b"}}}}}) == "A;B;")
                        ++right;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(right.load(), 800);
    }
};

QTEST_GUILESS_MAIN(ChatTemplateTest)
#include "chat_template_test.moc"
