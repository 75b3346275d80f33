// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/sampling.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace conclave;
using namespace conclave::reference;

namespace {

using Tokens = std::vector<std::uint32_t>;

/// No filter and no penalty.
SamplingSettings plain(float temperature) {
    return {.temperature = temperature, .topK = 0, .topP = 1, .minP = 0, .seed = {}};
}

/// Tokens that may be drawn.
std::size_t alive(const std::vector<float>& all) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](float score) { return std::isfinite(score); }));
}

/// Halving probabilities: 1/2, 1/4, 1/8, 1/8.
const float kStep = std::log(2.0F);
const std::vector<float> kHalving{3, 3 - kStep, 3 - 2 * kStep, 3 - 2 * kStep};

} // namespace

class SamplingTest : public QObject {
    Q_OBJECT

private slots:
    /// Answers computed from the definition in the paper by another program.
    void hashGivesKnownNumbersAndIsOneToOne() {
        QCOMPARE(hash(0), 129708002U);
        QCOMPARE(hash(1), 2831084092U);
        QCOMPARE(hash(2), 2055130248U);
        QCOMPARE(hash(0xffffffffU), 3861530882U);
        QCOMPARE(hash(0xdeadbeefU), 1730779506U);
        std::set<std::uint32_t> seen;
        for (std::uint32_t value = 0; value < 50000; ++value) {
            seen.insert(hash(value));
        }
        QCOMPARE(seen.size(), std::size_t{50000});
    }

    /// Mean 0.5772 (Euler's constant) and variance pi^2 / 6 of the standard Gumbel distribution.
    void noiseHasTheGumbelMoments() {
        constexpr int kCount = 40000;
        double total = 0;
        double squares = 0;
        for (std::uint32_t i = 0; i < kCount; ++i) {
            const double g = gumbel(99, i / 200, i % 200);
            total += g;
            squares += g * g;
        }
        const double mean = total / kCount;
        QVERIFY2(std::abs(mean - 0.5772) < 0.03, qPrintable(QString::number(mean)));
        const double variance = squares / kCount - mean * mean;
        QVERIFY2(std::abs(variance - 1.6449) < 0.08, qPrintable(QString::number(variance)));
    }

    void noiseDependsOnSeedStepAndToken() {
        QCOMPARE(gumbel(1, 5, 7), gumbel(1, 5, 7));
        QVERIFY(gumbel(1, 5, 7) != gumbel(2, 5, 7));
        QVERIFY(gumbel(1, 5, 7) != gumbel(1 + (1ULL << 32U), 5, 7));
        QVERIFY(gumbel(1, 5, 7) != gumbel(1, 6, 7));
        QVERIFY(gumbel(1, 5, 7) != gumbel(1, 5, 8));
    }

    void penaltiesPushKnownTokensDownOnce() {
        std::vector<float> logits{2, -2, 1, 0};
        penalise(logits, Tokens{0, 1, 1, 0, 99}, 2.0F, 0.5F);
        QCOMPARE(logits, (std::vector<float>{0.5F, -4.5F, 1, 0}));
    }

    void penaltiesForgetWhatLiesBeforeTheWindow() {
        std::vector<float> logits{2, 2};
        Tokens history(kPenaltyWindow + 1, 1);
        history.front() = 0;
        penalise(logits, history, 2.0F, 0);
        QCOMPARE(logits, (std::vector<float>{2, 1}));
    }

    void topKIsTheKthLargestAndTiesStay() {
        const std::vector<float> logits{1, 3, 2, 3, 2};
        QCOMPARE(topKBound(logits, 1, -9), 3.0F);
        QCOMPARE(topKBound(logits, 3, -9), 2.0F);
        QCOMPARE(topKBound(logits, 0, -9), -9.0F);
        QCOMPARE(topKBound(logits, 5, -9), -9.0F);
        QCOMPARE(topKBound(logits, 5, 2.5F), 2.5F); // the floor leaves only two
    }

    void topPKeepsTheShortestPrefixThatReachesIt() {
        QCOMPARE(topPBound(kHalving, 0.4F, -9), kHalving[0]);
        QCOMPARE(topPBound(kHalving, 0.6F, -9), kHalving[1]);
        QCOMPARE(topPBound(kHalving, 0.8F, -9), kHalving[2]);
        QCOMPARE(topPBound(kHalving, 0.0F, -9), kHalving[0]);
        QCOMPARE(topPBound(kHalving, 1.0F, -9), -9.0F);
        // Two thirds of what top-k left: of 1/2 and 1/4.
        QCOMPARE(topPBound(kHalving, 0.66F, kHalving[1]), kHalving[0]);
    }

    void minPIsRelativeToTheBest() {
        QCOMPARE(minPBound(kHalving, 0.0F, -9), -9.0F);
        QVERIFY(minPBound(kHalving, 0.3F, -9) > kHalving[2]);
        QVERIFY(minPBound(kHalving, 0.3F, -9) < kHalving[1]);
        QCOMPARE(minPBound(kHalving, 1.0F, -9), kHalving[0]);
        QCOMPARE(minPBound(kHalving, 0.3F, 2.9F), 2.9F);
    }

