// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where answers part, what the verdict claims and what it leaves open, what an export holds.
#include "app/compare/comparison_export.h"
#include "app/compare/comparison_metrics.h"
#include "app/compare/verdict.h"
#include "app/compare/word_diff.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

namespace conclave {

namespace {

using storage::Comparison;
using storage::ComparisonAnswer;
using storage::ComparisonColumn;
using storage::QualityRow;

QString joined(const QList<DiffWord>& words) {
    QString text;
    for (const DiffWord& word : words) {
        text += word.text;
    }
    return text;
}

/// "it_is[a]_usual": words that differ in brackets, the first one in double ones.
QString marked(const QString& reference, const QString& text) {
    QString out;
    for (const DiffWord& word : diffAgainst(reference, text)) {
        const QString plain = word.text.trimmed();
        out += word.first && word.differs ? "[[" + plain + "]] "
               : word.first               ? "<" + plain + "> "
               : word.differs             ? "[" + plain + "] "
                                          : plain + " ";
    }
    return out.trimmed();
}

ComparisonColumn column(const char* path, const char* quant, std::int64_t bytes, double speed) {
    ComparisonColumn c;
    c.path = path;
    c.name = "Guide";
    c.quantisation = quant;
    c.thinking = "off";
    c.fileBytes = bytes;
    c.bitsPerWeight = 16.0 * double(bytes) / 22e6;
    c.device = "llvmpipe";
    c.memoryBytes = bytes + 16'000'000;
    c.aloneTokensPerSecond = speed;
    c.aloneLow = 0.99 * speed;
    c.aloneHigh = 1.01 * speed;
    return c;
}

ComparisonAnswer answer(int column, const char* text, double speed = 60) {
    ComparisonAnswer a;
    a.column = column;
    a.content = text;
    a.status = "done";
    a.promptSha256 = "4f1c";
    a.answerTokens = 40;
    a.firstTokenMs = 200;
    a.totalMs = 1000;
    a.decodeTokensPerSecond = speed;
    a.together = true;
    return a;
}

QualityRow quality(double agreement, double error, double kl) {
    QualityRow row;
    row.perplexity = 1.05;
    row.perplexityError = 0.01;
    row.klMean = kl;
    row.klError = kl / 10;
    row.klP99 = kl * 20;
    row.topAgreement = agreement;
    row.topAgreementError = error;
    row.probabilityRms = 0.024;
    row.probabilityRmsError = 0.001;
    row.tokens = 2040;
    row.againstReference = true;
    return row;
}

/// The Guide in three sizes, asked and measured.
Comparison threeSizes() {
    Comparison c;
    c.title = "Guide in 3 quantisations";
    c.seed = 7;
    c.columns = {column("f16", "F16", 22'000'000, 100), column("q4", "Q4_K_M", 6'900'000, 145),
                 column("q2", "Q2_K", 4'700'000, 150)};
    c.columns[1].quality = quality(0.991, 0.002, 0.0004);
    c.columns[2].quality = quality(0.91, 0.006, 0.03);
    c.prompts = {{"What does Q4_K_M mean?", std::nullopt}};
    c.answers = {answer(0, "It needs a third of the memory."),
                 answer(1, "It needs a third of the memory."),
                 answer(2, "It needs a half of the memory.")};
    return c;
}

QString plainVerdict(const Comparison& c) {
    static const QRegularExpression tag("<[^>]*>");
    return verdict(c).remove(tag);
}

} // namespace

class ComparisonTextTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void wordsAreTheText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("least");
        QTest::newRow("english") << "  One two,\nthree. " << 4;
        QTest::newRow("korean") << QString::fromUtf8("바다는 왜 파란가요?") << 3;
        QTest::newRow("chinese") << QString::fromUtf8("你好世界") << 1;
        QTest::newRow("empty") << "" << 0;
    }
    void wordsAreTheText() {
        QFETCH(QString, text);
        QFETCH(int, least);
        QCOMPARE(joined(wordsOf(text)), text);
        QVERIFY(wordsOf(text).size() >= least);
    }

    void differencesAreMarked_data() {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("first");
        QTest::newRow("same") << "a b c"
                              << "a b c"
                              << "a b c" << 0;
        QTest::newRow("one word") << "a b c d"
                                  << "a x c d"
                                  << "a [[x]] c d" << 2;
        QTest::newRow("left out") << "a b c d"
                                  << "a c d"
                                  << "a <c> d" << 2;
        QTest::newRow("added") << "a c"
                               << "a b c"
                               << "a [[b]] c" << 2;
        QTest::newRow("two places") << "a b c d e"
                                    << "a x c d y"
                                    << "a [[x]] c d [y]" << 2;
        QTest::newRow("cut off") << "a b c"
                                 << "a b"
                                 << "a b" << 3;
        QTest::newRow("spaces only") << "a b  c"
                                     << "a b c"
                                     << "a b c" << 0;
        QTest::newRow("nothing in common") << "a b"
                                           << "x y"
                                           << "[[x]] [y]" << 1;
        QTest::newRow("nothing said") << "a b"
                                      << ""
                                      << "" << 1;
    }
    void differencesAreMarked() {
        QFETCH(QString, reference);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(int, first);
        QCOMPARE(marked(reference, text), expected);
        QCOMPARE(firstDifference(reference, text), first);
    }

    void aLongAnswerIsMarkedWordByWord() {
        QStringList words;
        for (int i = 0; i < 3000; ++i) {
            words << QStringLiteral("word%1").arg(i % 700);
        }
        const QString reference = words.join(' ');
        for (const int place : {0, 1500, 2999}) {
            words[place] = QStringLiteral("another");
        }
        const QList<DiffWord> found = diffAgainst(reference, words.join(' '));
        QCOMPARE(std::count_if(found.begin(), found.end(),
                               [](const DiffWord& word) { return word.differs; }),
                 3);
        QVERIFY(found.first().differs && found.last().differs);
    }

    void aHugeDifferenceStillEnds() {
        const QString a = QString("a b ").repeated(4000), b = QString("c d ").repeated(4000);
        QCOMPARE(diffAgainst(a, b).size(), 8000);
    }

    void markedTextIsSafe() {
        const QString html = toHtml(diffAgainst("a b", "a <img src=x>"), "#111111", "#222222");
        QVERIFY2(!html.contains("<img"), qPrintable(html));
        QVERIFY(html.contains("background-color:#222222"));
    }

    void theVerdictClaimsWhatWasMeasured() {
        QCOMPARE(plainVerdict(threeSizes()),
                 QString("Q4_K_M keeps 99.1 ± 0.2 % of the top choices of F16 at 31 % of its size "
                         "and is 1.45× faster here. Q2_K first differs at word 4."));
    }

    void theSmallestGoodOneIsRecommended() {
        Comparison c = threeSizes();
        QCOMPARE(recommended(c), 1);
        c.columns[2].quality->topAgreement = 0.975;
        QCOMPARE(recommended(c), 2);
        c.columns[1].quality->topAgreement = 0.96;
        c.columns[2].quality->topAgreement = 0.95;
        QCOMPARE(recommended(c), 1);
        c.columns[1].quality.reset();
        c.columns[2].quality.reset();
        QCOMPARE(recommended(c), -1);
    }

    void theVerdictNamesWhoGaveNoAnswer() {
        Comparison c = threeSizes();
        c.answers[1].status = "error";
        QVERIFY2(plainVerdict(c).startsWith("Q2_K keeps"), qPrintable(plainVerdict(c)));
        QVERIFY2(plainVerdict(c).endsWith("No answer came from Q4_K_M."),
                 qPrintable(plainVerdict(c)));
        c.answers[0].status = "error";
        QCOMPARE(plainVerdict(c), QString("No answer came from F16, Q4_K_M."));
    }

    void theVerdictSaysWhatWasNotMeasured() {
        Comparison c = threeSizes();
        c.columns[1].quality.reset();
        c.columns[2].quality.reset();
        QVERIFY2(
            plainVerdict(c).startsWith("Q4_K_M has 31 % of the size of F16 and is 1.45× faster "
                                       "here; its quality was not measured."),
            qPrintable(plainVerdict(c)));
        for (auto& each : c.columns) {
            each.aloneTokensPerSecond = 0;
        }
        c.answers[1].decodeTokensPerSecond = 30;
        QVERIFY2(plainVerdict(c).contains("is 2.0× slower here, running side by side"),
                 qPrintable(plainVerdict(c)));
        for (auto& each : c.answers) {
            each.decodeTokensPerSecond = 0;
        }
        QVERIFY(plainVerdict(c).contains("speed and quality were not measured"));
    }

    void theSpeedIsClaimedAsFarAsItsSpreadSupports_data() {
        QTest::addColumn<double>("speed");
        QTest::addColumn<double>("spread");
        QTest::addColumn<QString>("words");
        QTest::newRow("sure") << 145.0 << 1.0 << "is 1.45× faster here.";
        QTest::newRow("roughly") << 145.0 << 20.0 << "is 1.4× faster here.";
        QTest::newRow("overlapping") << 145.0 << 60.0 << "is about as fast here.";
        QTest::newRow("hardly more") << 101.0 << 0.0 << "is about as fast here.";
        QTest::newRow("less") << 80.0 << 0.5 << "is 1.25× slower here.";
        QTest::newRow("not known") << 103.0 << -1.0 << "is about as fast here.";
    }
    void theSpeedIsClaimedAsFarAsItsSpreadSupports() {
        QFETCH(double, speed);
        QFETCH(double, spread);
        QFETCH(QString, words);
        Comparison c = threeSizes();
        c.columns[1].aloneTokensPerSecond = speed;
        c.columns[1].aloneLow = spread < 0 ? 0 : speed - spread;
        c.columns[1].aloneHigh = spread < 0 ? 0 : speed + spread;
        QVERIFY2(plainVerdict(c).contains(words), qPrintable(plainVerdict(c)));
    }

    void agreementWithAnOldReferenceIsNotClaimed() {
        Comparison c = threeSizes();
        for (auto& each : c.columns) {
            if (each.quality) {
                each.quality->againstReference = false;
            }
        }
        QVERIFY(!plainVerdict(c).contains("keeps"));
    }

    void thinkingIsToldByItsEffort() {
        Comparison c = threeSizes();
        c.columns.pop_back();
        c.answers.pop_back();
        c.columns[1] = c.columns[0];
        c.columns[1].thinking = "on";
        c.answers[1].thinkingTokens = 100;
        c.answers[1].totalMs = 3200;
        QCOMPARE(columnLabels(c), QStringList({"thinking off", "thinking on"}));
        QCOMPARE(plainVerdict(c),
                 QString("thinking on wrote 140 tokens in 3.2 s, thinking off wrote 40 in 1.0 s. "
                         "Their answers are the same, word for word."));
    }

    void labelsAreAsShortAsTheyCanBe() {
        Comparison c = threeSizes();
        QCOMPARE(columnLabels(c), QStringList({"F16", "Q4_K_M", "Q2_K"}));
        c.columns[2].name = "Other";
        QCOMPARE(columnLabels(c).constLast(), QString("Other · Q2_K"));
    }

    void nothingIsSaidBeforeAnythingWasAsked() {
        Comparison c = threeSizes();
        c.answers.clear();
        QVERIFY(verdict(c).isEmpty());
    }

    void markdownHoldsFiguresAndAnswers() {
        const QString text = toMarkdown(threeSizes());
        QVERIFY2(text.contains("| Q4_K_M | 6 MB |") || text.contains("| Q4_K_M | 7 MB |"),
                 qPrintable(text));
        QVERIFY(text.contains("99.1 ± 0.2 %"));
        QVERIFY2(text.contains(QString::fromUtf8(
                     "| F16 | 22 MB | 16.00 | 100.0 (99.0–101.0) | 60.0 | 0.20 s |")),
                 qPrintable(text));
        QVERIFY(text.contains("2.4 ± 0.1 % |\n"));
        QVERIFY(text.contains("## What does Q4_K_M mean?"));
        QVERIFY(text.contains("**Q2_K**\n\n> It needs a half of the memory."));
        QVERIFY(text.contains("Seed 7"));
        QVERIFY(!text.contains("<b>"));
    }

    void csvHasOneLineForEachAnswer() {
        Comparison c = threeSizes();
        c.answers[2].content = "two\nlines, and \"quotes\"";
        c.prompts[0].vote = 1;
        const QString text = toCsv(c);
        QVERIFY(text.contains("\"two\nlines, and \"\"quotes\"\"\"\r\n"));
        QStringList lines = text.split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        const QStringList head = lines[0].split(','), second = lines[2].split(',');
        QCOMPARE(second.size(), head.size());
        QCOMPARE(second[head.indexOf("top1_agreement")], QString("0.991"));
        QCOMPARE(second[head.indexOf("probability_rms")], QString("0.024"));
        QCOMPARE(second[head.indexOf("vote")], QString("best"));
        QCOMPARE(lines[1].split(',')[head.indexOf("top1_agreement")], QString());
    }

    void barsCompareTheColumns() {
        const Comparison c = threeSizes();
        const QVariantMap speed = metricsOf(c, 0, 1)[0].toMap();
        QCOMPARE(speed["value"].toString(), QString("145 tok/s"));
        QCOMPARE(speed["note"].toString(), QString("60 together"));
        QVERIFY(qFuzzyCompare(speed["share"].toDouble(), 145.0 / 150));
        QVERIFY(qFuzzyCompare(speed["low"].toDouble(), 0.99 * 145.0 / 150));
        QCOMPARE(metricsOf(c, 0, 0)[2].toMap()["note"].toString(), QString("16.0 bits/weight"));
        const QVariantMap change = metricsOf(c, 0, 1)[7].toMap();
        QCOMPARE(change["value"].toString(), QString("2.4 %"));
        QCOMPARE(change["note"].toString(), QString::fromUtf8("± 0.1"));
        const QVariantMap agreement = metricsOf(c, 0, 1)[6].toMap();
        QCOMPARE(agreement["value"].toString(), QString("99.1 %"));
        QCOMPARE(agreement["share"].toDouble(), 0.991);
        QVERIFY(agreement["low"].toDouble() < 0.991 && agreement["high"].toDouble() > 0.991);
        QCOMPARE(metricsOf(c, 0, 0)[6].toMap()["value"].toString(), QString("reference"));
    }

    void whatWasNotMeasuredHasNoBar() {
        Comparison c = threeSizes();
        c.columns[1].quality.reset();
        const QVariantMap agreement = metricsOf(c, 0, 1)[6].toMap();
        QCOMPARE(agreement["value"].toString(), QString::fromUtf8("–"));
        QCOMPARE(agreement["share"].toDouble(), -1.0);
    }
};

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::ComparisonTextTest)
#include "comparison_text_test.moc"
