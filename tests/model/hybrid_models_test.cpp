// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Models with recurrent layers (qwen3next, qwen35moe, qwen35) on shapes that no shared file has,
// and what their sessions promise: a state that cannot be cut back never shows in an answer.
#include "engine/model/decoder.h"
#include "engine/reference/reference_model.h"
#include "tests/support/conformance.h"
#include "tests/support/dice.h"
#include "tests/support/hybrid_model.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <numeric>

using namespace conclave;
using namespace conclave::test;

Q_DECLARE_METATYPE(conclave::test::HybridShape)

namespace {

using Tokens = std::vector<std::uint32_t>;

/// Chunks end elsewhere in another history, and sums come in another order.
constexpr double kSame = 1e-6;

Tokens randomTokens(std::uint32_t seed, std::size_t count) {
    Dice dice(seed);
    Tokens tokens(count);
    std::generate(tokens.begin(), tokens.end(), [&] { return dice.between(0, 500); });
    return tokens;
}

Tokens greedy(Session& session, std::uint32_t count, std::size_t stopAfter = SIZE_MAX) {
    Tokens drawn;
    session.decode({.temperature = 0}, 0, {}, count, [&](TokenId token) {
        drawn.push_back(token);
        return drawn.size() < stopAfter;
    });
    return drawn;
}

Tokens joined(Tokens first, const Tokens& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

class HybridModelsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::shared_ptr<Gpu> m_gpu; // kernels that models share are compiled once
    std::unique_ptr<Runtime> m_runtime;
    const Tokens m_prompt = randomTokens(1, 150); // three chunks of 64 on a software device

    [[nodiscard]] std::filesystem::path file(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    /// Of a new session, and what it draws afterwards.
    std::pair<std::vector<float>, Tokens> fresh(const Tokens& tokens) {
        Session session(*m_runtime);
        (void)session.sync(tokens);
        std::vector<float> logits = session.logits();
        return {logits, greedy(session, 12)};
    }
    /// Of the session that read a prompt last, which `tokens` are.
    void verifyAsFresh(Session& session, const Tokens& tokens) {
        const std::vector<float> logits = session.logits();
        const Tokens drawn = greedy(session, 12);
        const auto [expectedLogits, expected] = fresh(tokens);
        QVERIFY(nmse(logits, expectedLogits) < kSame);
        QCOMPARE(drawn, expected);
    }

private slots:
    void initTestCase() {
        writeHybridModel(file("sessions.gguf"), {.layers = 3});
        m_gpu = std::make_shared<Gpu>("", m_folder.path().toStdString());
        m_runtime = std::make_unique<Runtime>(m_gpu, GgufFile(file("sessions.gguf")), 2048,
                                              LoadProgress{}, nullptr);
    }

    void cleanup() {
        const auto& pages = m_runtime->cache().pool(PageKind::full);
        QCOMPARE(pages.freePages(), pages.size());
        QCOMPARE(m_runtime->states().freeSlots(), kStateSlots);
        for (const std::string& message : m_runtime->device().instance().messages()) {
            QFAIL(message.c_str());
        }
        QVERIFY(m_runtime->device().instance().validates());
    }

    void logitsAgreeWithTheTwin_data() {
        QTest::addColumn<HybridShape>("shape");
        QTest::newRow("qwen3next") << HybridShape{};
        QTest::newRow("qwen3next, first naming") << HybridShape{.firstNaming = true};
        QTest::newRow("qwen3next, one head for each key head")
            << HybridShape{.keyHeads = 3, .valueHeads = 3, .taps = 2};
        QTest::newRow("qwen35moe")
            << HybridShape{.architecture = "qwen35moe", .layers = 4, .interval = 4};
        QTest::newRow("qwen35, three heads for each of two key heads")
            << HybridShape{.architecture = "qwen35", .valueHeads = 6, .taps = 3};
        QTest::newRow("qwen35, keys and values of other sizes")
            << HybridShape{.architecture = "qwen35", .keySize = 20, .valueSize = 64};
        QTest::newRow("qwen35, wide heads and many groups") << HybridShape{.architecture = "qwen35",
                                                                           .embedding = 96,
                                                                           .heads = 8,
                                                                           .kvHeads = 2,
                                                                           .headSize = 64,
                                                                           .keyHeads = 1,
                                                                           .valueHeads = 2,
                                                                           .keySize = 128,
                                                                           .valueSize = 128};
        QTest::newRow("qwen35, betas stored as halves")
            << HybridShape{.architecture = "qwen35", .betaType = BlockType::f16};
    }

    void logitsAgreeWithTheTwin() {
        QFETCH(HybridShape, shape);
        writeHybridModel(file("twin.gguf"), shape);
        const Tokens tokens = randomTokens(2, 90);
        Tokens positions(tokens.size());
        std::iota(positions.begin(), positions.end(), 0U);
        const auto expected = ReferenceModel(GgufFile(file("twin.gguf"))).forward(tokens);
        Runtime runtime(m_gpu, GgufFile(file("twin.gguf")), 128, {}, nullptr);
        const auto logits = Session(runtime).evaluate(tokens, positions);
        QCOMPARE(logits.size(), expected.size());
        const std::size_t vocabulary = logits.size() / tokens.size();
        double worst = 0;
        for (const std::uint32_t at : positions) {
            worst = std::max(worst, nmse(std::span(logits).subspan(at * vocabulary, vocabulary),
                                         std::span(expected).subspan(at * vocabulary, vocabulary)));
        }
        qInfo("worst position %.1e", worst); // halves in the cache cost about 1e-6
        QVERIFY2(worst < 2e-5, qPrintable(QString::number(worst)));
        for (const std::string& message : runtime.device().instance().messages()) {
            QFAIL(message.c_str());
        }
    }

    /// Decoding takes one token at a time, prefill many: the same model.
    void decodingAgreesWithPrefill() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        const Tokens drawn = greedy(session, 40);
        const Tokens whole = joined(m_prompt, drawn);
        Tokens positions(drawn.size());
        std::iota(positions.begin(), positions.end(), 149U);
        Session other(*m_runtime);
        const auto logits = other.evaluate(whole, positions);
        const std::size_t vocabulary = logits.size() / positions.size();
        for (std::size_t step = 0; step < drawn.size(); ++step) {
            const auto row = std::span(logits).subspan(step * vocabulary, vocabulary);
            QVERIFY(row[drawn[step]] >= row[argMax(row)] - 0.02F); // nearly tied at most
        }
    }

    void aConversationGoesOn() {
        Session session(*m_runtime);
        QCOMPARE(session.sync(m_prompt), std::optional<std::uint32_t>(0));
        const Tokens answered = joined(m_prompt, greedy(session, 20));
        const Tokens next = joined(answered, randomTokens(3, 30));
        // All but the last drawn token, which was never fed.
        QCOMPARE(session.sync(next), std::optional<std::uint32_t>(169));
        verifyAsFresh(session, next);
    }

    void anotherAnswerStartsBeforeTheLastChunk() {
        Session session(*m_runtime);
        const std::uint32_t chunk = m_runtime->forward().chunkColumns();
        const std::uint32_t kept = 149 / chunk * chunk;
        (void)session.sync(m_prompt);
        const Tokens first = greedy(session, 12);
        QCOMPARE(session.sync(m_prompt), std::optional<std::uint32_t>(kept));
        QCOMPARE(greedy(session, 12), first);
        QCOMPARE(session.sync(m_prompt), std::optional<std::uint32_t>(kept)); // and again
        verifyAsFresh(session, m_prompt);
    }

    void aChangedPromptIsReadAnew() {
        Session session(*m_runtime);
        const std::uint32_t chunk = m_runtime->forward().chunkColumns();
        (void)session.sync(m_prompt);
        Tokens other = m_prompt;
        other[140] = (other[140] + 1) % 500;
        QCOMPARE(session.sync(other), std::optional<std::uint32_t>(140 / chunk * chunk));
        verifyAsFresh(session, other);
        other[10] = (other[10] + 1) % 500;
        QCOMPARE(session.sync(other), std::optional<std::uint32_t>(0));
        verifyAsFresh(session, other);
        QCOMPARE(session.sync(std::span(other).first(5)), std::optional<std::uint32_t>(0));
        verifyAsFresh(session, {other.begin(), other.begin() + 5});
    }

    /// The device is some steps ahead then.
    void anAnswerThatTheCallerStopped() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        const Tokens drawn = greedy(session, 100, 7);
        QCOMPARE(drawn.size(), std::size_t{7});
        const Tokens next = joined(m_prompt, joined(drawn, randomTokens(4, 10)));
        (void)session.sync(next);
        verifyAsFresh(session, next);
    }

