// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/markdown.h"

#include <QElapsedTimer>
#include <QTest>

namespace conclave {

using Type = MarkdownBlock::Type;

class MarkdownTest : public QObject {
    Q_OBJECT

private slots:
    void textIsSplitIntoBlocks();
    void streamedTextEndsLikeTheWhole_data();
    void streamedTextEndsLikeTheWhole();
    void aTextThatIsReplacedStartsAnew();
    void rawHtmlIsShownAsText();
    void onlySafeLinksAreLinks_data();
    void onlySafeLinksAreLinks();
    void imagesAreNeverFetched();
    void anUnclosedFenceIsCodeToTheEnd();
    void deepNestingIsSurvived();
    void aLineOfOneMegabyteIsQuick();
    void codeIsHighlightedAndEscaped();
};

void MarkdownTest::textIsSplitIntoBlocks() {
    const auto blocks = parseMarkdown("# Title\n\nSome **bold** text.\n\n```cpp\nint x;\n```\n\n"
                                      "| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n");
    QCOMPARE(blocks.size(), 5);
    QCOMPARE(blocks[0].html, QString("<h1>Title</h1>"));
    QCOMPARE(blocks[1].html, QString("<p>Some <b>bold</b> text.</p>"));
    QCOMPARE(blocks[2].type, Type::code);
    QCOMPARE(blocks[2].language, QString("cpp"));
    QCOMPARE(blocks[2].code, QString("int x;"));
    QCOMPARE(blocks[3].type, Type::table);
    QCOMPARE(blocks[3].rows, (QList<QStringList>{{"a", "b"}, {"1", "2"}}));
    QCOMPARE(blocks[4].type, Type::rule);
}

void MarkdownTest::streamedTextEndsLikeTheWhole_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("paragraphs") << "One.\n\nTwo *and* three.\n\nFour\nlines.\n\nEnd";
    QTest::newRow("loose list") << "- a\n\n- b\n\n  more of b\n\n- c\n\nAfter.\n\nEnd.";
    QTest::newRow("numbers") << "1. a\n\n2. b\n\n3. c\n\n\nAfter.\n\n4. d";
    QTest::newRow("fence") << "Code:\n\n```py\na = 1\n\n\nb = 2\n```\n\nAfter.\n\nEnd.";
    QTest::newRow("fence in fence") << "````md\n```\n\na\n```\n\nb\n````\n\nAfter.\n\nEnd.";
    QTest::newRow("tilde fence") << "~~~\na\n\n```\n\nb\n~~~\n\nAfter.\n\nEnd.";
    QTest::newRow("backticks in text") << "Write ``` to begin.\n\nThen `a ``` b`.\n\nEnd.";
    QTest::newRow("indented code") << "    a\n\n    b\n\nAfter.\n\n    c\n\n    d";
    QTest::newRow("code in list") << "- a\n\n  ```\n  x\n\n  y\n  ```\n\n- b\n\nAfter.";
    QTest::newRow("quote") << "> a\n\n> b\n>\n> c\n\nAfter.\n\n> d";
    QTest::newRow("table") << "| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.\n\n| c |\n|---|\n| 3 |";
    QTest::newRow("heading by underline") << "Title\n=====\n\nText.\n\nSmall\n---\n\nEnd.";
    QTest::newRow("link defined below") << "See [the page].\n\nMore.\n\n"
                                           "[the page]: https://example.org\n\nEnd.";
    QTest::newRow("link defined above") << "[the page]: https://example.org\n\nText.\n\n"
                                           "See [the page].\n\nEnd.";
    QTest::newRow("unclosed fence") << "Text.\n\n```\na\n\nb\n\nc";
    QTest::newRow("korean") << "**안녕하세요.**\n\n- 하나\n- 둘\n\n끝 😀 입니다.";
    QTest::newRow("html") << "<div>\n\n<b>a</b>\n\n</div>\n\nEnd.";
    QTest::newRow("blank lines only") << "\n\n\n\na\n\n\n\n";
}

