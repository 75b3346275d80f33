// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/thinking_splitter.h"

#include <QtTest>

using conclave::ThinkingMarkers;
using conclave::ThinkingSplitter;

namespace {

const ThinkingMarkers kMarkers{"<think>", "</think>", false};
const ThinkingMarkers kOpened{"<think>", "</think>", true};

/// "[trace]answer", fed in chunks of that many bytes.
QString split(const ThinkingMarkers& markers, const std::string& text, std::size_t chunk) {
    ThinkingSplitter splitter(markers);
    std::string trace, answer;
    const auto take = [&](const std::vector<ThinkingSplitter::Part>& parts) {
        for (const auto& part : parts) {
            QVERIFY(!part.text.empty());
            (part.thinking ? trace : answer) += part.text;
        }
    };
    for (std::size_t i = 0; i < text.size(); i += chunk)
        take(splitter.feed(std::string_view(text).substr(i, chunk)));
    take(splitter.finish());
    return QString::fromStdString("[" + trace + "]" + answer);
}

} // namespace

class ThinkingSplitterTest : public QObject {
    Q_OBJECT

private slots:
    void separatesTraceAndAnswer_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("opened");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* text, bool opened, const char* expected) {
            QTest::newRow(name) << text << opened << expected;
        };
        row("usual", "<think>\nwhy\n</think>\n\nso", false, "[why\n]so");
        row("without line breaks", "<think>why</think>so", false, "[why]so");
        row("opened in the prompt", "\nwhy\n</think>\n\nso", true, "[why\n]so");
        row("empty trace", "<think>\n\n</think>\n\nso", false, "[]so");
        row("no trace", "so it is", false, "[]so it is");
        row("no trace, leading space", "  so", false, "[]  so");
        row("leading line break", "\n<think>a</think>b", false, "[a]b");
        row("unfinished trace", "<think>\nwhy", false, "[why]");
        row("marker in the answer", "Write <think>x</think>.", false, "[]Write <think>x</think>.");
        row("second trace is text", "<think>a</think>b<think>c</think>", false,
            "[a]b<think>c</think>");
        row("like a marker", "<thin>x", false, "[]<thin>x");
        row("half an opening", "<thi", false, "[]<thi");
        row("half a closing", "<think>a</thi", false, "[a</thi]");
        row("closing that begins twice", "<think>a<</think>b", false, "[a<]b");
        row("nothing", "", false, "[]");
        row("only line breaks", "<think>\n\n\n", false, "[]");
        row("other characters", "<think>물음표</think>답😀", false, "[물음표]답😀");
    }

    void separatesTraceAndAnswer() {
        QFETCH(const QString, text);
        QFETCH(const bool, opened);
        QFETCH(const QString, expected);
        for (const std::size_t chunk : {1, 2, 3, 5, 1000})
            QCOMPARE(split(opened ? kOpened : kMarkers, text.toStdString(), chunk), expected);
    }

    void nothingIsHeldBackWithoutNeed() {
        ThinkingSplitter splitter(kMarkers);
        QCOMPARE(splitter.feed("<think>ab").size(), 1U);
        QVERIFY(splitter.thinking());
        QCOMPARE(splitter.feed("c").front().text, std::string("c"));
        QVERIFY(splitter.feed("</").empty());
        QCOMPARE(splitter.feed("p>").front().text, std::string("</p>"));
        QVERIFY(splitter.feed("</think>").empty());
        QVERIFY(!splitter.thinking());
        QCOMPARE(splitter.feed("d<").front().text, std::string("d<"));
    }

    void continuesInsideATrace() {
        ThinkingSplitter splitter(kMarkers, true);
        QVERIFY(splitter.thinking());
        const auto parts = splitter.feed("more</think>so");
        QCOMPARE(parts.size(), 2U);
        QVERIFY(parts[0].thinking && !parts[1].thinking);
    }

    void longMarkersWork() {
        const ThinkingMarkers harmony{"<|channel|>analysis<|message|>",
                                      "<|end|><|start|>assistant<|channel|>final<|message|>",
                                      false};
        const std::string text = harmony.open + "hm" + harmony.close + "yes";
        for (const std::size_t chunk : {1, 7, 1000})
            QCOMPARE(split(harmony, text, chunk), QStringLiteral("[hm]yes"));
    }
};

QTEST_GUILESS_MAIN(ThinkingSplitterTest)
#include "thinking_splitter_test.moc"
