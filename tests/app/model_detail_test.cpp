// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One model of a hub in detail: what is chosen, offered, refused and kept.
#include "app/models/model_detail.h"
#include "engine/gguf/guide_path.h"
#include "tests/app/app_fixture.h"
#include "tests/hub/test_hub.h"

#include <QFile>
#include <QTest>

namespace conclave {

namespace {

constexpr int kPatience = 20'000;

QByteArray guide() {
    QFile file(QString::fromStdString(guidePath().string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ModelDetailTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theFileThatWasPastedIsChosen();
    void theHeaderOfAChosenFileIsRead();
    void aRepositoryWithoutGgufSaysSo();
    void whyAHeaderCannotBeReadIsShown();
    void filesForPicturesAreTakenAlong();
    void aRegistryModelHasItsLicence();
    void theCacheTypeCounts();
    void theButtonOfTheCatalogueReactsAtOnce();
    void whatIsGoneIsTakenFromElsewhere();
    void whatKeepsADownloadIsShownAtItsRow();
    void aModelTheCatalogueLacksHasFacts();
    void cleanupTestCase();

private:
    ModelDetail& detail() { return *m_app->app().browser()->detail(); }
    [[nodiscard]] bool shows(const QString& reference) {
        detail().showHub(reference);
        return QTest::qWaitFor([this] { return detail().state() == QLatin1String("ready"); },
                               kPatience);
    }
    [[nodiscard]] QString chosen() { return detail().plan()["quant"].toString(); }

    TestHub m_hub;
    std::unique_ptr<AppFixture> m_app;
};

void ModelDetailTest::initTestCase() {
    HubTestModel several, plain, gated, pictures, registry, unknown;
    several.repository = "o/several-GGUF";
    several.files = {{"m-Q8_0.gguf", guide(), {}}, {"m-Q4_K_M.gguf", guide() + "x", {}}};
    plain.repository = "o/plain";
    plain.files = {{"model.safetensors", "weights", {}}};
    gated.repository = "o/gated-GGUF";
    gated.gated = "manual";
    gated.files = {{"g-Q8_0.gguf", guide(), {}}};
    pictures.repository = "o/pictures-GGUF";
    pictures.files = {{"p-Q8_0.gguf", guide(), {}}, {"mmproj-p-F16.gguf", "GGUF for pictures", {}}};
    registry.repository = "library/guide";
    registry.files = {{"model", guide(), {}}, {"licence", "MIT License\n\nCopyright", {}}};
    unknown.repository = "o/unknown-GGUF";
    unknown.files = {{"u-Q8_0.gguf", guide(), "unknown", HubTestFile::xet, {}}};
    HubTestModel withoutIt, behindTerms, elsewhere; // of rows of the catalogue
    withoutIt.repository = "unsloth/Qwen3-8B-GGUF";
    withoutIt.files = {{"Qwen3-8B-Q8_0.gguf", guide(), {}}};
    behindTerms.repository = "ggml-org/Qwen3-14B-GGUF";
    behindTerms.gated = "manual";
    behindTerms.files = {{"Qwen3-14B-Q4_K_M.gguf", guide(), {}}};
    elsewhere.repository = "unsloth/Qwen3-14B-GGUF";
    elsewhere.files = {{"Qwen3-14B-Q4_K_M.gguf", guide(), {}}};
    m_hub.models = {several, plain,     gated,       pictures, registry,
                    unknown, withoutIt, behindTerms, elsewhere};
    m_hub.start();
    qputenv("CONCLAVE_HUB_URL", m_hub.url().toString().toUtf8());
    m_app = std::make_unique<AppFixture>();
    QVERIFY(m_app->start());
    QTRY_VERIFY_WITH_TIMEOUT(m_app->app().browser()->machine()->known(), kPatience);
}

void ModelDetailTest::theFileThatWasPastedIsChosen() {
    QVERIFY(shows("o/several-GGUF:Q8_0"));
    QCOMPARE(chosen(), QString("Q8_0"));
    QVERIFY(shows(m_hub.url().toString() + "/o/several-GGUF/blob/main/m-Q8_0.gguf"));
    QCOMPARE(chosen(), QString("Q8_0"));
    QVERIFY(shows("o/several-GGUF"));
    QCOMPARE(chosen(), QString("Q4_K_M")); // what is recommended
}

void ModelDetailTest::theHeaderOfAChosenFileIsRead() {
    QVERIFY(shows("o/several-GGUF"));
    QTRY_VERIFY_WITH_TIMEOUT(detail().plan()["known"].toBool(), kPatience);
    QVERIFY(!detail().plan()["reading"].toBool());
    const qsizetype before = m_hub.requests().size();
    detail().setRow(0);
    QTRY_VERIFY_WITH_TIMEOUT(m_hub.requests().size() > before, kPatience);
    QCOMPARE(detail().plan()["verdict"].toString(), QString("fits"));
}

void ModelDetailTest::aRepositoryWithoutGgufSaysSo() {
    QVERIFY(shows("o/plain"));
    QVERIFY(detail().nothingHere().contains("GGUF"));
    QVERIFY(shows("o/several-GGUF"));
    QVERIFY(detail().nothingHere().isEmpty());
}

void ModelDetailTest::whyAHeaderCannotBeReadIsShown() {
    QVERIFY(shows("o/gated-GGUF"));
    QCOMPARE(detail().gated(), QString("manual"));
    QTRY_VERIFY_WITH_TIMEOUT(detail().plan()["sentence"].toString().contains("accept"), kPatience);
    QVERIFY(!detail().plan()["reading"].toBool());
}

void ModelDetailTest::filesForPicturesAreTakenAlong() {
    QVERIFY(shows("o/pictures-GGUF"));
    QCOMPARE(detail().projectors().size(), 1);
    QCOMPARE(detail().projectors().first().toMap()["name"].toString(),
             QString("mmproj-p-F16.gguf"));
    QCOMPARE(detail().projector(), -1);
    detail().setProjector(0);
    detail().download(0);
    const QString folder = m_app->path("models/o/pictures-GGUF/");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + "mmproj-p-F16.gguf") &&
                                 QFile::exists(folder + "p-Q8_0.gguf"),
                             kPatience);
    QVERIFY(shows("o/several-GGUF"));
    QCOMPARE(detail().projector(), -1); // a choice for one model
}

void ModelDetailTest::aRegistryModelHasItsLicence() {
    QVERIFY(shows("ollama:guide"));
    QCOMPARE(detail().licence()["name"].toString(), QString("MIT License"));
    QVERIFY(!detail().plan().isEmpty());
}

void ModelDetailTest::theCacheTypeCounts() {
    detail().showCatalogue("qwen3-8b");
    const auto cache = [this] { return detail().plan()["device"].toMap()["cache"].toDouble(); };
    const double halves = cache();
    m_app->app().settings()->setCacheType("q8_0");
    QTRY_VERIFY(cache() < 0.6 * halves);
    m_app->app().settings()->setCacheType("f16");
    QTRY_COMPARE(cache(), halves);
}

/// The catalogue's repositories are not at this hub: it is asked, and says so where the button is.
void ModelDetailTest::theButtonOfTheCatalogueReactsAtOnce() {
    detail().showCatalogue("qwen3-8b");
    QuantsModel& quants = *detail().quants();
    const int row = int(column(quants, "name").indexOf("Q4_K_M"));
    detail().download(row);
    QCOMPARE(shownBy(quants, row, "downloadState").toString(), QString("asking"));
    QVERIFY(!shownBy(quants, row, "downloadText").toString().isEmpty());
    detail().cancelDownload(row);
    QCOMPARE(shownBy(quants, row, "downloadState").toString(), QString());
    detail().download(row);
    QTRY_VERIFY_WITH_TIMEOUT(!shownBy(quants, row, "problem").toString().isEmpty(), kPatience);
    const QString problem = shownBy(quants, row, "problem").toString();
    for (const char* tried :
         {"not there (any more): Qwen/Qwen3-8B-GGUF", "without Q4_K_M: unsloth/Qwen3-8B-GGUF"}) {
        QVERIFY2(problem.contains(tried), qPrintable(problem));
    }
    QVERIFY2(!problem.contains("spelling"), qPrintable(problem)); // nobody typed it
    QCOMPARE(shownBy(quants, row, "downloadState").toString(), QString());
}

/// The maker's repository is gone, the next asks for a token that nobody gave.
void ModelDetailTest::whatIsGoneIsTakenFromElsewhere() {
    detail().showCatalogue("qwen3-14b");
    QuantsModel& quants = *detail().quants();
    const int row = int(column(quants, "name").indexOf("Q4_K_M"));
    detail().download(row);
    QTRY_VERIFY2_WITH_TIMEOUT(!shownBy(quants, row, "path").toString().isEmpty(),
                              qPrintable(shownBy(quants, row, "problem").toString()), kPatience);
    QVERIFY(shownBy(quants, row, "path").toString().contains("unsloth/Qwen3-14B-GGUF"));
    QVERIFY(shownBy(quants, row, "problem").toString().isEmpty());
}

void ModelDetailTest::whatKeepsADownloadIsShownAtItsRow() {
    QVERIFY(shows("o/unknown-GGUF"));
    QuantsModel& quants = *detail().quants();
    detail().download(0);
    QVERIFY2(shownBy(quants, 0, "problem").toString().contains("Xet"),
             qPrintable(shownBy(quants, 0, "problem").toString()));
    QCOMPARE(shownBy(quants, 0, "downloadRow").toInt(), -1);
}

void ModelDetailTest::aModelTheCatalogueLacksHasFacts() {
    QVERIFY(shows("o/several-GGUF"));
    const auto facts = [this] {
        QStringList words;
        for (const QVariant& fact : detail().facts()) {
            words << fact.toMap()["value"].toString();
        }
        return words.join('|');
    };
    QTRY_VERIFY2_WITH_TIMEOUT(facts().contains("mixture of 8 experts"), qPrintable(facts()),
                              kPatience);
    QVERIFY2(facts().contains("thinking can be switched"), qPrintable(facts()));
}

void ModelDetailTest::cleanupTestCase() {
    m_app.reset();
    qunsetenv("CONCLAVE_HUB_URL");
}

} // namespace conclave

QTEST_MAIN(conclave::ModelDetailTest)
#include "model_detail_test.moc"