void MarkdownTest::streamedTextEndsLikeTheWhole() {
    QFETCH(const QString, text);
    StreamedMarkdown streamed;
    for (qsizetype length = 1; length <= text.size(); ++length) {
        streamed.setText(text.first(length));
        // Every step, not only the last: what is on screen is always the parse of what arrived.
        const bool same = streamed.blocks() == parseMarkdown(text.first(length));
        QVERIFY2(same, qPrintable("after: " + text.first(length)));
    }
}

void MarkdownTest::aTextThatIsReplacedStartsAnew() {
    StreamedMarkdown streamed;
    streamed.setText("First.\n\nSecond.\n\nThird.");
    streamed.setText("Other.");
    QCOMPARE(streamed.blocks(), parseMarkdown("Other."));
}

void MarkdownTest::rawHtmlIsShownAsText() {
    const auto blocks = parseMarkdown("<script>alert(1)</script> and <img src=\"file:///etc\">\n\n"
                                      "| <b>x</b> |\n|---|\n| <i>y</i> |\n");
    QCOMPARE(blocks.size(), 2);
    QVERIFY(!blocks[0].html.contains("<script"));
    QVERIFY(!blocks[0].html.contains("<img"));
    QVERIFY(blocks[0].html.contains("&lt;script&gt;"));
    QCOMPARE(blocks[1].rows[1][0], QString("&lt;i&gt;y&lt;/i&gt;"));
}

void MarkdownTest::onlySafeLinksAreLinks_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("safe");
    QTest::newRow("https") << "https://example.org/a?b=c" << true;
    QTest::newRow("mailto") << "mailto:someone@example.org" << true;
    QTest::newRow("javascript") << "javascript:alert(1)" << false;
    QTest::newRow("capitals") << "JavaScript:alert(1)" << false;
    QTest::newRow("file") << "file:///etc/passwd" << false;
    QTest::newRow("data") << "data:text/html;base64,PGI+" << false;
    QTest::newRow("relative") << "../secret" << false;
    QTest::newRow("quote in it") << "https://example.org/&quot;onmouseover=x" << true;
}

void MarkdownTest::onlySafeLinksAreLinks() {
    QFETCH(const QString, target);
    QFETCH(const bool, safe);
    const QString html = parseMarkdown("[click](" + target + ")").constFirst().html;
    QCOMPARE(html.contains("<a href="), safe);
    QVERIFY(html.contains("click"));
    QVERIFY(!html.contains("\"onmouseover"));
}

void MarkdownTest::imagesAreNeverFetched() {
    const auto blocks = parseMarkdown("Look: ![a cat](https://example.org/cat.png \"title\")");
    QVERIFY(!blocks[0].html.contains("<img"));
    QVERIFY(!blocks[0].html.contains("cat.png"));
    QVERIFY(blocks[0].html.contains("a cat"));
}

void MarkdownTest::anUnclosedFenceIsCodeToTheEnd() {
    const auto blocks = parseMarkdown("Text.\n```js\nlet a = 1;\n\n# not a heading");
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks[1].code, QString("let a = 1;\n\n# not a heading"));
}

void MarkdownTest::deepNestingIsSurvived() {
    for (const QString& mark : {QString("> "), QString("- "), QString("**"), QString("["),
                                QString("*a_"), QString("![")}) {
        QVERIFY(!parseMarkdown(mark.repeated(2000) + "x").isEmpty());
    }
}

void MarkdownTest::aLineOfOneMegabyteIsQuick() {
    QElapsedTimer clock;
    clock.start();
    const QString line = QString("word **bold** ").repeated(75'000);
    QCOMPARE(parseMarkdown(line).size(), 1);
    // A second is ten times what it takes here; quadratic behaviour would take minutes.
    QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
}

void MarkdownTest::codeIsHighlightedAndEscaped() {
    const auto blocks = parseMarkdown("```cpp\nreturn a < b && \"<b>\";\n```\n\n"
                                      "```no-such-language\n<script>\n```");
    for (const bool dark : {false, true}) {
        const QVariantList list = toVariant(blocks, dark);
        const QString known = list[0].toMap()["highlighted"].toString();
        QVERIFY(known.contains("color"));
        QVERIFY(known.contains("&lt;"));
        QVERIFY(!known.contains("<b>\""));
        QVERIFY(!list[1].toMap()["highlighted"].toString().contains("<script"));
    }
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::MarkdownTest)
#include "markdown_test.moc"
