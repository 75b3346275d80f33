// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The shipped catalogue, what is made of it for a machine, and licences in words.
#include "app/models/discover_model.h"
#include "app/models/gpu_table.h"
#include "app/models/licence_file.h"
#include "tests/app/app_fixture.h"

#include <QDate>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

namespace conclave {

namespace {

const CatalogueModel& modelOf(const Catalogue& catalogue, const char* id) {
    const CatalogueModel* model = catalogue.find(QLatin1String(id));
    static const CatalogueModel kNone;
    return model == nullptr ? kNone : *model;
}

const CatalogueQuant* quantOf(const CatalogueModel& model, const char* name) {
    for (const CatalogueQuant& quant : model.quants) {
        if (quant.name == QLatin1String(name)) {
            return &quant;
        }
    }
    return nullptr;
}

bool within(double found, double expected, double share) {
    return std::abs(found - expected) <= share * expected;
}

} // namespace

class CatalogueTest : public QObject {
    Q_OBJECT

private slots:
    void everyModelIsWhole();
    void correctedFactsAreTheOnesShipped();
    void plansAgreeWithPublishedNeeds_data();
    void plansAgreeWithPublishedNeeds();
    void whatIsInputAndOutputIsReadForEveryToken();
    void devicesAreToldByTheirNames();
    void filtersLeaveWhatWasAskedFor();
    void sortsOrderTheList();
    void recommendationsFitThisMachine();
    void licencesSpeakPlainly();
    void licencesOfTheHubAreRecognised();
    void aLicenceIsKeptWithItsDay();
    void formatsAreKnownByName();

private:
    Catalogue m_catalogue = shippedCatalogue();
};

void CatalogueTest::everyModelIsWhole() {
    QVERIFY(m_catalogue.models.size() > 90);
    QStringList ids;
    for (const CatalogueModel& model : m_catalogue.models) {
        const char* name = qPrintable(model.id);
        QVERIFY2(!ids.contains(model.id), name);
        ids << model.id;
        QVERIFY2(!model.name.isEmpty() && !model.organisation.isEmpty(), name);
        QVERIFY2(!model.family.isEmpty() && !model.strengths.isEmpty(), name);
        QVERIFY2(model.parameters > 0 && model.activeParameters > 0 && model.context > 0, name);
        QVERIFY2(model.mixture == (model.experts > 0), name);
        QVERIFY2(!model.licence.name.isEmpty() && !model.licence.sentences().isEmpty(), name);
        QVERIFY2(!model.quants.empty() && !model.repositories.empty(), name);
        QVERIFY2(model.facts.contains("dimensions") && model.facts.contains("licence"), name);
        QVERIFY2(model.cache.fullPerToken + model.cache.windowPerToken + model.cache.state > 0,
                 name);
        for (const CatalogueQuant& quant : model.quants) {
            const PlanModel plan = planOf(model, quant);
            QVERIFY2(plan.bytesPerToken > 0 && plan.bytesPerToken <= plan.weightBytes, name);
            QVERIFY2(plan.expertBytes <= plan.weightBytes, name);
            QVERIFY2(plan.expertBytesPerToken <= plan.bytesPerToken, name);
        }
    }
    for (const CatalogueUse& use : m_catalogue.uses) {
        QVERIFY(!use.candidates.isEmpty());
        for (const QString& id : use.candidates) {
            QVERIFY2(ids.contains(id), qPrintable(id));
        }
    }
}

/// Where the press was wrong, the catalogue is right.
void CatalogueTest::correctedFactsAreTheOnesShipped() {
    QVERIFY(within(double(modelOf(m_catalogue, "mixtral-8x22b").parameters), 140.6e9, 0.002));
    QVERIFY(within(double(quantOf(modelOf(m_catalogue, "mixtral-8x22b"), "Q4_K_M")->bytes), 85.6e9,
                   0.005));
    QCOMPARE(modelOf(m_catalogue, "deepseek-r1").experts, 256ULL);
    QCOMPARE(modelOf(m_catalogue, "deepseek-r1").expertsShared, 1ULL);
    QCOMPARE(modelOf(m_catalogue, "qwen3-235b-a22b").context, 32768ULL);
    QCOMPARE(modelOf(m_catalogue, "deepseek-v3").licence.key, QString("deepseek-model"));
    QVERIFY(modelOf(m_catalogue, "llama-4-scout").licence.notInEu);
    QCOMPARE(modelOf(m_catalogue, "mistral-large-2411").licence.kind(), QString("research"));
    for (const CatalogueModel& model : m_catalogue.models) {
        QVERIFY2(!model.name.contains("Qwen3-72B"), qPrintable(model.name));
        for (const CatalogueScore& score : model.scores) {
            // Printed scores that differ from the makers' own.
            QVERIFY(!(model.id == "deepseek-v3" && score.benchmark == "MMLU" && score.score > 94));
            QVERIFY(!(model.id == "qwen3-235b-a22b" && score.benchmark == "AIME 2024" &&
                      score.score < 80));
        }
    }
}

void CatalogueTest::plansAgreeWithPublishedNeeds_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("quant");
    QTest::addColumn<double>("file");  // GB
    QTest::addColumn<double>("cache"); // GB at 32768 tokens, by hand from the configuration
    const auto row = [](const char* id, const char* quant, double file, double cache) {
        QTest::newRow(id) << QString(id) << QString(quant) << file << cache;
    };
    row("qwen3-30b-a3b", "Q4_K_M", 18.56, 32768 * 98304.0 / 1e9);
    row("qwen3-8b", "Q4_K_M", 5.03, 32768 * 147456.0 / 1e9);
    row("llama-3.3-70b", "Q4_K_M", 42.52, 32768 * 327680.0 / 1e9);
    row("gpt-oss-20b", "MXFP4", 12.11, (32768 + 768) * 24576.0 / 1e9);
    row("gemma-3-12b", "Q4_K_M", 7.30, (32768 * 65536.0 + 1664 * 327680.0) / 1e9);
    row("deepseek-r1", "Q4_K_M", 404.5, 32768 * 70272.0 / 1e9);
    row("granite-4.0-h-small", "Q4_K_M", 19.5, (32768 * 16384.0 + 154644480) / 1e9);
}

