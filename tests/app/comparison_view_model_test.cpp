// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The compare page without its window, on the scripted engine.
#include "tests/app/app_fixture.h"

#include "engine/gguf/guide_path.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

namespace conclave {

class ComparisonViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void threeSizesOfTheGuideByOneCall();
    void columnsRunSideBySide();
    void columnsThatDoNotFitRunInTurn();
    void aBrokenModelFailsOnlyItsColumn();
    void stoppingKeepsWhatCame();
    void aBatchIsAskedAndCanBeLeafedThrough();
    void blindHidesUntilTheVote();
    void thinkingCanBeAColumn();
    void otherColumnsMakeAnotherComparison();
    void anotherQuantIsMadeAndBecomesAColumn();
    void comparisonsAreKeptAndOpened();
    void exportsAreWritten();
    void aFileThatIsNoModelIsRefused();

private:
    static QString copyOfGuide(const AppFixture& f, const QString& name) {
        const QString copy = f.path(name);
        return QFile::copy(QString::fromStdString(guidePath().string()), copy) ? copy : QString();
    }
    /// Two columns, asked nothing yet.
    static void addTwo(AppFixture& f) {
        compare(f).addColumn(copyOfGuide(f, "Guide-Q8_0.gguf"));
        compare(f).addColumn(copyOfGuide(f, "Guide-Q2_K.gguf"));
    }
    static ComparisonViewModel& compare(AppFixture& f) { return *f.app().compare(); }
    static QVariant at(AppFixture& f, int row, const char* role) {
        return shownBy(*compare(f).columns(), row, role);
    }
    static bool waitUntilDone(AppFixture& f) {
        return QTest::qWaitFor([&] { return !compare(f).busy(); }, 30'000);
    }
};

void ComparisonViewModelTest::threeSizesOfTheGuideByOneCall() {
    AppFixture f;
    QVERIFY(f.start());
    QSignalSpy finished(&compare(f), &ComparisonViewModel::finished);
    compare(f).compareSizes();
    QVERIFY(compare(f).busy());
    QCOMPARE(compare(f).columns()->count(), 3); // told before they are there
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 120'000);
    QCOMPARE(compare(f).columns()->count(), 3);
    QVERIFY(compare(f).title().contains("3"));
    QCOMPARE(column(*compare(f).columns(), "label"), QStringList({"Q8_0", "Q4_K_M", "Q2_K"}));
    for (int row = 0; row < 3; ++row) {
        QVERIFY(QFile::exists(at(f, row, "path").toString()));
        QCOMPARE(at(f, row, "status").toString(), QString("done"));
    }
    QVERIFY(compare(f).verdict().contains("Q4_K_M"));
    QVERIFY(compare(f).verdict().contains("98.1"));
    QVERIFY2(compare(f).verdict().contains("Q2_K first differs at word"),
             qPrintable(compare(f).verdict()));
    QVERIFY(at(f, 2, "difference").toInt() > 0);
    QVERIFY(at(f, 2, "html").toString().contains("background-color"));
    QCOMPARE(f.app().models()->count(), 4); // the chat can use them, too
}

void ComparisonViewModelTest::columnsRunSideBySide() {
    AppFixture f({std::chrono::milliseconds(2), {}});
    QVERIFY(f.start());
    addTwo(f);
    QVERIFY(compare(f).canAsk());
    compare(f).send("What is a router?");
    QTRY_VERIFY(at(f, 0, "status") == "writing" && at(f, 1, "status") == "writing");
    QVERIFY(waitUntilDone(f));
    QVERIFY2(compare(f).planText().contains("together"), qPrintable(compare(f).planText()));
    QCOMPARE(at(f, 0, "answer"), at(f, 1, "answer"));
    QCOMPARE(at(f, 1, "difference").toInt(), 0);
    QVERIFY(compare(f).samePrompt());
    QCOMPARE(compare(f).promptHash().size(), 64);
    const auto asked = f.compareLog().generations();
    QCOMPARE(asked.size(), 8U);                // two answers, and each speed alone three times
    QVERIFY(asked[2].model != asked[3].model); // in turn
    compare(f).send("And an expert?");
    QVERIFY(waitUntilDone(f));
    // Measuring quality took the engine's memory; the next one need not measure speeds again.
    QCOMPARE(f.compareLog().generations().size(), 2U);
    QCOMPARE(asked[0].sampling.seed, asked[1].sampling.seed);
    QCOMPARE(asked[1].model, 1U);
    QVERIFY(f.chat().ready()); // its model was left alone
    const QVariantMap speed = at(f, 1, "metrics").toList()[0].toMap();
    QVERIFY2(speed["note"].toString().contains("together"), qPrintable(speed["note"].toString()));
}

void ComparisonViewModelTest::columnsThatDoNotFitRunInTurn() {
    AppFixture f;
    f.setPlan({{8'000, 8'000}, 0, 10'000});
    QVERIFY(f.start());
    addTwo(f);
    compare(f).send("What is a router?");
    QVERIFY(waitUntilDone(f));
    QVERIFY2(compare(f).planText().contains("one after another"),
             qPrintable(compare(f).planText()));
    QCOMPARE(f.compareLog().loads().size(), 2U);
    QCOMPARE(f.compareLog().generations().size(), 6U); // they were alone anyway
    QCOMPARE(at(f, 1, "status").toString(), QString("done"));
    const QVariantMap speed = at(f, 1, "metrics").toList()[0].toMap();
    QVERIFY(speed["note"].toString().isEmpty());
    QVERIFY(compare(f).verdict().contains("faster"));
}

void ComparisonViewModelTest::aBrokenModelFailsOnlyItsColumn() {
    AppFixture f;
    QVERIFY(f.start());
    compare(f).addColumn(copyOfGuide(f, "Guide-Q8_0.gguf"));
    compare(f).addColumn(copyOfGuide(f, "broken.gguf"));
    compare(f).send("What is a router?");
    QVERIFY(waitUntilDone(f));
    QCOMPARE(at(f, 0, "status").toString(), QString("done"));
    QCOMPARE(at(f, 1, "status").toString(), QString("error"));
    QVERIFY(at(f, 1, "statusText").toString().contains("broken.gguf"));
}

void ComparisonViewModelTest::stoppingKeepsWhatCame() {
    AppFixture f({std::chrono::milliseconds(2), {}});
    QVERIFY(f.start());
    addTwo(f);
    compare(f).send("endless please");
    QTRY_VERIFY(at(f, 0, "answer").toString().size() > 20);
    compare(f).stop();
    QVERIFY(waitUntilDone(f));
    QCOMPARE(at(f, 0, "status").toString(), QString("stopped"));
    QVERIFY(at(f, 0, "answer").toString().startsWith("and on it goes"));
}

void ComparisonViewModelTest::aBatchIsAskedAndCanBeLeafedThrough() {
    AppFixture f;
    QVERIFY(f.start());
    addTwo(f);
    compare(f).sendAll("What is a router?\n\n  What does Q4_K_M mean?  \n");
    QVERIFY(waitUntilDone(f));
    QCOMPARE(compare(f).promptCount(), 2);
    QCOMPARE(compare(f).prompt(), 1);
    QCOMPARE(compare(f).promptText(), QString("What does Q4_K_M mean?"));
    const QString second = at(f, 0, "answer").toString();
    compare(f).setPrompt(0);
    QVERIFY(at(f, 0, "answer").toString() != second);
    compare(f).send("And a third one?");
    QVERIFY(waitUntilDone(f));
    QCOMPARE(compare(f).promptCount(), 3);
    QCOMPARE(compare(f).saved()->count(), 1); // the same comparison
}

void ComparisonViewModelTest::blindHidesUntilTheVote() {
    AppFixture f;
    QVERIFY(f.start());
    addTwo(f);
    compare(f).setBlind(true);
    compare(f).send("What does Q4_K_M mean?");
    QVERIFY(waitUntilDone(f));
    QVERIFY(compare(f).hidden());
    QVERIFY(compare(f).verdict().isEmpty());
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(at(f, row, "label").toString(), QString(QChar('A' + row)));
        for (const QVariant& metric : at(f, row, "metrics").toList()) {
            QCOMPARE(metric.toMap()["value"].toString(), QString::fromUtf8("–"));
        }
        QVERIFY(!at(f, row, "html").toString().contains("<u>"));
    }
    const QString chosen = at(f, 1, "answer").toString();
    compare(f).vote(1);
    QVERIFY(!compare(f).hidden());
    const int row = at(f, 0, "voted").toBool() ? 0 : 1;
    QVERIFY(at(f, row, "voted").toBool());
    QCOMPARE(at(f, row, "answer").toString(), chosen);
    QVERIFY(compare(f).voteText().contains(": 1"));
    QVERIFY(!compare(f).verdict().isEmpty());
}

void ComparisonViewModelTest::thinkingCanBeAColumn() {
    AppFixture f;
    QVERIFY(f.start());
    compare(f).addColumn(copyOfGuide(f, "Guide-Q8_0.gguf"));
    compare(f).splitThinking(0);
    QCOMPARE(compare(f).columns()->count(), 2);
    QCOMPARE(column(*compare(f).columns(), "thinking"), QStringList({"off", "on"}));
    compare(f).send("What is a router?");
    QVERIFY(waitUntilDone(f));
    QVERIFY(at(f, 0, "trace").toString().isEmpty());
    QVERIFY(!at(f, 1, "trace").toString().isEmpty());
    QCOMPARE(at(f, 0, "thinkingSeconds").toDouble(), 0.0);
    QVERIFY(at(f, 1, "thinkingSeconds").toDouble() > 0);
    QCOMPARE(f.compareLog().loads().size(), 1U); // one file, loaded once
    QVERIFY2(compare(f).verdict().contains("tokens in"), qPrintable(compare(f).verdict()));
}

void ComparisonViewModelTest::otherColumnsMakeAnotherComparison() {
    AppFixture f;
    QVERIFY(f.start());
    addTwo(f);
    compare(f).send("What is a router?");
    QVERIFY(waitUntilDone(f));
    const QString id = compare(f).comparisonId();
    QVERIFY(!id.isEmpty());
    compare(f).addColumn(copyOfGuide(f, "Guide-Q4_K_M.gguf"));
    QVERIFY(compare(f).comparisonId().isEmpty());
    QCOMPARE(compare(f).columns()->count(), 3);
    compare(f).send("What is a router?");
    QVERIFY(waitUntilDone(f));
    QCOMPARE(compare(f).saved()->count(), 2);
    QVERIFY(compare(f).comparisonId() != id);
    compare(f).removeColumn(0);
    QCOMPARE(compare(f).columns()->count(), 2);
    for (int i = 0; i < 6; ++i) {
        compare(f).addColumn(QString::fromStdString(guidePath().string()));
    }
    QCOMPARE(compare(f).columns()->count(), 4);
}

void ComparisonViewModelTest::anotherQuantIsMadeAndBecomesAColumn() {
    AppFixture f;
    QVERIFY(f.start());
    compare(f).addColumn(QString::fromStdString(guidePath().string()));
    const QVariantList offers = compare(f).offers();
    QCOMPARE(offers.size(), 7);
    const QVariantMap small = offers.last().toMap();
    QCOMPARE(small["type"].toString(), QString("Q2_K"));
    compare(f).addOffer(small);
    compare(f).addOffer(small); // once is enough
    QVERIFY(compare(f).comingText().contains("Q2_K"));
    QTRY_COMPARE_WITH_TIMEOUT(compare(f).columns()->count(), 2, 60'000);
    QCOMPARE(column(*compare(f).columns(), "label"), QStringList({"F16", "Q2_K"}));
    QVERIFY(compare(f).comingText().isEmpty());
    QCOMPARE(f.notices(), QStringList()); // the column says it
    // One of the hub is asked for by its name.
    QSignalSpy wanted(&compare(f), &ComparisonViewModel::downloadWanted);
    compare(f).addOffer({{"type", "Q6_K"},
                         {"source", small["source"]},
                         {"repository", "o/n"},
                         {"elsewhere", QStringList("p/n")}});
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toString(), QString("o/n:Q6_K"));
    QCOMPARE(wanted[0][1].toStringList(), QStringList("p/n"));
    compare(f).forgetOffer("another/n:Q6_K", "That one will not come.");
    QVERIFY(compare(f).comingText().contains("Q6_K"));
    compare(f).forgetOffer("o/n:Q6_K", "This one will not come.");
    QVERIFY(compare(f).comingText().isEmpty());
    QCOMPARE(f.notices(), QStringList("This one will not come."));
}

void ComparisonViewModelTest::comparisonsAreKeptAndOpened() {
    AppFixture f;
    QVERIFY(f.start());
    addTwo(f);
    compare(f).send("What does Q4_K_M mean?");
    QVERIFY(waitUntilDone(f));
    const QString verdict = compare(f).verdict(), answer = at(f, 1, "answer").toString();
    QVERIFY(!verdict.isEmpty());
    QVERIFY(f.restart());
    QVERIFY(compare(f).isEmpty());
    QCOMPARE(compare(f).saved()->count(), 1);
    compare(f).open(shownBy(*compare(f).saved(), 0, "comparisonId").toString());
    QCOMPARE(compare(f).verdict(), verdict);
    QCOMPARE(at(f, 1, "answer").toString(), answer);
    QVERIFY(at(f, 1, "html").toString().contains("background-color"));
    QCOMPARE(compare(f).promptText(), QString("What does Q4_K_M mean?"));
    compare(f).remove(compare(f).comparisonId());
    QVERIFY(compare(f).isEmpty());
    QCOMPARE(compare(f).saved()->count(), 0);
}

void ComparisonViewModelTest::exportsAreWritten() {
    AppFixture f;
    QVERIFY(f.start());
    addTwo(f);
    compare(f).send("What does Q4_K_M mean?");
    QVERIFY(waitUntilDone(f));
    compare(f).exportMarkdown(QUrl::fromLocalFile(f.path("out.md")));
    compare(f).exportCsv(QUrl::fromLocalFile(f.path("out.csv")));
    QFile markdown(f.path("out.md"));
    QVERIFY(markdown.open(QFile::ReadOnly));
    QCOMPARE(QString::fromUtf8(markdown.readAll()), compare(f).markdown());
    QVERIFY(compare(f).markdown().contains("## What does Q4_K_M mean?"));
    QVERIFY(QFile(f.path("out.csv")).size() > 200);
    compare(f).exportCsv(QUrl::fromLocalFile(f.path("missing/out.csv")));
    QVERIFY2(f.notices().constLast().contains("out.csv"), qPrintable(f.notices().constLast()));
}

void ComparisonViewModelTest::aFileThatIsNoModelIsRefused() {
    AppFixture f;
    QVERIFY(f.start());
    QFile file(f.path("notes.txt"));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("hello");
    file.close();
    compare(f).addFile(QUrl::fromLocalFile(file.fileName()));
    QVERIFY(compare(f).isEmpty());
    QCOMPARE(f.notices().size(), 1);
    QVERIFY2(f.notices()[0].contains("notes.txt"), qPrintable(f.notices()[0]));
}

} // namespace conclave

QTEST_MAIN(conclave::ComparisonViewModelTest)
#include "comparison_view_model_test.moc"
