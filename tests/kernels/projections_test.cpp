// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Norms, projections, embedding and head against their twins: block formats, both lowerings,
// random shapes of model and dispatch. Sums are float on the device and double in the twin, which
// costs about 1e-13 NMSE; the limit leaves room for longer rows.
#include "engine/synth/formats.h"
#include "tests/kernels/kernel_bench.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <initializer_list>
#include <memory>

using namespace conclave;
using namespace conclave::test;
using reference::Vector;

namespace {

constexpr double kLimit = 1e-11;

/// With several formats in one layer; all other types are tested in one format throughout.
constexpr auto kMixture = "Q5_K_M";

/// A function of one column, applied to all.
Vector byColumn(const Vector& values, std::size_t stride,
                const std::function<Vector(std::span<const float>)>& function) {
    Vector out;
    for (std::size_t start = 0; start < values.size(); start += stride) {
        const Vector column = function(std::span(values).subspan(start, stride));
        out.insert(out.end(), column.begin(), column.end());
    }
    return out;
}

Vector concatenated(std::initializer_list<Vector> parts) {
    Vector out;
    for (const Vector& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

} // namespace

class ProjectionsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TestDevice> m_device;

    /// Sizes of a dense model that fit the blocks of a type.
    static std::string randomShape(Dice& dice, const std::string& type) {
        const std::uint32_t unit = std::max(blockFormat(synthType(type).base).blockSize, 32U);
        const std::uint32_t most = unit == 256 ? 2 : 9;
        const std::uint32_t kvHeads = dice.between(1, 2);
        // Query rows, too, are whole blocks.
        const std::uint32_t headSize =
            unit == 32 ? 32 * dice.between(1, 3) : std::max(unit / 2, 32U);
        return QString("layers=1,embedding=%1,ffn=%2,heads=%3,kv_heads=%4,head_size=%5,vocab=%6")
            .arg(unit * dice.between(1, most))
            .arg(unit * dice.between(1, most))
            .arg(kvHeads * 2 * dice.between(1, 2))
            .arg(kvHeads)
            .arg(headSize)
            .arg(dice.between(264, 400))
            .toStdString();
    }

    static void rows(std::initializer_list<const char*> types, int trials) {
        for (const char* type : types) {
            QTest::newRow(type) << type << trials;
        }
    }

    /// The formats that unpack differently in kind; what they share is tested thoroughly.
    static void someFormats() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("trials");
        rows({"F32", "F16", "Q8_0", "Q4_K_S", "Q6_K", kMixture}, 3);
    }

    /// The others, too, in fewer trials: every trial compiles kernels.
    static void everyFormat() {
        someFormats();
        rows({"BF16",   "Q4_0",  "Q4_1",    "Q5_0",   "Q5_1",  "Q2_K",    "Q3_K_S", "Q5_K_S",
              "IQ1_S",  "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ3_XXS", "IQ3_S",  "IQ4_NL",
              "IQ4_XS", "TQ1_0", "TQ2_0",   "MXFP4",  "NVFP4", "Q1_0",    "Q2_0"},
             1);
    }