    void whatIsHopelessIsLeftOut() {
        const std::vector<float> logits{0, -20, -30};
        QCOMPARE(alive(scores(logits, {}, plain(1), 1, 0)), std::size_t{2});
        QCOMPARE(alive(scores(logits, {}, plain(2), 1, 0)), std::size_t{3});
    }

    void filtersApplyTogether() {
        SamplingSettings settings = plain(1);
        settings.topK = 3; // the tie for the third place stays
        QCOMPARE(alive(scores(kHalving, {}, settings, 1, 0)), std::size_t{4});
        settings.topP = 0.7F;
        QCOMPARE(alive(scores(kHalving, {}, settings, 1, 0)), std::size_t{2});
        settings.minP = 0.6F;
        QCOMPARE(alive(scores(kHalving, {}, settings, 1, 0)), std::size_t{1});
    }

    void notANumberIsNeverDrawn() {
        constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> logits{kNan, 0, kNan, 0};
        QCOMPARE(sampleToken(logits, {}, plain(0), 7, 0), 1U);
        for (std::uint32_t step = 0; step < 100; ++step) {
            QCOMPARE(sampleToken(logits, {}, plain(1), 7, step) % 2, 1U);
        }
    }

    /// Frequencies over many steps agree with the softmax at that temperature.
    void sampledFrequenciesFollowTheDistribution_data() {
        QTest::addColumn<float>("temperature");
        QTest::newRow("sharp") << 0.5F;
        QTest::newRow("as trained") << 1.0F;
        QTest::newRow("flat") << 1.5F;
    }

    void sampledFrequenciesFollowTheDistribution() {
        QFETCH(float, temperature);
        const std::array<float, 5> logits{0.5F, 2, 1, -1, 0};
        constexpr int kDraws = 20000;
        std::array<int, 5> counts{};
        for (std::uint32_t step = 0; step < kDraws; ++step) {
            ++counts[sampleToken(logits, {}, plain(temperature), 42, step)];
        }
        double total = 0;
        for (const float logit : logits) {
            total += std::exp(logit / temperature);
        }
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const double expected = kDraws * std::exp(logits[i] / temperature) / total;
            QVERIFY(std::abs(counts[i] - expected) < 5 * std::sqrt(expected));
        }
    }

    /// Neighbouring draws of one seed, and the same draw of neighbouring seeds, are independent.
    void drawsDoNotRepeatEachOther() {
        const std::vector<float> logits(16, 0.0F);
        int sameAsNextStep = 0;
        int sameAsNextSeed = 0;
        for (std::uint32_t i = 0; i < 4000; ++i) {
            const auto token = sampleToken(logits, {}, plain(1), i, 3);
            sameAsNextSeed += token == sampleToken(logits, {}, plain(1), i + 1, 3);
            sameAsNextStep += sampleToken(logits, {}, plain(1), 5, i) ==
                              sampleToken(logits, {}, plain(1), 5, i + 1);
        }
        // 250 expected of 4000 with a standard deviation of 15.
        QVERIFY2(std::abs(sameAsNextSeed - 250) < 80, qPrintable(QString::number(sameAsNextSeed)));
        QVERIFY2(std::abs(sameAsNextStep - 250) < 80, qPrintable(QString::number(sameAsNextStep)));
    }

    void temperatureZeroIsGreedyAfterPenalties() {
        const std::vector<float> logits{1, 3, 2.5F, 3};
        SamplingSettings greedy = plain(0);
        QCOMPARE(sampleToken(logits, {}, greedy, 1, 0), 1U); // ties go to the lower id
        greedy.repeatPenalty = 2;
        QCOMPARE(sampleToken(logits, Tokens{1, 3}, greedy, 1, 0), 2U);
    }

    /// Whatever the settings, the most likely token stays and nothing outside top-k does.
    void filtersOnlyEverNarrow() {
        std::mt19937 random(7);
        std::normal_distribution<float> normal(0, 3);
        for (int trial = 0; trial < 200; ++trial) {
            std::vector<float> logits(50);
            std::generate(logits.begin(), logits.end(), [&] { return normal(random); });
            SamplingSettings settings = plain(0.8F);
            settings.topK = static_cast<std::uint32_t>(random() % 60);
            settings.topP = static_cast<float>(random() % 101) / 100;
            settings.minP = static_cast<float>(random() % 101) / 100;
            const auto all = scores(logits, {}, settings, 1, 0);
            const auto best = std::max_element(logits.begin(), logits.end()) - logits.begin();
            QVERIFY(std::isfinite(all[static_cast<std::size_t>(best)]));
            QVERIFY(settings.topK == 0 || alive(all) <= settings.topK);
        }
    }
};

QTEST_APPLESS_MAIN(SamplingTest)
#include "sampling_test.moc"
