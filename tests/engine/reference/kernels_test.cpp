// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The twins judge the shaders; here they are judged by hand-computed values and by the properties
// that their papers promise, on random shapes.
#include "engine/reference/dequantise.h"
#include "engine/reference/kernels.h"
#include "tests/support/dice.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace conclave;
using namespace conclave::reference;
using conclave::test::Dice;

namespace {

double dot(std::span<const float> x, std::span<const float> y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
}

/// Largest difference of two vectors; infinity for different sizes.
double distance(std::span<const float> x, std::span<const float> y) {
    double largest = x.size() == y.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        largest = std::max(largest, std::abs(double{x[i]} - double{y[i]}));
    }
    return largest;
}

Vector scaled(Vector x, float factor) {
    for (float& value : x) {
        value *= factor;
    }
    return x;
}

} // namespace

/// What rounding to float may cost values around one.
constexpr double kRounding = 2e-6;
constexpr int kTrials = 50;

#define VERIFY_NEAR(x, y)                                                                          \
    QVERIFY2(distance(x, y) < kRounding,                                                           \
             qPrintable(QString("trial %1: off by %2").arg(trial).arg(distance(x, y))))

class KernelsTest : public QObject {
    Q_OBJECT

private slots:
    void rmsNormHasKnownValues() {
        // The root of the mean of 9 and 16 is sqrt(12.5).
        const Vector out = rmsNorm(Vector{3, 4}, Vector{1, 2}, 0);
        QCOMPARE(out, (Vector{3 / std::sqrt(12.5F), 8 / std::sqrt(12.5F)}));
        QCOMPARE(rmsNorm(Vector{0, 0}, Vector{1, 1}, 1e-6F), (Vector{0, 0}));
    }