void CatalogueTest::plansAgreeWithPublishedNeeds() {
    QFETCH(QString, id);
    QFETCH(QString, quant);
    QFETCH(double, file);
    QFETCH(double, cache);
    const CatalogueModel& model = modelOf(m_catalogue, qPrintable(id));
    const CatalogueQuant* row = quantOf(model, qPrintable(quant));
    QVERIFY(row != nullptr);
    const PlanModel plan = planOf(model, *row);
    QVERIFY2(within(double(plan.weightBytes) / 1e9, file, 0.02),
             qPrintable(QString::number(double(plan.weightBytes) / 1e9)));
    QVERIFY2(within(double(cacheBytes(plan, 32768)) / 1e9, cache, 0.001),
             qPrintable(QString::number(double(cacheBytes(plan, 32768)) / 1e9)));
}

/// Dense models whose output matrix is their embedding: a token reads nearly the whole file.
void CatalogueTest::whatIsInputAndOutputIsReadForEveryToken() {
    for (const char* id : {"qwen3-0.6b", "llama-3.2-3b", "gemma-3-1b", "gemma-3-27b"}) {
        const CatalogueModel& model = modelOf(m_catalogue, id);
        for (const CatalogueQuant& quant : model.quants) {
            if (quant.name == QLatin1String("Q8_0")) {
                const double read = double(planOf(model, quant).bytesPerToken);
                QVERIFY2(read > 0.97 * double(quant.bytes) && read < double(quant.bytes), id);
            }
        }
    }
}

