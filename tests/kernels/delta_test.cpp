// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The gated delta rule against its twin: random shapes of model and dispatch, both lowerings,
// sequences that begin in one and go on in the other.
#include "tests/kernels/kernel_bench.h"
#include "tests/support/conformance.h"
#include "tests/support/hybrid_model.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>
#include <numeric>

using namespace conclave;
using namespace conclave::test;
using reference::Vector;

namespace {

/// Exponentials of a device are exact to some units in the last place, and states add them up.
constexpr double kLimit = 1e-10;

/// One sequence as the twin sees it.
class TwinSequence {
public:
    TwinSequence(const KernelBench& bench, const std::filesystem::path& path)
        : m_h(bench.hparams()), m_file(path) {}

    /// Takes one column [inputs, gates, betas, decays]; returns what the output matrix takes.
    Vector next(std::span<const float> column) {
        const DeltaHparams& d = m_h.delta;
        const Vector channels = reference::convolved(m_state, column.first(d.channels()),
                                                     values("ssm_conv1d.weight"), d.taps);
        const std::size_t keys = std::size_t{d.keyHeads} * d.keySize;
        const Vector query = perHead(std::span(channels).first(keys), 1 / std::sqrt(d.keySize));
        const Vector key = perHead(std::span(channels).subspan(keys, keys), 1);
        const auto gates = column.subspan(d.channels(), d.inner());
        const auto betas = column.subspan(d.channels() + d.inner(), d.heads);
        const auto decays = column.subspan(d.channels() + d.inner() + d.heads, d.heads);
        Vector beta, decay;
        for (std::size_t head = 0; head < d.heads; ++head) {
            const double step = double{decays[head]} + values("ssm_dt.bias")[head];
            beta.push_back(static_cast<float>(1 / (1 + std::exp(-double{betas[head]}))));
            decay.push_back(
                static_cast<float>(std::exp(values("ssm_a")[head] * std::log1p(std::exp(step)))));
        }
        const Vector read = reference::deltaRule(
            m_state, query, key, std::span(channels).subspan(2 * keys), decay, beta);
        return reference::swiglu(
            gates, reference::headNorm(read, values("ssm_norm.weight"), m_h.rmsEpsilon));
    }

private:
    Vector perHead(std::span<const float> keyHeads, double scale) const {
        const DeltaHparams& d = m_h.delta;
        const Vector units = reference::unitHeads(keyHeads, d.keySize, m_h.rmsEpsilon);
        Vector all;
        for (std::size_t head = 0; head < d.heads; ++head) {
            const std::size_t from =
                d.order == KeyHeadOrder::turns ? head % d.keyHeads : head / (d.heads / d.keyHeads);
            for (std::size_t i = 0; i < d.keySize; ++i) {
                all.push_back(static_cast<float>(units[from * d.keySize + i] * scale));
            }
        }
        return all;
    }

    std::span<const float> values(const std::string& name) const {
        const auto data = m_file.requireTensor("blk.0." + name).data;
        return {reinterpret_cast<const float*>(data.data()), data.size() / sizeof(float)};
    }

    const Hparams& m_h;
    GgufFile m_file;
    reference::DeltaState m_state;
};

HybridShape randomShape(Dice& dice) {
    HybridShape shape;
    shape.architecture = dice.between(0, 1) == 0 ? "qwen3next" : "qwen35";
    shape.keyHeads = dice.between(1, 3);
    shape.valueHeads = shape.keyHeads * dice.between(1, 3);
    shape.keySize = 4 * dice.between(1, 20);
    shape.valueSize = 4 * dice.between(1, 20);
    shape.taps = dice.between(1, 5);
    return shape;
}

} // namespace

class DeltaTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<TestDevice> m_device;

private slots:
    void initTestCase() { m_device = std::make_unique<TestDevice>(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_device->complaints()), QString()); }

    /// Each of some sequences is read in two chunks; then all go on side by side, their states in
    /// shuffled slots, and one of them has ended.
    void deltaRuleAgrees_data() {
        QTest::addColumn<int>("trial");
        for (int trial = 0; trial < 12; ++trial) {
            QTest::addRow("%d", trial) << trial;
        }
    }

    void deltaRuleAgrees() {
        QFETCH(int, trial);
        QString label = QString("trial %1").arg(trial);
        Dice dice(static_cast<std::uint32_t>(trial));
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "model.gguf";
        writeHybridModel(path, randomShape(dice), static_cast<std::uint32_t>(trial));
        constexpr std::uint32_t kMost = 9;
        const std::uint32_t sessions = dice.between(1, 4);
        KernelBench bench(*m_device, path, randomTuning(m_device->device(), dice), kMost);
        const Hparams& h = bench.hparams();
        const std::uint32_t stride = qkvLength(h, h.layers[0]), inner = h.delta.inner();
        std::vector<std::unique_ptr<TwinSequence>> twins;
        std::vector<shaders::StepState> states(sessions);

        for (std::uint32_t session = 0; session < sessions; ++session) {
            twins.push_back(std::make_unique<TwinSequence>(bench, path));
            states[session].stateSlot = (session * 7 + 3) % 16;
            for (int chunk = 0; chunk < 2; ++chunk) {
                const std::uint32_t columns = dice.between(1, kMost);
                const Vector qkv = dice.vector(std::size_t{columns} * stride);
                Activations& act = bench.activations(Lowering::prefill);
                act.columns = columns;
                bench.write(act.qkv, qkv);
                CacheView cache = bench.cache(states[session].position);
                cache.stateSlot = states[session].stateSlot;
                bench.run(Lowering::prefill,
                          [&](Recorder& rec) { rec.deltaRule(bench.layer(), cache); });
                Vector expected;
                for (std::uint32_t c = 0; c < columns; ++c) {
                    const Vector out =
                        twins[session]->next(std::span(qkv).subspan(c * stride, stride));
                    expected.insert(expected.end(), out.begin(), out.end());
                }
                VERIFY_CLOSE(bench.readFloats(act.heads, expected.size()), expected, kLimit);
                states[session].position += columns;
            }
        }

        Activations& act = bench.activations(Lowering::decode);
        act.columns = sessions;
        for (int step = 0; step < 4; ++step) {
            const Vector qkv = dice.vector(std::size_t{sessions} * stride);
            states[0].done = sessions > 1 && step == 2 ? 1 : 0;
            bench.write(act.qkv, qkv);
            bench.setStates(states);
            bench.run(Lowering::decode,
                      [&](Recorder& rec) { rec.deltaRule(bench.layer(), bench.cache()); });
            const Vector heads = bench.readFloats(act.heads, std::size_t{sessions} * inner);
            for (std::uint32_t session = 0; session < sessions; ++session) {
                if (states[session].done != 0) {
                    continue; // and its state stays as it is
                }
                const Vector expected =
                    twins[session]->next(std::span(qkv).subspan(session * stride, stride));
                label = QString("trial %1, step %2, session %3").arg(trial).arg(step).arg(session);
                VERIFY_CLOSE(std::span(heads).subspan(session * inner, inner), expected, kLimit);
                ++states[session].position;
            }
        }
    }
};

QTEST_GUILESS_MAIN(DeltaTest)
#include "delta_test.moc"
