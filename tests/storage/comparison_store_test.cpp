// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/comparison_store.h"
#include "tests/storage/temporary_database.h"

#include <SQLiteCpp/Database.h>

#include <QTest>

using namespace conclave::storage;

namespace {

QualityRow someQuality() {
    QualityRow row;
    row.perplexity = 1.048;
    row.perplexityError = 0.002;
    row.klMean = 0.0031;
    row.klMedian = 0.0004;
    row.klP99 = 0.09;
    row.klError = 0.0003;
    row.topAgreement = 0.968;
    row.topAgreementError = 0.003;
    row.probabilityRms = 0.012;
    row.probabilityRmsError = 0.001;
    row.tokens = 4096;
    row.againstReference = true;
    return row;
}

/// The Guide in two sizes, the second measured.
Comparison twoColumns() {
    Comparison comparison;
    comparison.title = "Guide in two sizes";
    comparison.seed = 0xFFFF'FFFF'FFFF'FFF1ULL;
    comparison.blind = true;
    ComparisonColumn column;
    column.path = "/models/guide.gguf";
    column.name = "Guide";
    column.quantisation = "F16";
    column.thinking = "off";
    column.fileBytes = 22'000'000;
    column.bitsPerWeight = 16;
    column.device = "llvmpipe";
    column.memoryBytes = 38'000'000;
    comparison.columns.push_back(column);
    column.quantisation = "Q4_K_M";
    column.sharedBytes = 120'000;
    column.aloneTokensPerSecond = 171.5;
    column.aloneLow = 168;
    column.aloneHigh = 172.25;
    column.quality = someQuality();
    comparison.columns.push_back(column);
    comparison.prompts = {{"What does Q4_K_M mean?", std::nullopt}};
    return comparison;
}

ComparisonAnswer answerOf(int prompt, int column, std::string text) {
    ComparisonAnswer answer;
    answer.prompt = prompt;
    answer.column = column;
    answer.content = std::move(text);
    answer.status = "done";
    answer.promptSha256 = std::string(64, 'a');
    answer.promptTokens = 40;
    answer.answerTokens = 55;
    answer.firstTokenMs = 210;
    answer.decodeTokensPerSecond = 118;
    answer.together = true;
    return answer;
}

} // namespace

class ComparisonStoreTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_database = std::make_unique<Database>(Database::inMemory());
        m_store = std::make_unique<ComparisonStore>(*m_database);
    }

    void whatIsKeptComesBack() {
        const std::string id = m_store->create(twoColumns());
        m_store->setAnswer(id, answerOf(0, 1, "Four bits."));
        m_store->setAnswer(id, answerOf(0, 0, "네 비트."));
        const Comparison back = m_store->open(id);
        QCOMPARE(back.title, std::string("Guide in two sizes"));
        QCOMPARE(back.seed, 0xFFFF'FFFF'FFFF'FFF1ULL);
        QVERIFY(back.blind && back.createdAt > 0);
        QCOMPARE(back.columns.size(), 2U);
        QCOMPARE(back.columns[0].quantisation, std::string("F16"));
        QVERIFY(!back.columns[0].quality);
        QCOMPARE(back.columns[1].aloneTokensPerSecond, 171.5);
        QCOMPARE(back.columns[1].aloneHigh, 172.25);
        QCOMPARE(back.columns[1].quality->probabilityRmsError, 0.001);
        QCOMPARE(back.columns[1].sharedBytes, 120'000);
        QCOMPARE(back.columns[1].quality->klP99, 0.09);
        QCOMPARE(back.columns[1].quality->topAgreement, 0.968);
        QCOMPARE(back.columns[1].quality->topAgreementError, 0.003);
        QCOMPARE(back.columns[1].quality->tokens, 4096);
        QVERIFY(back.columns[1].quality->againstReference);
        QCOMPARE(back.answers.size(), 2U);
        QCOMPARE(back.answers[0].content, std::string("네 비트."));
        QCOMPARE(back.answers[1].column, 1);
        QVERIFY(back.answers[1].together);
        QCOMPARE(back.answers[1].firstTokenMs, 210.0);
    }

    void anAnswerIsReplacedAndPromptsAreAdded() {
        const std::string id = m_store->create(twoColumns());
        m_store->setAnswer(id, answerOf(0, 0, "first"));
        m_store->setAnswer(id, answerOf(0, 0, "again"));
        QCOMPARE(m_store->addPrompt(id, "And Q2_K?"), 1);
        m_store->setAnswer(id, answerOf(1, 0, "two bits"));
        const Comparison back = m_store->open(id);
        QCOMPARE(back.answers.size(), 2U);
        QCOMPARE(back.answers[0].content, std::string("again"));
        QCOMPARE(back.prompts.size(), 2U);
        QCOMPARE(back.prompts[1].text, std::string("And Q2_K?"));
    }

    void votesComeAndGo() {
        const std::string id = m_store->create(twoColumns());
        m_store->setVote(id, 0, 1);
        QCOMPARE(m_store->open(id).prompts[0].vote.value(), 1);
        m_store->setVote(id, 0, ComparisonPrompt::kTie);
        QCOMPARE(m_store->open(id).prompts[0].vote.value(), -1);
        m_store->setVote(id, 0, std::nullopt);
        QVERIFY(!m_store->open(id).prompts[0].vote);
    }

    void whatIsMeasuredLaterIsAddedToTheColumn() {
        const std::string id = m_store->create(twoColumns());
        ComparisonColumn column = m_store->open(id).columns[0];
        column.quality = someQuality();
        column.quality->againstReference = false;
        column.aloneTokensPerSecond = 118;
        m_store->setColumn(id, 0, column);
        const Comparison back = m_store->open(id);
        QCOMPARE(back.columns.size(), 2U);
        QCOMPARE(back.columns[0].aloneTokensPerSecond, 118.0);
        QVERIFY(!back.columns[0].quality->againstReference);
    }

    void theListShowsTheLatestChangeFirst() {
        const std::string older = m_store->create(twoColumns());
        const std::string newer = m_store->create(twoColumns());
        QCOMPARE(m_store->list().front().id, newer);
        QCOMPARE(m_store->list().front().columns, std::string("F16 · Q4_K_M"));
        m_store->setAnswer(older, answerOf(0, 0, "late"));
        QCOMPARE(m_store->list().front().id, older);
        QCOMPARE(m_store->list().front().prompts, 1);
    }

    void removingTakesEverythingAlong() {
        const std::string id = m_store->create(twoColumns());
        m_store->setAnswer(id, answerOf(0, 0, "gone"));
        m_store->remove(id);
        QVERIFY(m_store->list().empty());
        for (const char* table : {"comparison_column", "comparison_prompt", "comparison_answer"}) {
            const std::string count = std::string("SELECT count(*) FROM ") + table;
            QCOMPARE(m_database->connection().execAndGet(count).getInt(), 0);
        }
    }

    void anUnknownIdIsOneSentence() {
        for (const auto& error : {failureOf([&] { static_cast<void>(m_store->open("nobody")); }),
                                  failureOf([&] { m_store->remove("nobody"); }), failureOf([&] {
                                      m_store->setAnswer("nobody", answerOf(0, 0, "x"));
                                  })}) {
            QVERIFY(error && error->kind() == ErrorKind::badRequest);
            QVERIFY2(isOneSentence(error->what()), error->what());
        }
    }

private:
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ComparisonStore> m_store;
};

QTEST_GUILESS_MAIN(ComparisonStoreTest)
#include "comparison_store_test.moc"
