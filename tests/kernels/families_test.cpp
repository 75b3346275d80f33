// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The first layer of every family against the twin, operation by operation as its blocks call them,
// in both lowerings. Keys and values in the cache are halves; all else is float.
#include "engine/model/blocks.h"
#include "engine/reference/reference_model.h"
#include "engine/synth/synth.h"
#include "tests/kernels/kernel_bench.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <map>
#include <memory>

using namespace conclave;
using namespace conclave::test;
using reference::Vector;

namespace {

constexpr double kLimit = 2e-6;
constexpr std::uint32_t kTokens = 70; // more than a page, and than the window of tiny models
constexpr std::uint32_t kDecoded = 3;

/// The residual stream behind the blocks of layer 0, as the twin has it: [token, embedding].
struct Expected {
    Vector attention, layer;
};

Expected expectedOf(const std::filesystem::path& path, std::span<const std::uint32_t> tokens) {
    Expected expected;
    ReferenceModel twin((GgufFile(path)));
    twin.observe([&](std::uint32_t layer, std::string_view stage, std::span<const float> values) {
        if (layer == 0 && (stage == "attn_out" || stage == "ffn_out")) {
            Vector& all = stage == "attn_out" ? expected.attention : expected.layer;
            all.insert(all.end(), values.begin(), values.end());
        }
    });
    (void)twin.forward(tokens);
    return expected;
}

void attentionOf(Recorder& rec, const KernelBench& bench, const CacheView& cache) {
    const LayerWeights& w = bench.layer();
    switch (bench.hparams().layers[0].attention) {
    case AttentionKind::groupedQuery:
        rec.normProject(w);
        rec.attend(w, cache);
        rec.attentionOutputAdd(w);
        break;
    case AttentionKind::latent:
        rec.normProjectLatent(w);
        rec.attend(w, cache);
        rec.latentOutputAdd(w);
        break;
    case AttentionKind::deltaNet:
        rec.normProject(w);
        rec.deltaRule(w, cache);
        rec.attentionOutputAdd(w);
        break;
    }
}

void feedForwardOf(Recorder& rec, const KernelBench& bench) {
    const LayerWeights& w = bench.layer();
    const LayerHparams& layer = bench.hparams().layers[0];
    const bool beside = layer.experts && layer.feedForwardLength > 0;
    if (layer.feedForwardLength > 0) {
        rec.normGateUp(w);
        beside ? rec.downBeside(w) : rec.downAdd(w);
    }
    if (layer.experts) {
        rec.normRoute(w);
        rec.expertGateUp(w);
        rec.expertDownAdd(w);
    }
    if (beside) {
        rec.besideAdd(w);
    }
    if (layer.experts && bench.hparams().sharedFeedForwardLength > 0) {
        rec.sharedGateUp(w);
        rec.sharedDownAdd(w);
    }
    if (bench.hparams().perLayerLength > 0) {
        rec.perLayerAdd(w);
    }
}

} // namespace

class FamiliesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TestDevice> m_device;

private slots:
    void initTestCase() { m_device = std::make_unique<TestDevice>(); }
    void cleanup() { QCOMPARE(QString::fromStdString(m_device->complaints()), QString()); }

    void firstLayerAgrees_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("shape");
        for (const Architecture* family : architectures()) {
            const QString name =
                QString::fromUtf8(family->ggufName.data(), family->ggufName.size());
            QTest::addRow("%s", qPrintable(name)) << name << QString();
        }
        // Layer 0 of these is dense by default; the layer behind it has experts.
        QTest::newRow("deepseek2 experts") << "deepseek2"
                                           << "dense_layers=0";
        QTest::newRow("glm4moe experts") << "glm4moe"
                                         << "dense_layers=0";
        QTest::newRow("gemma4 experts")
            << "gemma4"
            << "experts=8,experts_used=3,expert_ffn=32,per_layer_embedding=0";
    }

    void firstLayerAgrees() {
        QFETCH(QString, family);
        QFETCH(QString, shape);
        std::filesystem::path path;
        try {
            path = m_device->synth(family.toStdString(), shape.toStdString(), "F32");
        } catch (const std::exception& error) {
            QFAIL(error.what());
        }
        Dice dice(7);
        std::vector<std::uint32_t> tokens(kTokens);
        std::generate(tokens.begin(), tokens.end(), [&] { return dice.between(0, 255); });
        const Expected expected = expectedOf(path, tokens);
        const std::size_t embed = expected.layer.size() / kTokens;

        KernelBench bench(*m_device, path, randomTuning(m_device->device(), dice), kTokens, 2);
        bench.setPageTable(std::vector<std::uint32_t>{1, 0});
        Activations& prefill = bench.activations(Lowering::prefill);
        prefill.columns = kTokens;
        QString label = "prefill, attention";
        const BufferRange ids = writeTokens(bench, tokens);
        bench.run(Lowering::prefill, [&](Recorder& rec) {
            rec.embed(bench.weights(), ids);
            rec.embedPerLayer(bench.weights(), ids, 1);
            attentionOf(rec, bench, bench.cache());
        });
        VERIFY_CLOSE(bench.readFloats(prefill.x, expected.attention.size()), expected.attention,
                     kLimit);
        label = "prefill, layer";
        bench.run(Lowering::prefill, [&](Recorder& rec) { feedForwardOf(rec, bench); });
        VERIFY_CLOSE(bench.readFloats(prefill.x, expected.layer.size()), expected.layer, kLimit);

        // The last tokens once more, one at a time, over what prefill left of those before: a
        // recurrent state stands for one length only.
        prefill.columns = kTokens - kDecoded;
        bench.run(Lowering::prefill, [&](Recorder& rec) {
            rec.embed(bench.weights(), ids);
            attentionOf(rec, bench, bench.cache());
        });
        Activations& decode = bench.activations(Lowering::decode);
        decode.columns = 1;
        for (std::uint32_t position = kTokens - kDecoded; position < kTokens; ++position) {
            std::vector<shaders::StepState> states(1);
            states[0].position = position;
            states[0].token = tokens[position];
            bench.setStates(states);
            const BufferRange id = writeTokens(bench, std::span(tokens).subspan(position, 1));
            label = QString("decode at %1").arg(position);
            bench.run(Lowering::decode, [&](Recorder& rec) {
                rec.embed(bench.weights(), id);
                rec.embedPerLayer(bench.weights(), bench.states(), sizeof(shaders::StepState) / 4);
                attentionOf(rec, bench, bench.cache());
                feedForwardOf(rec, bench);
            });
            VERIFY_CLOSE(bench.readFloats(decode.x, embed),
                         std::span(expected.layer).subspan(position * embed, embed), kLimit);
        }
    }

private:
    static BufferRange writeTokens(KernelBench& bench, std::span<const std::uint32_t> tokens) {
        BufferRange range = bench.activations(Lowering::prefill).logits; // nobody needs it here
        bench.write(range, std::as_bytes(tokens));
        range.bytes = tokens.size_bytes();
        return range;
    }
};

QTEST_GUILESS_MAIN(FamiliesTest)
#include "families_test.moc"