    void aPromptThatTheCallerStopped() {
        // A new runtime begins with short submits, between which a prompt can be stopped.
        writeHybridModel(file("stopped.gguf"), {.layers = 12});
        Runtime runtime(m_gpu, GgufFile(file("stopped.gguf")), 512, {}, nullptr);
        Session session(runtime), other(runtime);
        int calls = 0;
        QVERIFY(!session.sync(m_prompt, [&](std::uint32_t) { return ++calls < 2; }));
        (void)session.sync(m_prompt);
        const std::vector<float> logits = session.logits();
        (void)other.sync(m_prompt);
        QVERIFY(nmse(logits, other.logits()) < kSame);
    }

    void sessionsDoNotDisturbEachOther() {
        Session one(*m_runtime), two(*m_runtime);
        const Tokens other = randomTokens(5, 100);
        (void)one.sync(m_prompt);
        const Tokens answered = joined(m_prompt, greedy(one, 10));
        (void)two.sync(other);
        (void)greedy(two, 10);
        const Tokens next = joined(answered, {7, 8, 9});
        QCOMPARE(one.sync(next), std::optional<std::uint32_t>(159));
        verifyAsFresh(one, next);
    }

    void forksStartAnew() {
        Session session(*m_runtime);
        (void)session.sync(m_prompt);
        const auto fork = session.fork(150);
        QCOMPARE(fork->sync(m_prompt), std::optional<std::uint32_t>(0));
        verifyAsFresh(*fork, m_prompt);
        const Tokens next = joined(m_prompt, {1, 2});
        (void)session.sync(next);
        verifyAsFresh(session, next);
    }

