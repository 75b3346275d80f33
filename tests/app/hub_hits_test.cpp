// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a line of the hub's search is taken for, and the filters over it.
#include "app/models/hub_hits.h"
#include "tests/app/app_fixture.h"
#include "tests/hub/test_hub.h"

#include <QTest>

namespace conclave {

namespace {

constexpr int kPatience = 20'000;

HubTestModel offer(const char* repository, const char* json) {
    HubTestModel model;
    model.repository = repository;
    model.extraJson = json;
    return model;
}

} // namespace

class HubHitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void modelsOfTheCatalogueAreKnown();
    void sizesFollowFromParameters();
    void whatTheHubDoesNotSayIsNotGuessed();
    void guessesAreCalledSo();
    void filtersApplyToTheHub_data();
    void filtersApplyToTheHub();
    void withoutFiltersAllIsShownInTheHubsOrder();
    void whatAHeaderSaysReplacesGuesses();
    void cleanupTestCase();

private:
    [[nodiscard]] HubHit hit(const HubSummary& summary) {
        return hitOf(summary, browser().catalogue(), *browser().machine());
    }
    ModelBrowser& browser() { return *m_app->app().browser(); }

    TestHub m_hub;
    std::unique_ptr<AppFixture> m_app; // 8 GB of its own, 32 GB RAM
};

void HubHitsTest::initTestCase() {
    m_hub.models = {
        offer("unsloth/Qwen3-30B-A3B-GGUF",
              R"({"gguf":{"total":30532122624,"architecture":"qwen3moe","context_length":40960}})"),
        offer("someone/Tiny-Llama-GGUF",
              R"({"gguf":{"total":1235814400,"architecture":"llama","context_length":131072,)"
              R"("chat_template":"{% if enable_thinking %}"},"tags":["gguf","license:mit"]})"),
        offer("someone/Huge-8x22B-GGUF",
              R"({"gguf":{"total":140600000000,"architecture":"llama","context_length":65536},)"
              R"("tags":["gguf","license:cc-by-nc-4.0"]})"),
        offer(
            "someone/Coder-7B-GGUF",
            R"({"gguf":{"total":7600000000,"architecture":"no-such-family","context_length":4096}})"),
        offer("someone/Silent-GGUF", R"({"tags":["gguf"]})"),
    };
    m_hub.start();
    qputenv("CONCLAVE_HUB_URL", m_hub.url().toString().toUtf8());
    m_app = std::make_unique<AppFixture>();
    QVERIFY(m_app->start());
    QTRY_VERIFY_WITH_TIMEOUT(browser().machine()->known(), kPatience);
    HubSearchModel& search = *m_app->app().hub()->search();
    search.setText("GGUF");
    search.search();
    QTRY_COMPARE_WITH_TIMEOUT(search.count(), 5, kPatience);
}

void HubHitsTest::modelsOfTheCatalogueAreKnown() {
    HubSummary summary;
    summary.repository = "unsloth/Qwen3-30B-A3B-GGUF";
    QVERIFY(hit(summary).known != nullptr);
    QCOMPARE(hit(summary).known->id, QString("qwen3-30b-a3b"));
    QVERIFY(!hit(summary).guessed && hit(summary).mixture && hit(summary).thinks);
    summary.repository = "somebody/else";
    QVERIFY(hit(summary).known == nullptr);
    summary.tags = QStringList{"base_model:quantized:Qwen/Qwen3-30B-A3B"};
    QVERIFY(hit(summary).known != nullptr);
}

void HubHitsTest::sizesFollowFromParameters() {
    HubSummary summary;
    summary.repository = "somebody/Model-7B-GGUF";
    summary.architecture = "llama";
    summary.parameters = 7'000'000'000;
    const HubHit seven = hit(summary);
    QVERIFY(seven.guessed);
    QVERIFY(seven.quant.bytes > 4'000'000'000 && seven.quant.bytes < 4'500'000'000);
    QCOMPARE(seven.verdict, QString("fits"));
    summary.parameters = 70'000'000'000;
    QCOMPARE(hit(summary).verdict, QString("large"));
    summary.architecture = "no-such-family";
    QCOMPARE(hit(summary).verdict, QString("unsupported"));
}

void HubHitsTest::whatTheHubDoesNotSayIsNotGuessed() {
    HubSummary summary;
    summary.repository = "somebody/model";
    QCOMPARE(hit(summary).verdict, QString("unknown"));
    QCOMPARE(hit(summary).quant.bytes, 0ULL);
    QVERIFY(!hit(summary).mixture && !hit(summary).thinks && hit(summary).tags.isEmpty());
}

