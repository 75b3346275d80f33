// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Router and experts against their twins: both lowerings, random counts of experts and columns.
#include "tests/kernels/kernel_bench.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

using namespace conclave;
using namespace conclave::test;
using reference::Vector;

namespace {

constexpr double kLimit = 1e-11;

std::vector<reference::ChosenExpert> chosenOf(const shaders::Route& route, std::uint32_t used) {
    std::vector<reference::ChosenExpert> chosen(used);
    for (std::uint32_t slot = 0; slot < used; ++slot) {
        chosen[slot] = {route.expert[slot], route.weight[slot]};
    }
    return chosen;
}

std::vector<shaders::Route> readRoutes(KernelBench& bench, const Activations& act) {
    const auto bytes = bench.read(act.routes, act.columns * sizeof(shaders::Route));
    std::vector<shaders::Route> routes(act.columns);
    std::memcpy(routes.data(), bytes.data(), bytes.size());
    return routes;
}

} // namespace

class ExpertsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TestDevice> m_device;

    static std::string randomShape(Dice& dice, bool wide) {
        const std::uint32_t unit = wide ? 256 : 32;
        const std::uint32_t experts = dice.between(2, wide ? 12 : 40);
        return QString("layers=1,heads=2,kv_heads=1,head_size=128,embedding=%1,expert_ffn=%2,"
                       "experts=%3,experts_used=%4")
            .arg(unit * dice.between(1, wide ? 1 : 4))
            .arg(unit * dice.between(1, wide ? 1 : 4))
            .arg(experts)
            .arg(dice.between(1, std::min(experts, 8U)))
            .toStdString();
    }

private slots:
    void initTestCase() { m_device = std::make_unique<TestDevice>(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_device->complaints()), QString()); }

    void blockAgrees_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("decode");
        for (const char* type : {"F32", "F16", "BF16", "Q8_0", "Q4_K_S", "Q5_K_M", "Q6_K"}) {
            QTest::addRow("%s decode", type) << type << true;
            QTest::addRow("%s prefill", type) << type << false;
        }
    }

    /// Router, then gate and up of the chosen, then the weighted sum: each stage is compared.
    void blockAgrees() {
        QFETCH(QString, type);
        QFETCH(bool, decode);
        const Lowering lowering = decode ? Lowering::decode : Lowering::prefill;
        for (std::uint32_t trial = 0; trial < 2; ++trial) {
            Dice dice(trial);
            const auto path = m_device->synth("qwen3moe", randomShape(dice, type.contains("_K")),
                                              type.toStdString());
            const std::uint32_t columns = decode ? dice.between(1, 4) : dice.between(1, 40);
            KernelBench bench(*m_device, path, randomTuning(m_device->device(), dice), columns);
            checkBlock(bench, lowering, dice,
                       QString("trial %1, %2 columns").arg(trial).arg(columns));
        }
    }

    void equalRouterLogitsGoToTheLowerExperts_data() {
        QTest::addColumn<bool>("decode");
        QTest::newRow("decode") << true;
        QTest::newRow("prefill") << false;
    }

    /// With x = 0 all router logits are 0.
    void equalRouterLogitsGoToTheLowerExperts() {
        QFETCH(bool, decode);
        const Lowering lowering = decode ? Lowering::decode : Lowering::prefill;
        KernelBench bench(*m_device,
                          m_device->synth("qwen3moe", "layers=1,experts=13,experts_used=3", "F16"),
                          tuningFor(m_device->device()), 2);
        Activations& act = bench.activations(lowering);
        bench.write(act.x, Vector(std::size_t{2} * bench.hparams().embeddingLength, 0.0F));
        bench.run(lowering, [&](Recorder& rec) { rec.normRoute(bench.layer()); });
        for (const shaders::Route& route : readRoutes(bench, act)) {
            for (std::uint32_t slot = 0; slot < 3; ++slot) {
                QCOMPARE(route.expert[slot], slot);
                QVERIFY(std::abs(route.weight[slot] - 1.0F / 3) < 1e-6F);
            }
        }
    }

private:
    static void checkBlock(KernelBench& bench, Lowering lowering, Dice& dice,
                           const QString& label) {
        const Hparams& h = bench.hparams();
        Activations& act = bench.activations(lowering);
        const std::size_t embed = h.embeddingLength;
        const Vector x = dice.vector(act.columns * embed);
        bench.write(act.x, x);
        bench.run(lowering, [&](Recorder& rec) {
            rec.normRoute(bench.layer());
            rec.expertGateUp(bench.layer());
            rec.expertDownAdd(bench.layer());
        });
        const auto routes = readRoutes(bench, act);
        const Vector hidden = bench.readFloats(
            act.hidden, std::size_t{act.columns} * h.expertUsedCount * h.expertFeedForwardLength);
        const Vector after = bench.readFloats(act.x, x.size());

        const Vector norm = bench.expanded("ffn_norm");
        const Vector router = bench.expanded("ffn_gate_inp");
        const Vector gate = bench.expanded("ffn_gate_exps");
        const Vector up = bench.expanded("ffn_up_exps");
        const Vector down = bench.expanded("ffn_down_exps");
        const std::size_t width = h.expertFeedForwardLength;
        for (std::uint32_t c = 0; c < act.columns; ++c) {
            const auto column = std::span(x).subspan(c * embed, embed);
            const Vector normed = reference::rmsNorm(column, norm, h.rmsEpsilon);
            const auto chosen = chosenOf(routes[c], h.expertUsedCount);
            compareRoutes(chosen, reference::matVec(router, normed));
            // From here on with the device's own choice, so that one difference is found once.
            for (std::uint32_t slot = 0; slot < h.expertUsedCount; ++slot) {
                const auto slab = [&](const Vector& all) {
                    return std::span(all).subspan(chosen[slot].expert * width * embed,
                                                  width * embed);
                };
                const Vector expected = reference::swiglu(reference::matVec(slab(gate), normed),
                                                          reference::matVec(slab(up), normed));
                VERIFY_CLOSE(
                    std::span(hidden).subspan((c * h.expertUsedCount + slot) * width, width),
                    expected, kLimit);
            }
            const Vector expected = reference::sum(
                column, reference::expertSum({gate, up, down}, h.expertCount, chosen, normed));
            VERIFY_CLOSE(std::span(after).subspan(c * embed, embed), expected, kLimit);
        }
    }

    /// The twin's weights, and its experts wherever they are not nearly tied with a neighbour.
    static void compareRoutes(const std::vector<reference::ChosenExpert>& chosen,
                              std::span<const float> logits) {
        const auto count = static_cast<std::uint32_t>(logits.size());
        const auto used = static_cast<std::uint32_t>(chosen.size());
        const auto expected = reference::route(logits, used, {.renormalise = true});
        const auto ranking = reference::route(logits, count, {.renormalise = false});
        const auto clear = [&](std::size_t rank) { // ahead of the next one
            return rank + 1 >= count || ranking[rank].weight > ranking[rank + 1].weight * 1.0001F;
        };
        for (std::size_t slot = 0; slot < used; ++slot) {
            QVERIFY(std::abs(chosen[slot].weight - expected[slot].weight) < 1e-5F);
            if ((slot == 0 || clear(slot - 1)) && clear(slot)) {
                QCOMPARE(chosen[slot].expert, expected[slot].expert);
            }
        }
    }
};

QTEST_GUILESS_MAIN(ExpertsTest)
#include "experts_test.moc"