    void rmsNormForgetsTheScale() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const std::size_t size = dice.between(1, 300);
            const Vector x = dice.vector(size);
            const Vector weight = dice.vector(size);
            VERIFY_NEAR(rmsNorm(x, weight, 0), rmsNorm(scaled(x, 100), weight, 0));
        }
    }

    void headNormTreatsHeadsAlone() {
        Dice dice(1);
        const Vector heads = dice.vector(3 * 8);
        const Vector weight = dice.vector(8);
        const Vector out = headNorm(heads, weight, 1e-5F);
        const Vector second = rmsNorm(std::span(heads).subspan(8, 8), weight, 1e-5F);
        QVERIFY(std::equal(second.begin(), second.end(), out.begin() + 8));
        QCOMPARE(out.size(), heads.size());
    }

    void matVecHasKnownValues() {
        QCOMPARE(matVec(Vector{1, 2, 3, 4, 5, 6}, Vector{1, 0, -1}), (Vector{-2, -2}));
    }

    void matVecIsLinear() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const std::size_t columns = dice.between(1, 40);
            const Vector matrix = dice.vector(columns * dice.between(1, 40));
            const Vector x = dice.vector(columns);
            const Vector y = dice.vector(columns);
            const double error =
                distance(matVec(matrix, sum(x, y)), sum(matVec(matrix, x), matVec(matrix, y)));
            QVERIFY2(error < 1e-5, qPrintable(QString("trial %1: %2").arg(trial).arg(error)));
        }
    }

    void matVecOverBlocksExpandsThem() {
        Dice dice(3);
        const auto bytes = dice.weights(BlockType::q8_0, 4 * 64); // four rows of two blocks
        const Vector x = dice.vector(64);
        QCOMPARE(matVec(BlockType::q8_0, bytes, x), matVec(dequantised(BlockType::q8_0, bytes), x));
    }

    void softmaxIsADistributionThatIgnoresShifts() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            Vector x = scaled(dice.vector(dice.between(1, 200)), 5);
            const Vector shares = softmax(x);
            QVERIFY(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1) < kRounding);
            for (float& value : x) {
                value += 64;
            }
            QVERIFY2(distance(softmax(x), shares) < 1e-5, qPrintable(QString::number(trial)));
        }
        QCOMPARE(softmax(Vector{1e4F, 1e4F}), (Vector{0.5F, 0.5F}));
        QCOMPARE(softmax(Vector{-INFINITY, 3}), (Vector{0, 1}));
    }

    void swigluHasKnownValues() {
        const Vector out = swiglu(Vector{0, 1, -100, 100}, Vector{5, 2, 7, 3});
        QCOMPARE(out[0], 0.0F);
        QCOMPARE(out[1], 2 / (1 + std::exp(-1.0F)));
        QVERIFY(std::abs(out[2]) < 1e-30F);
        QCOMPARE(out[3], 300.0F);
    }

    void ropeTurnsPairsByTheirFrequency() {
        // One pair and base 1: the angle is the position.
        const RopeRule rule{RopeLayout::interleaved, 1, 2};
        const Vector out = rope(Vector{1, 0}, 2, 1, rule);
        QCOMPARE(out, (Vector{std::cos(1.0F), std::sin(1.0F)}));
        // Base 100, four values: the second pair turns ten times slower.
        const RopeRule slow{RopeLayout::halfSplit, 100, 4};
        const Vector four = rope(Vector{0, 1, 0, 0}, 4, 10, slow);
        QVERIFY(distance(four, Vector{0, std::cos(1.0F), 0, std::sin(1.0F)}) < kRounding);
    }

    void ropeKeepsLengthsAndStartsAtZero() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const std::uint32_t size = 2 * dice.between(1, 64);
            const RopeRule rule{RopeLayout::halfSplit, 10000, size};
            const Vector heads = dice.vector(std::size_t{size} * dice.between(1, 5));
            QCOMPARE(rope(heads, size, 0, rule), heads);
            const Vector turned = rope(heads, size, dice.between(1, 4000), rule);
            QVERIFY(std::abs(dot(turned, turned) - dot(heads, heads)) < 1e-4);
        }
    }

    void ropeMakesScoresDependOnTheDistanceAlone() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const std::uint32_t size = 2 * dice.between(1, 32);
            const RopeRule rule{trial % 2 == 0 ? RopeLayout::halfSplit : RopeLayout::interleaved,
                                10000, size};
            const Vector query = dice.vector(size);
            const Vector key = dice.vector(size);
            const std::uint32_t apart = dice.between(0, 50);
            const std::uint32_t shift = dice.between(1, 500);
            const auto score = [&](std::uint32_t position) {
                return dot(rope(query, size, position + apart, rule),
                           rope(key, size, position, rule));
            };
            QVERIFY2(std::abs(score(0) - score(shift)) < 1e-5, qPrintable(QString::number(trial)));
        }
    }

    void ropeLayoutsDifferByAPermutation() {
        Dice dice(5);
        const Vector split = dice.vector(8);
        Vector pairs(8);
        const auto interleave = [](const Vector& from, Vector& to) {
            for (std::size_t i = 0; i < 4; ++i) {
                to[2 * i] = from[i];
                to[2 * i + 1] = from[i + 4];
            }
        };
        interleave(split, pairs);
        Vector expected(8);
        interleave(rope(split, 8, 7, {RopeLayout::halfSplit, 500, 8}), expected);
        QCOMPARE(rope(pairs, 8, 7, {RopeLayout::interleaved, 500, 8}), expected);
    }

    void ropeLeavesTheUnrotatedPartAlone() {
        Dice dice(6);
        const Vector heads = dice.vector(2 * 8);
        const Vector out = rope(heads, 8, 9, {RopeLayout::halfSplit, 10000, 4});
        for (const std::size_t start : {0U, 8U}) {
            QVERIFY(std::equal(&out[start + 4], &out[start] + 8, &heads[start + 4]));
            QVERIFY(out[start] != heads[start]);
        }
    }

    void frequencyFactorsSlowPairsDown() {
        Dice dice(7);
        const Vector head = dice.vector(4);
        const RopeRule plain{RopeLayout::halfSplit, 10000, 4};
        const RopeRule factors{RopeLayout::halfSplit, 10000, 4, {4, 4}};
        QCOMPARE(rope(head, 4, 40, factors), rope(head, 4, 10, plain));
    }

    void attentionToOneTokenIsItsValue() {
        Dice dice(8);
        KvHistory history;
        const Vector value = dice.vector(2 * 4);
        history.append(dice.vector(2 * 4), value);
        const Vector out = attend(dice.vector(4 * 4), history, 2, 4);
        // Four heads in two groups: 0 and 1 share the first pair, 2 and 3 the second.
        for (std::size_t head = 0; head < 4; ++head) {
            QVERIFY(std::equal(&out[head * 4], &out[head * 4] + 4, &value[head / 2 * 4]));
        }
    }

    void attentionWeighsByTheScaledScore() {
        KvHistory history; // scores are 2 ln 3 / sqrt(4) = ln 3 and 0: weights 3/4 and 1/4
        history.append(Vector{std::log(3.0F), 0, 0, 0}, Vector{1, 0, 0, 0});
        history.append(Vector{0, 0, 0, 0}, Vector{0, 1, 0, 0});
        const Vector out = attend(Vector{2, 0, 0, 0}, history, 1, 4);
        QVERIFY(distance(out, Vector{0.75F, 0.25F, 0, 0}) < kRounding);
    }

    void attentionForgetsTheOrderOfTheHistory() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const std::uint32_t headCountKv = dice.between(1, 3);
            const std::uint32_t headSize = dice.between(1, 16);
            const std::uint32_t group = dice.between(1, 4);
            const std::size_t width = std::size_t{headCountKv} * headSize;
            KvHistory forwards;
            KvHistory backwards;
            const std::uint32_t tokens = dice.between(1, 20);
            const Vector keys = dice.vector(tokens * width);
            const Vector values = dice.vector(tokens * width);
            for (std::size_t t = 0; t < tokens; ++t) {
                const auto row = [&](const Vector& all, std::size_t token) {
                    return std::span(all).subspan(token * width, width);
                };
                forwards.append(row(keys, t), row(values, t));
                backwards.append(row(keys, tokens - 1 - t), row(values, tokens - 1 - t));
            }
            const Vector query = dice.vector(group * width);
            VERIFY_NEAR(attend(query, forwards, headCountKv, headSize),
                        attend(query, backwards, headCountKv, headSize));
        }
    }

    void routerPicksTheMostLikelyAndBreaksTiesByNumber() {
        const auto chosen = route(Vector{1, 5, 3, 5}, 3, {.renormalise = true});
        QCOMPARE(chosen.size(), std::size_t{3});
        QCOMPARE(chosen[0].expert, 1U);
        QCOMPARE(chosen[1].expert, 3U);
        QCOMPARE(chosen[2].expert, 2U);
        QCOMPARE(chosen[0].weight, chosen[1].weight);
    }

    void routerWeightsSumToOneOnlyWhenRenormalised() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const Vector logits = dice.vector(dice.between(2, 128));
            const std::uint32_t k = dice.between(1, static_cast<std::uint32_t>(logits.size()) - 1);
            const Vector shares = softmax(logits);
            double plain = 0;
            for (const auto& [expert, weight] : route(logits, k, {.renormalise = false})) {
                QCOMPARE(weight, shares[expert]);
                plain += double{weight};
            }
            QVERIFY(plain < 1);
            double total = 0;
            for (const auto& [expert, weight] : route(logits, k, {.renormalise = true})) {
                QVERIFY(std::abs(double{weight} - shares[expert] / plain) < kRounding);
                total += double{weight};
            }
            QVERIFY(std::abs(total - 1) < kRounding);
        }
    }

    void expertSumWeighsTheChosenBlocks() {
        for (int trial = 0; trial < kTrials; ++trial) {
            Dice dice(trial);
            const std::uint32_t experts = dice.between(2, 6);
            const std::uint32_t width = dice.between(1, 12);
            const std::uint32_t embed = dice.between(1, 12);
            const std::size_t size = std::size_t{width} * embed;
            const Vector gate = dice.vector(experts * size);
            const Vector up = dice.vector(experts * size);
            const Vector down = scaled(dice.vector(experts * size), 0.1F);
            const Vector x = dice.vector(embed);
            const auto own = [&](std::size_t expert) {
                return feedForward({std::span(gate).subspan(expert * size, size),
                                    std::span(up).subspan(expert * size, size),
                                    std::span(down).subspan(expert * size, size)},
                                   x);
            };
            const std::vector<ChosenExpert> chosen{{experts - 1, 0.75F}, {0, 0.25F}};
            const Vector expected = sum(scaled(own(experts - 1), 0.75F), scaled(own(0), 0.25F));
            const double error =
                distance(expertSum({gate, up, down}, experts, chosen, x), expected);
            QVERIFY2(error < 1e-5, qPrintable(QString("trial %1: %2").arg(trial).arg(error)));
        }
    }
};

QTEST_APPLESS_MAIN(KernelsTest)
#include "kernels_test.moc"
