// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Making quantisations of the Guide in the program without its window.
#include "app/quantise/quantiser.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"
#include "tests/app/app_fixture.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

namespace conclave {

namespace {

constexpr int kLong = 60'000; ///< for slow machines; nothing here takes seconds

/// The row of that type in a list of jobs, or -1.
int rowOf(const QuantMaker& maker, const QString& type) {
    return static_cast<int>(column(maker, "type").indexOf(type));
}

} // namespace

class QuantiseTest : public QObject {
    Q_OBJECT

private slots:
    void namesFollowTheSource_data();
    void namesFollowTheSource();
    void thePreviewIsExact();
    void whatIsMadeEntersTheLibrary();
    void quantsOfOneModelStandTogether();
    void smallTypesAskForAMatrix();
    void aMatrixIsComputedOnceFromAText();
    void othersOfAModelAreOffered();
    void stoppingLeavesNothing();
    void endingTheProgramLeavesNothing();
    void aTakenNameIsLeftAlone();
    void brokenFilesSayWhy();
    void theGuideIsMadeAtAClick();

private:
    static Quantiser& quantiser(AppFixture& f) { return *f.app().quantiser(); }
    static bool opened(AppFixture& f, const QString& path, const QString& type = {}) {
        quantiser(f).choices()->open(path, type);
        return QTest::qWaitFor([&] { return quantiser(f).choices()->state() != "reading"; }, kLong);
    }
    static bool finished(AppFixture& f) {
        return QTest::qWaitFor([&] { return quantiser(f).maker()->activeCount() == 0; }, kLong);
    }
    static QStringList filesOf(AppFixture& f) {
        return QDir(f.app().hub()->folder() + "/made").entryList(QDir::Files);
    }
};

void QuantiseTest::namesFollowTheSource_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "/a/guide.gguf"
                           << "guide-Q4_K_M.gguf";
    QTest::newRow("labelled") << "/a/Qwen3-8B-F16.gguf"
                              << "Qwen3-8B-Q4_K_M.gguf";
    QTest::newRow("lower case") << "/a/qwen3-8b.q8_0.gguf"
                                << "qwen3-8b-Q4_K_M.gguf";
    QTest::newRow("bf16") << "/a/gemma-BF16.gguf"
                          << "gemma-Q4_K_M.gguf";
    QTest::newRow("split") << "/a/big-Q8_0-00001-of-00003.gguf"
                           << "big-Q4_K_M.gguf";
    QTest::newRow("only a label") << "/a/F16.gguf"
                                  << "F16-Q4_K_M.gguf";
    QTest::newRow("part of a word") << "/a/myF16.gguf"
                                    << "myF16-Q4_K_M.gguf";
}

void QuantiseTest::namesFollowTheSource() {
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QCOMPARE(quantFileName(source, "Q4_K_M"), expected);
}

void QuantiseTest::thePreviewIsExact() {
    AppFixture f;
    QVERIFY(f.start());
    QuantChoices& choices = *quantiser(f).choices();
    QVERIFY(opened(f, quantiser(f).guide()));
    QCOMPARE(choices.title(), QString("Conclave Guide"));
    QVERIFY(choices.line().startsWith("F16"));
    QCOMPARE(choices.type(), QString("Q4_K_M"));
    QCOMPARE(choices.count(), 7);
    choices.setAll(true);
    QVERIFY(choices.count() > 25);
    QCOMPARE(column(choices, "chosen").count("true"), 1);
    const QVariantList classes = choices.classes();
    QVERIFY(classes.size() >= 3);
    double before = 0;
    for (const QVariant& each : classes) {
        before += each.toMap()["before"].toDouble();
        QVERIFY(each.toMap()["after"].toDouble() <= each.toMap()["before"].toDouble());
    }
    QVERIFY(before > 0.95 && before <= 1); // all of the file but its header
    const int row = static_cast<int>(column(choices, "name").indexOf("Q4_K_M"));
    const double share = shownBy(choices, row, "share").toDouble();
    quantiser(f).makeChosen();
    QVERIFY(finished(f));
    const QString path = shownBy(*quantiser(f).maker(), 0, "path").toString();
    QCOMPARE(double(QFileInfo(path).size()),
             share * double(QFileInfo(quantiser(f).guide()).size()));
}