void CatalogueTest::devicesAreToldByTheirNames() {
    QFile file(":/catalogue/gpus.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject tested =
        QJsonDocument::fromJson(file.readAll()).object()["tested"].toObject();
    QVERIFY(tested.size() > 40);
    for (auto it = tested.begin(); it != tested.end(); ++it) {
        QCOMPARE(gpuFacts(it.key()).name, it.value().toString());
    }
    QCOMPARE(gpuFacts("NVIDIA GeForce RTX 4060").bandwidth, 272e9);
    QVERIFY(gpuFacts("Apple M4 Pro").unified);
}

void CatalogueTest::filtersLeaveWhatWasAskedFor() {
    AppFixture f;
    QVERIFY(f.start());
    DiscoverModel& list = *f.app().browser()->discover();
    QCOMPARE(list.count(), list.total());
    list.setText("gemma");
    QVERIFY(list.count() > 3 && list.count() < 30);
    list.clearFilters();
    list.setOnlyFits(true);
    QVERIFY(list.count() > 5 && list.count() < list.total());
    for (const QString& verdict : column(list, "verdict")) {
        QCOMPARE(verdict, QString("fits"));
    }
    list.clearFilters();
    list.setLicences({"research"});
    QVERIFY(column(list, "name").contains("Codestral 22B v0.1") || list.count() > 0);
    list.clearFilters();
    list.setTags({"coding", "long"});
    list.setKind("moe");
    QVERIFY(list.count() > 0);
    for (const QString& line : column(list, "line")) {
        QVERIFY2(line.startsWith("MoE"), qPrintable(line));
    }
    QVERIFY(list.filtered());
    list.clearFilters();
    QCOMPARE(list.count(), list.total());
    list.setText("no such model anywhere");
    QCOMPARE(list.count(), 0);
    QVERIFY(list.families().contains("Qwen3"));
    list.clearFilters();
    list.setFamily("Qwen3");
    list.setLargestGigabytes(4);
    QVERIFY(list.count() > 0);
}

void CatalogueTest::sortsOrderTheList() {
    AppFixture f;
    QVERIFY(f.start());
    DiscoverModel& list = *f.app().browser()->discover();
    list.setSort("name");
    QStringList names = column(list, "name"), sorted = names;
    sorted.sort(Qt::CaseInsensitive);
    QCOMPARE(names, sorted);
    list.setSort("best"); // what fits stands first
    const QStringList verdicts = column(list, "verdict");
    QCOMPARE(verdicts.first(), QString("fits"));
    QVERIFY(verdicts.lastIndexOf("fits") < verdicts.indexOf("large"));
    const QStringList able = column(list, "name"); // the newer of two of a size
    QVERIFY(able.indexOf("Qwen3.5-9B") < able.indexOf("Gemma 2 9B it"));
}

void CatalogueTest::recommendationsFitThisMachine() {
    AppFixture f; // 8 GB of its own, 32 GB RAM
    QVERIFY(f.start());
    const QVariantList uses = f.app().browser()->discover()->recommendations();
    QVERIFY(!uses.isEmpty());
    for (const QVariant& value : uses) {
        const QVariantMap use = value.toMap();
        ModelDetail& detail = *f.app().browser()->detail();
        detail.showCatalogue(use["modelId"].toString());
        QCOMPARE(detail.plan()["verdict"].toString(), QString("fits"));
        QCOMPARE(detail.plan()["quant"].toString(), use["quant"].toString());
    }
}

void CatalogueTest::licencesSpeakPlainly() {
    const Licence& llama = modelOf(m_catalogue, "llama-3.3-70b").licence;
    const QString words = llama.sentences().join(' ');
    QVERIFY2(words.contains("700 million monthly users"), qPrintable(words));
    QVERIFY2(words.contains("Built with Llama"), qPrintable(words));
    QVERIFY(!llama.warnings().isEmpty());
    QVERIFY(modelOf(m_catalogue, "llama-4-scout")
                .licence.warnings()
                .join(' ')
                .contains("European Union"));
    const Licence& apache = modelOf(m_catalogue, "qwen3-30b-a3b").licence;
    QVERIFY(apache.warnings().isEmpty());
    QCOMPARE(apache.kind(), QString("free"));
    QVERIFY(apache.sentences().contains("Commercial use is allowed."));
    QVERIFY(!Licence{}.warnings().isEmpty()); // an unknown one is no free one
}

void CatalogueTest::licencesOfTheHubAreRecognised() {
    QCOMPARE(licenceNamed("apache-2.0", m_catalogue.licences).key, QString("apache"));
    QCOMPARE(licenceNamed("MIT", m_catalogue.licences).key, QString("mit"));
    QCOMPARE(licenceNamed("llama3.3", m_catalogue.licences).userLimit, 700'000'000ULL);
    QCOMPARE(licenceNamed("gemma", m_catalogue.licences).key, QString("gemma"));
    const Licence other = licenceNamed("acme-1.0", m_catalogue.licences);
    QCOMPARE(other.name, QString("acme-1.0"));
    QCOMPARE(other.kind(), QString("unknown"));
    QCOMPARE(licenceNamed("", m_catalogue.licences).kind(), QString("unknown"));
}

void CatalogueTest::aLicenceIsKeptWithItsDay() {
    const QTemporaryDir folder;
    QVERIFY(keepLicence(folder.path(), "owner/name", modelOf(m_catalogue, "llama-3.3-70b").licence,
                        "The full text."));
    QFile file(folder.filePath("licence.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(text.contains("owner/name") && text.contains("Llama 3.3 Community License"));
    QVERIFY(text.contains(QDate::currentDate().toString(Qt::ISODate)));
    QVERIFY(text.contains("700 million") && text.contains("The full text."));
    QVERIFY(!keepLicence(folder.filePath("missing"), "a/b", {}, {}));
}

void CatalogueTest::formatsAreKnownByName() {
    for (const char* name : {"Q4_K_M", "Q6_K", "Q8_0", "BF16", "F16", "UD-Q4_K_XL", "", "custom"}) {
        QVERIFY2(quantisationRuns(name), name);
    }
    QCOMPARE(quantisationRuns("IQ2_XXS"), blockFormat(BlockType::iq2_xxs).runs);
    QCOMPARE(quantisationRuns("Q3_K_M"), blockFormat(BlockType::q3_K).runs);
    QVERIFY(familyRuns("qwen3moe"));
    QVERIFY(!familyRuns("no-such-family"));
}

} // namespace conclave

QTEST_MAIN(conclave::CatalogueTest)
#include "catalogue_test.moc"
