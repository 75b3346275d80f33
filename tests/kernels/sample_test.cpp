// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The sampler against its twin, and what it leaves for the next step. Logarithms and sums differ in
// the last bits between devices, so tokens of nearly the same score may change places.
#include "engine/reference/sampling.h"
#include "tests/kernels/kernel_bench.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>

using namespace conclave;
using namespace conclave::test;
using reference::Vector;

namespace {

constexpr float kNearlyTied = 1e-3F;

shaders::SampleSettings deviceSettings(const SamplingSettings& s, std::uint64_t seed) {
    shaders::SampleSettings out{};
    out.temperature = s.temperature;
    out.topK = s.topK;
    out.topP = s.topP;
    out.minP = s.minP;
    out.repeatPenalty = s.repeatPenalty;
    out.presencePenalty = s.presencePenalty;
    out.seedLow = static_cast<std::uint32_t>(seed);
    out.seedHigh = static_cast<std::uint32_t>(seed >> 32U);
    out.maxGenerated = 1000;
    out.maxPosition = 1000;
    return out;
}

SamplingSettings randomSettings(Dice& dice) {
    const auto share = [&] { return static_cast<float>(dice.between(1, 99)) / 100; };
    SamplingSettings s;
    s.temperature = dice.between(0, 4) == 0 ? 0 : 2 * share();
    s.topK = dice.between(0, 1) == 0 ? 0 : dice.between(1, 60);
    s.topP = dice.between(0, 1) == 0 ? 1 : share();
    s.minP = dice.between(0, 1) == 0 ? 0 : share() / 5;
    s.repeatPenalty = dice.between(0, 1) == 0 ? 1 : 1 + share();
    s.presencePenalty = dice.between(0, 1) == 0 ? 0 : share();
    return s;
}

/// What may have been drawn: the best score, or one next to it, also if it lies on a bound.
bool plausible(std::uint32_t token, const Vector& logits, std::span<const std::uint32_t> history,
               SamplingSettings settings, std::uint64_t seed, std::uint32_t step) {
    settings.topP = settings.topP < 1 ? std::min(settings.topP + 1e-5F, 0.99999F) : 1;
    const Vector all = reference::scores(logits, history, settings, seed, step);
    return token < all.size() && std::isfinite(all[token]) &&
           all[token] >= *std::max_element(all.begin(), all.end()) - kNearlyTied;
}

} // namespace

class SampleTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TestDevice> m_device;
    std::unique_ptr<KernelBench> m_bench;
    Buffer m_settings, m_ring;
    static constexpr std::uint32_t kColumns = 3;

    /// Draws once for all columns; returns the tokens in the ring at each column's step.
    std::vector<std::uint32_t> draw(const Vector& logits,
                                    std::span<const shaders::StepState> states,
                                    std::span<const shaders::SampleSettings> settings) {
        m_bench->write(m_bench->activations(Lowering::decode).logits, logits);
        m_bench->setStates(states);
        std::memcpy(m_settings.mapped().data(), settings.data(), settings.size_bytes());
        m_bench->runDecode([&](DecodeRecorder& rec) {
            rec.sample(m_bench->weights(), m_bench->states(), whole(m_settings), whole(m_ring));
        });
        std::vector<std::uint32_t> tokens;
        for (std::uint32_t c = 0; c < states.size(); ++c) {
            tokens.push_back(
                m_ring.as<const std::uint32_t>()[c * CONCLAVE_RING_SIZE +
                                                 states[c].generated % CONCLAVE_RING_SIZE]);
        }
        return tokens;
    }

    std::vector<shaders::StepState> statesAfter() {
        std::vector<shaders::StepState> states(kColumns);
        const auto bytes = m_bench->read(m_bench->states(), kColumns * sizeof(shaders::StepState));
        std::memcpy(states.data(), bytes.data(), bytes.size());
        return states;
    }

    Vector randomLogits(Dice& dice) {
        return dice.vector(kColumns * std::size_t{m_bench->hparams().vocabularySize}, 3);
    }

    std::span<const float> column(const Vector& all, std::uint32_t c) const {
        const std::size_t size = all.size() / kColumns;
        return std::span(all).subspan(c * size, size);
    }