void QuantiseTest::whatIsMadeEntersTheLibrary() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(opened(f, quantiser(f).guide(), "Q6_K"));
    QSignalSpy made(&quantiser(f), &Quantiser::made);
    quantiser(f).makeChosen();
    QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, kLong);
    const QString path = made.first().first().toString();
    QCOMPARE(QString::fromStdString(summarise(GgufFile(path.toStdString())).quantisation),
             QString("Q6_K"));
    LibraryModel& library = *f.app().browser()->library();
    QCOMPARE(library.count(), 1);
    QCOMPARE(shownBy(library, 0, "path").toString(), path);
    QCOMPARE(shownBy(library, 0, "source").toString(), QString("made here"));
    QVERIFY(shownBy(library, 0, "canDelete").toBool());
    QVERIFY(column(*f.app().models(), "path").contains(path));
    QVERIFY(f.notices().contains("Conclave Guide is ready as Q6_K."));
    // Its folder is read again with those of downloads; what it is stays known.
    library.scan();
    QVERIFY(QTest::qWaitFor([&] { return !library.scanning(); }, kLong));
    QCOMPARE(library.count(), 1);
    QCOMPARE(shownBy(library, 0, "source").toString(), QString("made here"));
}

void QuantiseTest::quantsOfOneModelStandTogether() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(opened(f, quantiser(f).guide(), "Q8_0"));
    QuantChoices& choices = *quantiser(f).choices();
    quantiser(f).makeChosen();
    QVERIFY(finished(f));
    const int row = static_cast<int>(column(choices, "name").indexOf("Q8_0"));
    QTRY_VERIFY(!shownBy(choices, row, "here").toString().isEmpty());
    QCOMPARE(column(choices, "here").count(QString()), choices.count() - 1);
    // From the new file's side the Guide itself is the F16.
    const QString made = shownBy(choices, row, "here").toString();
    QVERIFY(f.app().browser()->library()->quantsLike(made).contains("Q8_0"));
}

void QuantiseTest::smallTypesAskForAMatrix() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(opened(f, quantiser(f).guide(), "IQ2_XS"));
    QuantChoices& choices = *quantiser(f).choices();
    QVERIFY(choices.all()); // it is not among the usual ones
    QVERIFY(choices.refusal().contains("importance matrix"));
    quantiser(f).makeChosen();
    QCOMPARE(quantiser(f).maker()->count(), 0);
    choices.useImportance(QUrl::fromLocalFile(quantiser(f).guide())); // is a model
    QVERIFY(QTest::qWaitFor([&] { return choices.state() == "failed"; }, kLong));
    QVERIFY(!choices.error().isEmpty());
    choices.dropImportance();
    QVERIFY(QTest::qWaitFor([&] { return choices.state() == "ready"; }, kLong));
    QVERIFY(!choices.refusal().isEmpty());
}

void QuantiseTest::aMatrixIsComputedOnceFromAText() {
    AppFixture f;
    f.setCacheFolder(f.path("cache"));
    QVERIFY(f.start());
    QFile text(f.path("notes.txt"));
    QVERIFY(text.open(QFile::WriteOnly));
    for (int line = 0; line < 60; ++line) { // two chunks of the Guide's tokens
        text.write("What does Q4_K_M mean? It keeps about five bits for each weight.\n");
    }
    text.close();
    QVERIFY(opened(f, quantiser(f).guide(), "IQ2_XS"));
    QuantChoices& choices = *quantiser(f).choices();
    choices.computeImportance(QUrl::fromLocalFile(text.fileName()));
    QVERIFY(QTest::qWaitFor([&] { return choices.state() == "ready"; }, kLong));
    QCOMPARE(choices.importanceKind(), QString("computed"));
    QCOMPARE(choices.importanceText(), QString("computed here from notes.txt"));
    QCOMPARE(choices.refusal(), QString());
    QStringList said;
    connect(quantiser(f).maker(), &QuantMaker::dataChanged, this,
            [&] { said << shownBy(*quantiser(f).maker(), 0, "text").toString(); });
    quantiser(f).makeChosen();
    QVERIFY(finished(f));
    QCOMPARE(shownBy(*quantiser(f).maker(), 0, "jobState").toString(), QString("made"));
    QVERIFY(said.join('|').contains("computing its importance matrix"));
    const GgufFile made(shownBy(*quantiser(f).maker(), 0, "path").toString().toStdString());
    QCOMPARE(made.requireString("quantize.imatrix.dataset"), std::string_view("notes.txt"));
    const QDir kept(f.path("cache/importance"));
    QCOMPARE(kept.entryList(QDir::Files).size(), 1);
    const QDateTime before = QFileInfo(kept.entryInfoList(QDir::Files).first()).lastModified();

    choices.choose("IQ2_XXS"); // of the same model and text: nothing is computed again
    quantiser(f).makeChosen();
    QVERIFY(finished(f));
    QCOMPARE(shownBy(*quantiser(f).maker(), 1, "jobState").toString(), QString("made"));
    QCOMPARE(kept.entryList(QDir::Files).size(), 1);
    QCOMPARE(QFileInfo(kept.entryInfoList(QDir::Files).first()).lastModified(), before);

    QVERIFY(QFile::remove(text.fileName()));
    quantiser(f).makeChosen();
    QVERIFY(finished(f));
    QCOMPARE(shownBy(*quantiser(f).maker(), 2, "jobState").toString(), QString("failed"));
    QVERIFY(shownBy(*quantiser(f).maker(), 2, "text").toString().contains("notes.txt"));
}

