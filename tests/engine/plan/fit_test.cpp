// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Verdicts and speeds of machines and models whose sizes are known.
#include "engine/plan/speed.h"
#include "tests/engine/plan/plan_fixture.h"

#include <QTest>

#include <cmath>

namespace conclave {

namespace {

constexpr std::uint64_t kGiB = 1ULL << 30;

PlanMachine card(std::uint64_t gib, std::uint64_t ramGib, double bandwidth = 0) {
    PlanMachine machine;
    machine.deviceBytes = gib * kGiB;
    machine.ramBytes = ramGib * kGiB;
    machine.deviceBandwidth = bandwidth;
    machine.ramBandwidth = 50e9;
    return machine;
}

PlanMachine sharing(std::uint64_t ramGib, bool apple) {
    PlanMachine machine = card(ramGib, ramGib);
    machine.memory = DeviceMemory::shared;
    machine.apple = apple;
    return machine;
}

} // namespace

class FitTest : public QObject {
    Q_OBJECT

private slots:
    void machinesKeepTheirShare();
    void verdictsFollowTheSizes();
    void theBarsAddUp();
    void theLargestContextFitsAndTheNextDoesNot();
    void windowsStopGrowing();
    void speedFollowsBytesAndBandwidth();
    void whatIsUnknownIsNotGuessed();
    void aMeasurementNarrowsTheRange();
};

void FitTest::machinesKeepTheirShare() {
    QCOMPARE(memoryOffer(card(8, 32)).device, 8 * kGiB - 8 * kGiB / 10);
    QCOMPARE(memoryOffer(card(24, 64)).device, 24 * kGiB - 1'000'000'000);
    QCOMPARE(memoryOffer(card(2, 8)).device, 2 * kGiB - 256'000'000);
    QVERIFY(memoryOffer(card(8, 32)).ram > 27 * kGiB);
    QCOMPARE(memoryOffer(sharing(36, true)).device, 24 * kGiB);
    QCOMPARE(memoryOffer(sharing(64, true)).device, 48 * kGiB);
    QCOMPARE(memoryOffer(sharing(32, false)).device, 28 * kGiB);
    QCOMPARE(memoryOffer(sharing(32, false)).ram, 0ULL);
    PlanMachine laptop = sharing(16, false);
    laptop.deviceBytes = 8 * kGiB; // what the driver offers of it
    QCOMPARE(memoryOffer(laptop).device, 8 * kGiB);
    QCOMPARE(memoryOffer({}).device, 0ULL);
}

void FitTest::verdictsFollowTheSizes() {
    const PlanModel dense = qwen3_8b(BlockType::q8_0).plan();        // 8.7 GB
    const PlanModel mixture = qwen3_30b_a3b(BlockType::q4_K).plan(); // 17.2 GB
    QVERIFY(planFit(dense, card(8, 32), 4096).verdict == FitVerdict::tooLarge);
    QVERIFY(planFit(dense, card(12, 32), 4096).verdict == FitVerdict::fits);
    QVERIFY(planFit(dense, sharing(16, false), 4096).verdict == FitVerdict::fits);
    QVERIFY(planFit(mixture, card(24, 32), 16384).verdict == FitVerdict::fits);
    QVERIFY(planFit(mixture, card(8, 32), 16384).verdict == FitVerdict::expertsInRam);
    QVERIFY(planFit(mixture, card(8, 8), 16384).verdict == FitVerdict::tooLarge);
    QVERIFY(planFit(mixture, sharing(16, false), 16384).verdict == FitVerdict::tooLarge);
}

void FitTest::theBarsAddUp() {
    const PlanModel model = qwen3_30b_a3b(BlockType::q4_K).plan();
    const FitPlan plan = planFit(model, card(8, 32), 16384);
    QCOMPARE(plan.device.weights + plan.ram.weights, model.weightBytes);
    QCOMPARE(plan.device.needed() + plan.device.free(), plan.device.offered);
    QVERIFY(plan.device.free() < 1'000'000); // filled with experts
    QCOMPARE(plan.device.cache, 16384ULL * 98304);
    // Activations of 512 tokens and the staging buffer: more than nothing, less than promised.
    QVERIFY(plan.device.scratch > 50'000'000 && plan.device.scratch < 150'000'000);
    QCOMPARE(planFit(model, card(24, 32), 1'000'000).context, 40960ULL); // as trained
}

void FitTest::theLargestContextFitsAndTheNextDoesNot() {
    for (const std::uint64_t gib : {10, 12, 16}) {
        const PlanModel model = qwen3_8b(BlockType::q8_0).plan();
        const FitPlan plan = planFit(model, card(gib, 32), 512);
        QVERIFY(plan.verdict == FitVerdict::fits);
        QVERIFY(plan.largestContext > 0);
        QVERIFY(planFit(model, card(gib, 32), plan.largestContext).verdict == FitVerdict::fits);
        if (plan.largestContext < model.contextTrained / 64 * 64) {
            QVERIFY(planFit(model, card(gib, 32), plan.largestContext + 64).verdict !=
                    FitVerdict::fits);
        }
    }
}

void FitTest::windowsStopGrowing() {
    PlanModel model;
    model.contextTrained = 131072;
    model.cache = {65536, 327680, 1024, 0};
    QCOMPARE(cacheBytes(model, 512), 512ULL * (65536 + 327680));
    // The window, a chunk, and a page at either end that is used in part.
    QCOMPARE(cacheBytes(model, 131072), 131072ULL * 65536 + (1536ULL + 128) * 327680);
    model.cache.state = 1000;
    QCOMPARE(cacheBytes(model, 0), 1000ULL);
    QCOMPARE(cacheBytes(model, 1), 1000 + 64ULL * (65536 + 327680)); // a page
}

void FitTest::speedFollowsBytesAndBandwidth() {
    // Published: Qwen3-8B Q4_K_M at 114.9 tokens/s on 640 GB/s; Q4_K alone is a little smaller.
    const PlanModel dense = qwen3_8b(BlockType::q4_K).plan();
    const PlanMachine fast = card(16, 32, 640e9);
    const SpeedEstimate speed = estimateSpeed(dense, fast, planFit(dense, fast, 4096), 512);
    QVERIFY2(speed.low < 114.9 && 114.9 < speed.high,
             qPrintable(QString::number(speed.tokensPerSecond)));
    const PlanModel mixture = qwen3_30b_a3b(BlockType::q4_K).plan();
    const PlanMachine large = card(24, 32, 640e9);
    QVERIFY(estimateSpeed(mixture, large, planFit(mixture, large, 4096), 512).tokensPerSecond >
            1.5 * speed.tokensPerSecond);
    // Half of the bytes from RAM at a twelfth of the bandwidth: much slower.
    const PlanMachine small = card(8, 32, 640e9);
    const FitPlan spread = planFit(mixture, small, 4096);
    QVERIFY(spread.verdict == FitVerdict::expertsInRam);
    QVERIFY(estimateSpeed(mixture, small, spread, 512).tokensPerSecond <
            0.6 *
                estimateSpeed(mixture, large, planFit(mixture, large, 4096), 512).tokensPerSecond);
    QVERIFY(estimateSpeed(dense, fast, planFit(dense, fast, 32768), 32768).tokensPerSecond <
            0.7 * speed.tokensPerSecond); // a long conversation is read, too
}

void FitTest::whatIsUnknownIsNotGuessed() {
    const PlanModel model = qwen3_8b(BlockType::q8_0).plan();
    QVERIFY(!estimateSpeed(model, card(24, 32), planFit(model, card(24, 32), 512), 0).known());
    const PlanMachine small = card(4, 32, 640e9);
    QVERIFY(!estimateSpeed(model, small, planFit(model, small, 512), 0).known());
    PlanMachine noRam = card(8, 64, 640e9);
    noRam.ramBandwidth = 0;
    const PlanModel mixture = qwen3_30b_a3b(BlockType::q4_K).plan();
    QVERIFY(!estimateSpeed(mixture, noRam, planFit(mixture, noRam, 512), 0).known());
}

void FitTest::aMeasurementNarrowsTheRange() {
    const PlanModel model = qwen3_8b(BlockType::q4_K).plan();
    const PlanMachine machine = card(16, 32, 448e9);
    const FitPlan plan = planFit(model, machine, 4096);
    const SpeedEstimate guess = estimateSpeed(model, machine, plan, 512);
    const SpeedEstimate corrected = estimateSpeed(model, machine, plan, 512, 1.2);
    QVERIFY(std::abs(corrected.tokensPerSecond - 1.2 * guess.tokensPerSecond) < 1e-6);
    QVERIFY((corrected.high - corrected.low) / corrected.tokensPerSecond <
            (guess.high - guess.low) / guess.tokensPerSecond);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::FitTest)
#include "fit_test.moc"
