// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Several columns in one step: each gets the tokens it would get alone, whoever else comes or goes.
#include "engine/model/decoder.h"
#include "engine/synth/synth.h"
#include "tests/support/conformance.h"
#include "tests/support/dice.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace conclave;
using namespace conclave::test;

namespace {

using Tokens = std::vector<std::uint32_t>;

Tokens randomTokens(std::uint32_t seed, std::size_t count) {
    Dice dice(seed);
    Tokens tokens(count);
    std::generate(tokens.begin(), tokens.end(), [&] { return dice.between(0, 500); });
    return tokens;
}

/// A prompt with its settings: what one column of a comparison is.
struct Column {
    Tokens prompt;
    SamplingSettings sampling;
    std::uint64_t seed = 7;
    std::uint32_t count = 40;
    Tokens stop;
};

Column greedy(std::uint32_t seed, std::size_t length, std::uint32_t count) {
    Column column{.prompt = randomTokens(seed, length), .count = count};
    column.sampling.temperature = 0;
    return column;
}

} // namespace

class DecoderTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Runtime> m_runtime;

    Tokens alone(const Column& column) {
        Session session(*m_runtime);
        (void)session.sync(column.prompt);
        Tokens drawn;
        session.decode(column.sampling, column.seed, column.stop, column.count, [&](TokenId token) {
            drawn.push_back(token);
            return true;
        });
        return drawn;
    }

    /// A column that is being decoded.
    struct Lane {
        std::unique_ptr<Session> session;
        Tokens drawn;
        std::shared_ptr<const DecodeLane> lane;
        std::uint32_t most = UINT32_MAX; ///< then it is stopped from outside
    };
    std::unique_ptr<Lane> join(Decoder& decoder, const Column& column,
                               std::uint32_t most = UINT32_MAX) {
        auto lane = std::make_unique<Lane>();
        lane->session = std::make_unique<Session>(*m_runtime);
        lane->most = most;
        decoder.settle();
        (void)lane->session->sync(column.prompt);
        lane->lane = decoder.add(*lane->session, column.sampling, column.seed, column.stop,
                                 column.count, [raw = lane.get()](TokenId token) {
                                     raw->drawn.push_back(token);
                                     return raw->drawn.size() < raw->most;
                                 });
        return lane;
    }
    static void finish(Decoder& decoder) {
        while (!decoder.empty()) {
            decoder.advance();
        }
    }

private slots:
    void initTestCase() {
        SynthRequest request;
        request.path = std::filesystem::path(m_folder.path().toStdString()) / "tiny.gguf";
        request.shape = readShape("qwen3moe", "context=512");
        request.type = "F16";
        writeSynthModel(request);
        m_runtime = std::make_unique<Runtime>("", "", GgufFile(request.path), 1024);
    }

    void cleanup() { // no session leaves pages behind
        QCOMPARE(m_runtime->cache().pool(PageKind::full).freePages(),
                 m_runtime->cache().contextPages());
    }

    void columnsGetWhatTheyWouldGetAlone_data() {
        QTest::addColumn<float>("temperature");
        QTest::newRow("greedy") << 0.0F;
        QTest::newRow("sampled") << 1.0F;
    }
    void columnsGetWhatTheyWouldGetAlone() {
        QFETCH(float, temperature);
        std::vector<Column> columns{greedy(1, 70, 80), greedy(2, 5, 30), greedy(3, 130, 50),
                                    greedy(1, 70, 80)};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].sampling.temperature = temperature;
            columns[i].sampling.repeatPenalty = i == 2 ? 1.3F : 1.0F;
            columns[i].seed = 100 + i % 3;
        }
        Decoder decoder(*m_runtime);
        std::vector<std::unique_ptr<Lane>> lanes;
        for (const Column& column : columns) {
            lanes.push_back(join(decoder, column));
        }
        finish(decoder);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            QCOMPARE(lanes[i]->drawn, alone(columns[i]));
            QCOMPARE(lanes[i]->lane->drawn, columns[i].count);
        }
    }

    void aColumnMayJoinInTheMiddle() {
        const Column first = greedy(4, 60, 90), second = greedy(5, 100, 40);
        Decoder decoder(*m_runtime);
        const auto one = join(decoder, first);
        while (one->drawn.size() < 25) {
            decoder.advance();
        }
        const auto two = join(decoder, second);
        QVERIFY(one->drawn.size() < 90);
        finish(decoder);
        QCOMPARE(one->drawn, alone(first));
        QCOMPARE(two->drawn, alone(second));
    }

    void aColumnMayLeaveAndTheOthersGoOn() {
        const Column first = greedy(6, 60, 90), second = greedy(7, 40, 90),
                     third = greedy(8, 9, 90);
        Decoder decoder(*m_runtime);
        const auto one = join(decoder, first, 10), two = join(decoder, second),
                   three = join(decoder, third, 33);
        finish(decoder);
        Tokens expected = alone(first);
        expected.resize(10);
        QCOMPARE(one->drawn, expected);
        QCOMPARE(two->drawn, alone(second));
        expected = alone(third);
        expected.resize(33);
        QCOMPARE(three->drawn, expected);
    }

    void stopTokensEndOneColumnOnly() {
        Column first = greedy(9, 30, 60);
        const Column second = greedy(10, 30, 60);
        first.stop = {alone(first)[12]};
        Decoder decoder(*m_runtime);
        const auto one = join(decoder, first), two = join(decoder, second);
        finish(decoder);
        QCOMPARE(one->drawn.back(), first.stop[0]);
        QVERIFY(one->drawn.size() <= 13);
        QCOMPARE(two->drawn, alone(second));
    }

    void theSessionsHoldWhatWasDecoded() {
        const Column first = greedy(11, 50, 20), second = greedy(12, 20, 70);
        Decoder decoder(*m_runtime);
        const auto one = join(decoder, first), two = join(decoder, second);
        finish(decoder);
        Tokens all = second.prompt;
        all.insert(all.end(), two->drawn.begin(), two->drawn.end() - 1);
        QVERIFY(std::equal(all.begin(), all.end(), two->session->tokens().begin(),
                           two->session->tokens().end()));
        Tokens more = all;
        more.push_back(3);
        (void)two->session->sync(more);
        Session fresh(*m_runtime);
        (void)fresh.sync(more);
        const auto kept = two->session->logits();
        (void)fresh.sync(more);
        QVERIFY(nmse(kept, fresh.logits()) < 1e-5);
        (void)one;
    }
};

QTEST_GUILESS_MAIN(DecoderTest)
#include "decoder_test.moc"