    /// Calls `check` with benches of random shape for both lowerings and several column counts.
    template <class Check> void onRandomBenches(const QString& type, Check check) {
        QFETCH(int, trials);
        for (std::uint32_t trial = 0; trial < static_cast<std::uint32_t>(trials); ++trial) {
            Dice dice(100 + trial);
            const auto path = m_device->synth("qwen3", randomShape(dice, type.toStdString()),
                                              type.toStdString(), type != kMixture);
            for (const Lowering lowering : {Lowering::decode, Lowering::prefill}) {
                const bool decode = lowering == Lowering::decode;
                const std::uint32_t columns =
                    decode ? 1 + trial * dice.between(0, 3) : dice.between(1, 40);
                KernelBench bench(*m_device, path, randomTuning(m_device->device(), dice), columns);
                const QString label = QString("trial %1, %2, %3 columns, %4 wide")
                                          .arg(trial)
                                          .arg(decode ? "decode" : "prefill")
                                          .arg(columns)
                                          .arg(bench.hparams().embeddingLength);
                check(bench, lowering, dice, columns, label);
            }
        }
    }

private slots:
    void initTestCase() { m_device = std::make_unique<TestDevice>(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_device->complaints()), QString()); }

    void normProjectIsNormThenThreeMatrices_data() { someFormats(); }
    void normProjectIsNormThenThreeMatrices() {
        QFETCH(QString, type);
        onRandomBenches(type, [](KernelBench& bench, Lowering lowering, Dice& dice,
                                 std::uint32_t columns, const QString& label) {
            const Hparams& h = bench.hparams();
            Activations& act = bench.activations(lowering);
            const Vector x = dice.vector(std::size_t{columns} * h.embeddingLength, 3);
            bench.write(act.x, x);
            bench.run(lowering, [&](Recorder& rec) { rec.normProject(bench.layer()); });
            const Vector norm = bench.expanded("attn_norm");
            const Vector expected = byColumn(x, h.embeddingLength, [&](auto column) {
                const Vector normed = reference::rmsNorm(column, norm, h.rmsEpsilon);
                return concatenated({reference::matVec(bench.expanded("attn_q"), normed),
                                     reference::matVec(bench.expanded("attn_k"), normed),
                                     reference::matVec(bench.expanded("attn_v"), normed)});
            });
            VERIFY_CLOSE(bench.readFloats(act.qkv, expected.size()), expected, kLimit);
        });
    }

    void outputsAreAddedToTheResidualStream_data() { everyFormat(); }
    void outputsAreAddedToTheResidualStream() {
        QFETCH(QString, type);
        onRandomBenches(type, [](KernelBench& bench, Lowering lowering, Dice& dice,
                                 std::uint32_t columns, const QString& label) {
            const Hparams& h = bench.hparams();
            Activations& act = bench.activations(lowering);
            const Vector x = dice.vector(std::size_t{columns} * h.embeddingLength);
            const Vector heads = dice.vector(std::size_t{columns} * h.layers[0].queryLength());
            const Vector hidden = dice.vector(std::size_t{columns} * h.layers[0].feedForwardLength);
            bench.write(act.x, x);
            bench.write(act.heads, heads);
            bench.write(act.hidden, hidden);
            bench.run(lowering, [&](Recorder& rec) {
                rec.attentionOutputAdd(bench.layer());
                rec.downAdd(bench.layer());
            });
            const auto times = [&](const Vector& values, std::size_t stride, const char* name) {
                const Vector matrix = bench.expanded(name);
                return byColumn(values, stride,
                                [&](auto column) { return reference::matVec(matrix, column); });
            };
            const Vector expected = reference::sum(
                reference::sum(x, times(heads, h.layers[0].queryLength(), "attn_output")),
                times(hidden, h.layers[0].feedForwardLength, "ffn_down"));
            VERIFY_CLOSE(bench.readFloats(act.x, expected.size()), expected, kLimit);
        });
    }

    void normGateUpIsNormThenSwiglu_data() { someFormats(); }
    void normGateUpIsNormThenSwiglu() {
        QFETCH(QString, type);
        onRandomBenches(type, [](KernelBench& bench, Lowering lowering, Dice& dice,
                                 std::uint32_t columns, const QString& label) {
            const Hparams& h = bench.hparams();
            Activations& act = bench.activations(lowering);
            const Vector x = dice.vector(std::size_t{columns} * h.embeddingLength);
            bench.write(act.x, x);
            bench.run(lowering, [&](Recorder& rec) { rec.normGateUp(bench.layer()); });
            const Vector norm = bench.expanded("ffn_norm");
            const Vector gate = bench.expanded("ffn_gate");
            const Vector up = bench.expanded("ffn_up");
            const Vector expected = byColumn(x, h.embeddingLength, [&](auto column) {
                const Vector normed = reference::rmsNorm(column, norm, h.rmsEpsilon);
                return reference::swiglu(reference::matVec(gate, normed),
                                         reference::matVec(up, normed));
            });
            VERIFY_CLOSE(bench.readFloats(act.hidden, expected.size()), expected, kLimit);
        });
    }

    void headIsNormThenTheOutputMatrix_data() { someFormats(); }
    void headIsNormThenTheOutputMatrix() {
        QFETCH(QString, type);
        onRandomBenches(type, [](KernelBench& bench, Lowering lowering, Dice& dice,
                                 std::uint32_t columns, const QString& label) {
            const Hparams& h = bench.hparams();
            Activations& act = bench.activations(lowering);
            const Vector x = dice.vector(std::size_t{columns} * h.embeddingLength);
            bench.write(act.x, x);
            const std::uint32_t first = columns / 2;
            bench.run(lowering, [&](Recorder& rec) { rec.normHead(bench.weights(), first, 1); });
            const Vector expected =
                reference::matVec(bench.expanded("token_embd"), // tied in these shapes
                                  reference::rmsNorm(std::span(x).subspan(first * h.embeddingLength,
                                                                          h.embeddingLength),
                                                     bench.expanded("output_norm"), h.rmsEpsilon));
            VERIFY_CLOSE(bench.readFloats(act.logits, expected.size()), expected, kLimit);
        });
    }

    void embeddingGathersRowsExactly_data() { everyFormat(); }
    void embeddingGathersRowsExactly() {
        QFETCH(QString, type);
        onRandomBenches(type, [](KernelBench& bench, Lowering lowering, Dice& dice,
                                 std::uint32_t columns, const QString& label) {
            const Hparams& h = bench.hparams();
            const Vector table = bench.expanded("token_embd");
            std::vector<std::uint32_t> tokens(columns);
            Vector expected;
            for (std::uint32_t& token : tokens) {
                token = dice.between(0, h.vocabularySize - 1);
                const auto row = std::span(table).subspan(std::size_t{token} * h.embeddingLength,
                                                          h.embeddingLength);
                expected.insert(expected.end(), row.begin(), row.end());
            }
            Activations& act = bench.activations(lowering);
            bench.write(act.hidden, std::as_bytes(std::span(tokens)));
            BufferRange range = act.hidden; // any buffer serves for the tokens
            range.bytes = tokens.size() * 4;
            bench.run(lowering, [&](Recorder& rec) { rec.embed(bench.weights(), range); });
            VERIFY_CLOSE(bench.readFloats(act.x, expected.size()), expected, 1e-14);
        });
    }
};

QTEST_GUILESS_MAIN(ProjectionsTest)
#include "projections_test.moc"
