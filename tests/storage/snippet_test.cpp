// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/snippet.h"

#include <QTest>

#include <vector>

using namespace conclave::storage;

class SnippetTest : public QObject {
    Q_OBJECT

private slots:
    void charactersAreCountedNotBytes() {
        QCOMPARE(characterCount(""), 0U);
        QCOMPARE(characterCount("abc"), 3U);
        QCOMPARE(characterCount("안녕🌿"), 3U);
    }

    void openingsAreOneLine() {
        QCOMPARE(opening("  a\n\n\tb  c \r\n", 10), std::string("a b c"));
        QCOMPARE(opening("", 10), std::string());
    }

    void openingsAreCutBetweenCharacters() {
        QCOMPARE(opening("안녕하세요", 5), std::string("안녕하세요"));
        QCOMPARE(opening("안녕하세요", 3), std::string("안녕하…"));
        QCOMPARE(opening("ab cd", 3), std::string("ab…"));
    }

    void everyOccurrenceIsMarked() {
        QCOMPARE(marked("one two One", {"one"}), std::string("\2one\3 two \2One\3"));
        QCOMPARE(marked("abcd", {"ab", "abc"}), std::string("\2abc\3d"));
        QCOMPARE(marked("abcd", {"x"}), std::string("abcd"));
    }

    void distantMatchesAreCutOnBothSides() {
        const std::string filler(300, 'x');
        const std::string snippet = marked(filler + "needle" + filler, {"needle"});
        QVERIFY(snippet.starts_with("…xxx"));
        QVERIFY(snippet.ends_with("xxx…"));
        QVERIFY(snippet.find("\2needle\3") != std::string::npos);
        QCOMPARE(characterCount(snippet), 120U + 4U);
    }

private:
    static std::string marked(std::string_view text, const std::vector<std::string>& terms) {
        return surroundings(text, terms);
    }
};

QTEST_GUILESS_MAIN(SnippetTest)
#include "snippet_test.moc"