private slots:
    void initTestCase() {
        m_device = std::make_unique<TestDevice>();
        Dice dice(1);
        m_bench = std::make_unique<KernelBench>(
            *m_device,
            m_device->synth("qwen3", "layers=1,embedding=96,ffn=64,heads=1,kv_heads=1,vocab=1000",
                            "Q8_0"),
            randomTuning(m_device->device(), dice), kColumns);
        m_settings = Buffer(m_device->device(), kColumns * sizeof(shaders::SampleSettings),
                            MemoryKind::upload);
        m_ring =
            Buffer(m_device->device(), kColumns * CONCLAVE_RING_SIZE * 4, MemoryKind::readback);
    }
    void cleanup() { QCOMPARE(QString::fromStdString(m_device->complaints()), QString()); }

    void drawsAgreeWithTheTwin() {
        Dice dice(2);
        int equal = 0;
        constexpr int kTrials = 60;
        for (int trial = 0; trial < kTrials; ++trial) {
            const Vector logits = randomLogits(dice);
            std::vector<shaders::StepState> states(kColumns);
            std::vector<shaders::SampleSettings> settings;
            std::vector<SamplingSettings> chosen;
            for (shaders::StepState& state : states) {
                state.generated = dice.between(0, 500);
                state.recentCount = dice.between(0, 200);
                for (std::uint32_t& token : state.recent) {
                    token = dice.between(0, 60);
                }
                chosen.push_back(randomSettings(dice));
                settings.push_back(deviceSettings(chosen.back(), 77ULL << 30U | state.generated));
            }
            const auto tokens = draw(logits, states, settings);
            for (std::uint32_t c = 0; c < kColumns; ++c) {
                const auto own = column(logits, c);
                const Vector ownLogits(own.begin(), own.end());
                const std::span<const std::uint32_t> history(
                    states[c].recent,
                    std::min<std::uint32_t>(states[c].recentCount, CONCLAVE_RECENT_SIZE));
                const std::uint64_t seed = 77ULL << 30U | states[c].generated;
                const auto expected = reference::sampleToken(ownLogits, history, chosen[c], seed,
                                                             states[c].generated);
                equal += tokens[c] == expected;
                QVERIFY2(
                    plausible(tokens[c], ownLogits, history, chosen[c], seed, states[c].generated),
                    qPrintable(QString("trial %1, column %2: token %3 instead of %4")
                                   .arg(trial)
                                   .arg(c)
                                   .arg(tokens[c])
                                   .arg(expected)));
            }
        }
        QVERIFY2(equal >= kTrials * int{kColumns} - 2, qPrintable(QString::number(equal)));
    }

    void greedyTakesTheLowestOfEquals() {
        Vector logits(kColumns * std::size_t{m_bench->hparams().vocabularySize}, 0.5F);
        logits[700] = logits[300] = 2; // of column 0
        SamplingSettings greedy;
        greedy.temperature = 0;
        const std::vector<shaders::StepState> states(kColumns);
        const std::vector<shaders::SampleSettings> settings(kColumns, deviceSettings(greedy, 1));
        QCOMPARE(draw(logits, states, settings), (std::vector<std::uint32_t>{300, 0, 0}));
    }

    void stateMovesOneStepOn() {
        Dice dice(3);
        std::vector<shaders::StepState> states(kColumns);
        for (std::uint32_t c = 0; c < kColumns; ++c) {
            states[c].position = 10 + c;
            states[c].generated = 70 + c; // the ring has come round once
            states[c].recentCount = 63 + c;
        }
        SamplingSettings greedy;
        greedy.temperature = 0;
        const std::vector<shaders::SampleSettings> settings(kColumns, deviceSettings(greedy, 1));
        const auto tokens = draw(randomLogits(dice), states, settings);
        const auto after = statesAfter();
        for (std::uint32_t c = 0; c < kColumns; ++c) {
            QCOMPARE(after[c].token, tokens[c]);
            QCOMPARE(after[c].position, 11 + c);
            QCOMPARE(after[c].generated, 71 + c);
            QCOMPARE(after[c].recentCount, 64 + c);
            QCOMPARE(after[c].recent[(63 + c) % CONCLAVE_RECENT_SIZE], tokens[c]);
            QCOMPARE(after[c].done, 0U);
        }
    }

    void theNextEmbeddingIsGathered() {
        Dice dice(4);
        const std::size_t embed = m_bench->hparams().embeddingLength;
        const std::vector<shaders::StepState> states(kColumns);
        const std::vector<shaders::SampleSettings> settings(kColumns, deviceSettings({}, 5));
        const auto tokens = draw(randomLogits(dice), states, settings);
        const Vector table = m_bench->expanded("token_embd");
        const Vector x =
            m_bench->readFloats(m_bench->activations(Lowering::decode).x, kColumns * embed);
        for (std::uint32_t c = 0; c < kColumns; ++c) {
            const QString label = QString("column %1").arg(c);
            VERIFY_CLOSE(column(x, c), std::span(table).subspan(tokens[c] * embed, embed), 1e-14);
        }
    }

    void columnsEndAtStopTokensAndLimits() {
        Dice dice(6);
        SamplingSettings greedy;
        greedy.temperature = 0;
        const Vector logits = randomLogits(dice);
        std::vector<shaders::SampleSettings> settings(kColumns, deviceSettings(greedy, 1));
        std::vector<shaders::StepState> states(kColumns);
        settings[0].stopCount = 2;
        settings[0].stopTokens[1] = argMax(column(logits, 0));
        settings[1].maxGenerated = 5;
        states[1].generated = 4;
        settings[2].maxPosition = 9;
        states[2].position = 8;
        (void)draw(logits, states, settings);
        for (const shaders::StepState& state : statesAfter()) {
            QCOMPARE(state.done, 1U);
        }
    }

    void endedColumnsStandStill() {
        Dice dice(7);
        std::vector<shaders::StepState> states(kColumns);
        states[1].done = 1;
        states[1].position = 33;
        std::fill(m_ring.as<std::uint32_t>().begin(), m_ring.as<std::uint32_t>().end(), 12345U);
        const std::vector<shaders::SampleSettings> settings(kColumns, deviceSettings({}, 5));
        const auto tokens = draw(randomLogits(dice), states, settings);
        QVERIFY(tokens[0] != 12345 && tokens[2] != 12345);
        QCOMPARE(tokens[1], 12345U);
        QCOMPARE(statesAfter()[1].position, 33U);
        QCOMPARE(statesAfter()[1].generated, 0U);
    }
};

QTEST_GUILESS_MAIN(SampleTest)
#include "sample_test.moc"