void HubHitsTest::guessesAreCalledSo() {
    const HubHits& hits = *browser().hits();
    const QStringList flags = column(hits, "flags");
    QCOMPARE(flags.at(0), QString("MoE · thinks"));    // of the catalogue
    QCOMPARE(flags.at(1), QString("probably thinks")); // a template that cannot be rendered
    QCOMPARE(flags.at(2), QString("probably MoE"));    // by its name
    QCOMPARE(flags.at(4), QString());
    HubSummary summary;
    summary.repository = "somebody/model";
    summary.chatTemplate =
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% if enable_thinking is defined and "
        "enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}";
    QVERIFY(hit(summary).thinks && hit(summary).thinksKnown);
    summary.architecture = "qwen3moe";
    QVERIFY(hit(summary).mixture && hit(summary).mixtureKnown);
}

void HubHitsTest::whatAHeaderSaysReplacesGuesses() {
    HubHits& hits = *browser().hits();
    PlannedQuant quant;
    quant.name = "Q4_K_M";
    quant.bytes = quant.model.weightBytes = 90'000'000'000;
    quant.planned = true;
    hits.learn("someone/Huge-8x22B-GGUF", quant, true);
    QCOMPARE(column(hits, "flags").at(2), QString("thinks"));
    QCOMPARE(column(hits, "size").at(2), QString("90.0 GB"));
    QCOMPARE(column(hits, "verdictText").at(2), QString("Too large"));
}

void HubHitsTest::filtersApplyToTheHub_data() {
    using Set = std::function<void(DiscoverModel&)>;
    QTest::addColumn<Set>("set");
    QTest::addColumn<QStringList>("left");
    const auto row = [](const char* name, Set set, QStringList left) {
        QTest::newRow(name) << std::move(set) << std::move(left);
    };
    row("fits", [](DiscoverModel& d) { d.setOnlyFits(true); }, {"Tiny-Llama-GGUF"});
    row("runs", [](DiscoverModel& d) { d.setOnlySupported(true); },
        {"Qwen3-30B-A3B-GGUF", "Tiny-Llama-GGUF", "Huge-8x22B-GGUF", "Silent-GGUF"});
    row("thinks", [](DiscoverModel& d) { d.setOnlyThinking(true); },
        {"Qwen3-30B-A3B-GGUF", "Tiny-Llama-GGUF"});
    row("mixtures", [](DiscoverModel& d) { d.setKind("moe"); },
        {"Qwen3-30B-A3B-GGUF", "Huge-8x22B-GGUF"});
    row("free", [](DiscoverModel& d) { d.setLicences({"free"}); },
        {"Qwen3-30B-A3B-GGUF", "Tiny-Llama-GGUF", "Coder-7B-GGUF"});
    row("family", [](DiscoverModel& d) { d.setFamily("Qwen3"); }, {"Qwen3-30B-A3B-GGUF"});
    row("coding", [](DiscoverModel& d) { d.setTags({"coding"}); }, {"Coder-7B-GGUF"});
    row("long", [](DiscoverModel& d) { d.setTags({"long"}); }, {"Tiny-Llama-GGUF"});
    row("size", [](DiscoverModel& d) { d.setLargestGigabytes(4); },
        {"Tiny-Llama-GGUF", "Silent-GGUF"});
}

void HubHitsTest::filtersApplyToTheHub() {
    using Set = std::function<void(DiscoverModel&)>;
    QFETCH(Set, set);
    QFETCH(QStringList, left);
    DiscoverModel& discover = *browser().discover();
    set(discover);
    const HubHits& hits = *browser().hits();
    const QStringList found = column(hits, "name");
    discover.clearFilters();
    QCOMPARE(found, left);
    QCOMPARE(hits.total(), 5);
}

void HubHitsTest::withoutFiltersAllIsShownInTheHubsOrder() {
    const HubHits& hits = *browser().hits();
    QCOMPARE(hits.count(), 5);
    QCOMPARE(column(hits, "name").first(), QString("Qwen3-30B-A3B-GGUF"));
    QCOMPARE(column(hits, "verdictText").at(1), QString("Should fit"));
    QCOMPARE(column(hits, "size").at(4), QString());
}

void HubHitsTest::cleanupTestCase() {
    m_app.reset();
    qunsetenv("CONCLAVE_HUB_URL");
}

} // namespace conclave

QTEST_MAIN(conclave::HubHitsTest)
#include "hub_hits_test.moc"