    /// Columns of one model, as side by side they are: one stops early, one joins later.
    void columnsGetWhatTheyWouldGetAlone() {
        struct Column {
            Tokens prompt, expected, drawn;
            std::unique_ptr<Session> session;
        };
        std::array<Column, 3> columns;
        for (std::uint32_t i = 0; i < columns.size(); ++i) {
            columns[i].prompt = randomTokens(20 + i, 40 + 45 * i);
            columns[i].session = std::make_unique<Session>(*m_runtime);
            (void)columns[i].session->sync(columns[i].prompt);
            columns[i].expected = greedy(*columns[i].session, 30);
        }
        columns[0].expected.resize(9);
        Decoder decoder(*m_runtime);
        for (Column& column : columns) {
            for (int step = 0; step < 4; ++step) {
                decoder.advance();
            }
            decoder.settle();
            (void)column.session->sync(column.prompt);
            (void)decoder.add(*column.session, {.temperature = 0}, 0, {}, 30,
                              [&column, most = &column == &columns[0] ? 9U : 30U](TokenId token) {
                                  column.drawn.push_back(token);
                                  return column.drawn.size() < most;
                              });
        }
        while (!decoder.empty()) {
            decoder.advance();
        }
        for (Column& column : columns) {
            QCOMPARE(column.drawn, column.expected);
            const Tokens all = joined(column.prompt, column.drawn);
            (void)column.session->sync(all);
            verifyAsFresh(*column.session, all);
        }
    }

    void copiesGiveWayToSessions() {
        const Tokens prompt(m_prompt.begin(), m_prompt.begin() + 100);
        std::vector<std::unique_ptr<Session>> sessions;
        for (std::uint32_t i = 0; i < kStateSlots; ++i) { // each would take two
            sessions.push_back(std::make_unique<Session>(*m_runtime));
            (void)sessions.back()->sync(prompt);
        }
        const std::vector<float> last = sessions.back()->logits();
        QCOMPARE(sessions.front()->sync(prompt), std::optional<std::uint32_t>(0));
        const std::vector<float> first = sessions.front()->logits();
        sessions.clear();
        const std::vector<float> expected = fresh(prompt).first;
        QVERIFY(nmse(first, expected) < kSame && nmse(last, expected) < kSame);
    }

    void moreSessionsThanStatesAreRefused() {
        std::vector<std::unique_ptr<Session>> sessions;
        const Tokens one{5};
        for (std::uint32_t i = 0; i < kStateSlots; ++i) {
            sessions.push_back(std::make_unique<Session>(*m_runtime));
            (void)sessions.back()->sync(one);
        }
        Session oneMore(*m_runtime);
        QVERIFY_EXCEPTION_THROWN((void)oneMore.sync(one), Error);
        sessions.clear();
        (void)oneMore.sync(one);
    }
};

QTEST_GUILESS_MAIN(HybridModelsTest)
#include "hybrid_models_test.moc"