void QuantiseTest::othersOfAModelAreOffered() {
    AppFixture f;
    QVERIFY(f.start());
    const QVariantList others = quantiser(f).othersOf(quantiser(f).guide());
    QCOMPARE(others.size(), 7);
    QCOMPARE(others.first().toMap()["type"].toString(), QString("Q8_0"));
    QCOMPARE(others.first().toMap()["size"].toString(), QString("12 MB"));
    QCOMPARE(others.first().toMap()["repository"].toString(), QString());
    QCOMPARE(others.first().toMap()["source"].toString(), quantiser(f).guide());
    QSignalSpy arrived(&quantiser(f), &Quantiser::arrived);
    quantiser(f).await(quantiser(f).guide(), "Q8_0");
    quantiser(f).makeGuide("Q8_0");
    QTRY_COMPARE_WITH_TIMEOUT(arrived.size(), 1, kLong);
    QCOMPARE(quantiser(f).othersOf(quantiser(f).guide()).size(), 6);
    QVERIFY(quantiser(f).othersOf(f.path("missing.gguf")).isEmpty());
}

void QuantiseTest::stoppingLeavesNothing() {
    AppFixture f;
    QVERIFY(f.start());
    QuantMaker& maker = *quantiser(f).maker();
    maker.make(quantiser(f).guide(), "Guide", "IQ3_S"); // the slowest
    maker.make(quantiser(f).guide(), "Guide", "Q4_0");
    maker.make(quantiser(f).guide(), "Guide", "Q4_0"); // once is enough
    QCOMPARE(maker.count(), 2);
    QCOMPARE(column(maker, "jobState"), (QStringList{"making", "waiting"}));
    maker.stop(1);
    maker.stop(0);
    QVERIFY(finished(f));
    QCOMPARE(column(maker, "jobState"), (QStringList{"stopped", "stopped"}));
    QVERIFY2(filesOf(f).isEmpty(), qPrintable(filesOf(f).join(' ')));
    maker.dismiss(0);
    maker.dismiss(0);
    QCOMPARE(maker.count(), 0);
}

void QuantiseTest::endingTheProgramLeavesNothing() {
    AppFixture f;
    QVERIFY(f.start());
    const QDir folder(f.app().hub()->folder() + "/made");
    quantiser(f).maker()->make(quantiser(f).guide(), "Guide", "IQ3_S");
    f.end();
    QVERIFY(folder.entryList(QDir::Files).isEmpty());
}

void QuantiseTest::aTakenNameIsLeftAlone() {
    AppFixture f;
    QVERIFY(f.start());
    QuantMaker& maker = *quantiser(f).maker();
    for (int i = 0; i < 2; ++i) {
        maker.make(quantiser(f).guide(), "Guide", "Q4_0");
        QVERIFY(finished(f));
    }
    QCOMPARE(filesOf(f), (QStringList{"guide-Q4_0-2.gguf", "guide-Q4_0.gguf"}));
    QCOMPARE(rowOf(maker, "Q4_0"), 0);
}

void QuantiseTest::brokenFilesSayWhy() {
    AppFixture f;
    QVERIFY(f.start());
    QFile broken(f.path("broken.gguf"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("GGUF, but not really");
    broken.close();
    QVERIFY(opened(f, broken.fileName()));
    QCOMPARE(quantiser(f).choices()->state(), QString("failed"));
    QVERIFY(quantiser(f).choices()->error().contains("broken.gguf"));
    quantiser(f).maker()->make(broken.fileName(), "Broken", "Q4_0");
    QVERIFY(finished(f));
    QCOMPARE(column(*quantiser(f).maker(), "jobState"), QStringList{"failed"});
    QVERIFY(shownBy(*quantiser(f).maker(), 0, "text").toString().contains("broken.gguf"));
}

void QuantiseTest::theGuideIsMadeAtAClick() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(quantiser(f).guideQuant("Q8_0")["path"].toString().isEmpty());
    QCOMPARE(quantiser(f).guideQuant("Q8_0")["size"].toString(), QString("12 MB"));
    quantiser(f).makeGuide("Q8_0");
    QVERIFY(quantiser(f).guideQuant("Q8_0")["busy"].toBool());
    QVERIFY(finished(f));
    QTRY_VERIFY(!quantiser(f).guideQuant("Q8_0")["path"].toString().isEmpty());
    QVERIFY(!quantiser(f).guideQuant("Q8_0")["busy"].toBool());
}

} // namespace conclave

QTEST_MAIN(conclave::QuantiseTest)
#include "quantise_test.moc"
