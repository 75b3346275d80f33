// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/sampling.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace conclave;
using namespace conclave::reference;

namespace {

std::vector<std::uint32_t> tokensOf(const std::vector<Candidate>& candidates) {
    std::vector<std::uint32_t> tokens;
    for (const Candidate& candidate : candidates) {
        tokens.push_back(candidate.token);
    }
    return tokens;
}

using Tokens = std::vector<std::uint32_t>;

} // namespace

class SamplingTest : public QObject {
    Q_OBJECT

private slots:
    /// The known answers that the authors publish with their generator.
    void philoxGivesThePublishedNumbers() {
        using Words = std::array<std::uint32_t, 4>;
        QCOMPARE(philox({0, 0, 0, 0}, {0, 0}),
                 (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        constexpr std::uint32_t ones = 0xffffffff;
        QCOMPARE(philox({ones, ones, ones, ones}, {ones, ones}),
                 (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QCOMPARE(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
                 (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void uniformNumbersFillTheUnitInterval() {
        std::array<int, 16> bins{};
        for (std::uint32_t counter = 0; counter < 16000; ++counter) {
            const float u = uniform(0x123456789abcdefULL, counter);
            QVERIFY(u >= 0 && u < 1);
            ++bins[static_cast<std::size_t>(u * 16)];
        }
        for (const int bin : bins) { // 1000 expected, standard deviation 31
            QVERIFY2(bin > 850 && bin < 1150, qPrintable(QString::number(bin)));
        }
    }

    void uniformDependsOnAllBitsOfTheSeed() {
        QVERIFY(uniform(1, 5) != uniform(2, 5));
        QVERIFY(uniform(1, 5) != uniform(1 + (1ULL << 32U), 5));
        QVERIFY(uniform(1, 5) != uniform(1, 6));
        QCOMPARE(uniform(1, 5), uniform(1, 5));
    }

    void penaltiesPushKnownTokensDownOnce() {
        std::vector<float> logits{2, -2, 1, 0};
        const Tokens history{0, 1, 1, 0, 99};
        penalise(logits, history, 2.0F, 0.5F);
        QCOMPARE(logits, (std::vector<float>{0.5F, -4.5F, 1, 0}));
    }

    void penaltiesForgetWhatLiesBeforeTheWindow() {
        std::vector<float> logits{2, 2};
        Tokens history(kPenaltyWindow + 1, 1);
        history.front() = 0;
        penalise(logits, history, 2.0F, 0);
        QCOMPARE(logits, (std::vector<float>{2, 1}));
    }

    void topKIsOrderedAndTiesGoToTheLowerToken() {
        const std::vector<float> logits{1, 3, 2, 3, std::nanf(""), 2};
        QCOMPARE(tokensOf(largest(logits, 3)), (Tokens{1, 3, 2}));
        QCOMPARE(tokensOf(largest(logits, 0)), (Tokens{1, 3, 2, 5, 0, 4}));
    }

    void topKIsBoundedByWhatTheDeviceSorts() {
        const std::vector<float> logits(kMaxCandidates + 100, 0.0F);
        QCOMPARE(largest(logits, 0).size(), std::size_t{kMaxCandidates});
        QCOMPARE(largest(logits, kMaxCandidates + 50).size(), std::size_t{kMaxCandidates});
    }

    void topPKeepsTheShortestPrefixThatReachesIt() {
        // Probabilities 0.5, 0.25, 0.125, 0.125.
        const float step = std::log(2.0F);
        const std::vector<Candidate> all{
            {7, 3}, {8, 3 - step}, {9, 3 - 2 * step}, {4, 3 - 2 * step}};
        QCOMPARE(tokensOf(keepTopP(all, 0.4F)), (Tokens{7}));
        QCOMPARE(tokensOf(keepTopP(all, 0.6F)), (Tokens{7, 8}));
        QCOMPARE(tokensOf(keepTopP(all, 0.8F)), (Tokens{7, 8, 9}));
        QCOMPARE(tokensOf(keepTopP(all, 0.0F)), (Tokens{7}));
        QCOMPARE(tokensOf(keepTopP(all, 1.0F)), (Tokens{7, 8, 9, 4}));
    }

    void minPIsRelativeToTheBest() {
        const float step = std::log(2.0F);
        const std::vector<Candidate> all{{7, 3}, {8, 3 - step}, {9, 3 - 2 * step}};
        QCOMPARE(tokensOf(keepMinP(all, 0.0F)), (Tokens{7, 8, 9}));
        QCOMPARE(tokensOf(keepMinP(all, 0.3F)), (Tokens{7, 8}));
        QCOMPARE(tokensOf(keepMinP(all, 1.0F)), (Tokens{7}));
    }

    void drawInvertsTheCumulativeDistribution() {
        const std::vector<Candidate> two{{7, 1}, {8, 1}};
        QCOMPARE(draw(two, 1, 0.0F), 7U);
        QCOMPARE(draw(two, 1, 0.49F), 7U);
        QCOMPARE(draw(two, 1, 0.5F), 8U); // the running sum must exceed, not reach
        QCOMPARE(draw(two, 1, 0x1.fffffep-1F), 8U);
    }

    void temperatureSharpensAndFlattens() {
        const std::vector<Candidate> two{{7, 1}, {8, 0}};
        QCOMPARE(draw(two, 0.1F, 0.99F), 7U);   // 1 : e^-10
        QCOMPARE(draw(two, 100.0F, 0.51F), 8U); // 1 : e^-0.01
    }

    /// Frequencies over many counters agree with the softmax at that temperature.
    void sampledFrequenciesFollowTheDistribution() {
        const std::vector<float> logits{0.5F, 2, 1, -1, 0};
        SamplingSettings settings{.temperature = 1.5F, .topK = 0, .topP = 1, .minP = 0, .seed = {}};
        constexpr int kDraws = 20000;
        std::array<int, 5> counts{};
        for (std::uint32_t counter = 0; counter < kDraws; ++counter) {
            ++counts[sampleToken(logits, {}, settings, 42, counter)];
        }
        double total = 0;
        for (const float logit : logits) {
            total += std::exp(logit / 1.5);
        }
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const double expected = kDraws * std::exp(logits[i] / 1.5) / total;
            QVERIFY(std::abs(counts[i] - expected) < 5 * std::sqrt(expected));
        }
    }

    void temperatureZeroIsGreedyAfterPenalties() {
        const std::vector<float> logits{1, 3, 2.5F};
        const SamplingSettings greedy{.temperature = 0, .repeatPenalty = 2, .seed = {}};
        QCOMPARE(sampleToken(logits, {}, greedy, 1, 0), 1U);
        QCOMPARE(sampleToken(logits, Tokens{1}, greedy, 1, 0), 2U);
    }

    /// Whatever the settings, the most likely token may be drawn and nothing outside top-k is.
    void stepsOnlyEverNarrow() {
        std::mt19937 random(7);
        std::normal_distribution<float> normal(0, 3);
        for (int trial = 0; trial < 200; ++trial) {
            std::vector<float> logits(50);
            std::generate(logits.begin(), logits.end(), [&] { return normal(random); });
            const SamplingSettings settings{.temperature = 0.8F,
                                            .topK = static_cast<std::uint32_t>(random() % 60),
                                            .topP = static_cast<float>(random() % 101) / 100,
                                            .minP = static_cast<float>(random() % 101) / 100,
                                            .seed = {}};
            const auto kept = candidatesOf(logits, {}, settings);
            const auto top = largest(logits, settings.topK);
            QVERIFY(!kept.empty() && kept.size() <= top.size());
            for (std::size_t i = 0; i < kept.size(); ++i) {
                QCOMPARE(kept[i].token, top[i].token);
            }
        }
    }
};

QTEST_APPLESS_MAIN(SamplingTest)
#include "sampling_test.moc"
