// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What families mean where a file says nothing, or says it in an older way.
#include "engine/arch/hparams.h"
#include "engine/error.h"
#include "engine/synth/synth.h"
#include "tests/support/edited_gguf.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace conclave;
using namespace conclave::test;

namespace {

bool close(double a, double b) {
    return std::abs(a - b) <= 1e-6 * std::abs(b);
}

} // namespace

class HparamsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// A tiny model of a family, edited, as it is read for a context.
    Hparams read(const std::string& family, const GgufEdit& edit, std::uint32_t context = 0,
                 const std::string& shape = "") {
        const std::filesystem::path folder(m_folder.path().toStdString());
        SynthRequest request;
        request.path = folder / "tiny.gguf";
        request.shape = readShape(family, shape);
        request.type = "F32";
        writeSynthModel(request);
        copyEdited(request.path, folder / "edited.gguf", edit);
        const GgufFile file(folder / "edited.gguf");
        return readHparams(file, requireArchitecture(family), context);
    }

private slots:
    void headsFillTheEmbedding() {
        const Hparams h = read("llama",
                               {.keys = {{"llama.attention.key_length", {}},
                                         {"llama.attention.value_length", {}},
                                         {"llama.attention.head_count_kv", {}},
                                         {"llama.rope.dimension_count", {}},
                                         {"llama.rope.freq_base", {}}}},
                               0, "kv_heads=4,rope_factors=0");
        QCOMPARE(h.layers[0].headSize, h.embeddingLength / 4);
        QCOMPARE(h.layers[0].valueSize, h.layers[0].headSize);
        QCOMPARE(h.layers[0].headCountKv, 4U);
        QCOMPARE(h.ropes[0].rotated, h.layers[0].headSize);
        QVERIFY(close(h.ropes[0].frequencies[1], std::pow(1e4, -2.0 / h.ropes[0].rotated)));
    }

    void scalingIsLinearUnlessSaid_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("divided");
        QTest::newRow("no type") << QString() << 4.0 << 4.0;
        QTest::newRow("linear") << "linear" << 4.0 << 4.0;
        QTest::newRow("none") << "none" << 4.0 << 1.0;
        QTest::newRow("factor 0") << "linear" << 0.0 << 1.0;
    }

    void scalingIsLinearUnlessSaid() {
        QFETCH(QString, type);
        QFETCH(double, factor);
        QFETCH(double, divided);
        GgufEdit edit{.keys = {{"qwen2.rope.scaling.factor", factor}}};
        if (!type.isEmpty()) {
            edit.keys["qwen2.rope.scaling.type"] = type.toStdString();
        }
        QVERIFY(close(read("qwen2", edit).ropes[0].frequencies[0], 1 / divided));
        if (type.isEmpty()) { // the key's first name
            const GgufEdit older{.keys = {{"qwen2.rope.scale_linear", factor}}};
            QVERIFY(close(read("qwen2", older).ropes[0].frequencies[0], 1 / divided));
        }
    }

    /// As Phi's converter writes it: factors and their magnitude, but no type of scaling.
    void longFactorsNeedNoType() {
        constexpr std::uint32_t kPairs = 32;
        const GgufEdit untyped{
            .keys = {{"phi3.rope.scaling.type", {}}},
            .values = {{"rope_factors_short.weight", std::vector<float>(kPairs, 2)},
                       {"rope_factors_long.weight", std::vector<float>(kPairs, 8)}}};
        // The original context has 4096 tokens.
        for (const auto& [context, factor] : {std::pair(1024U, 2.0), std::pair(8192U, 8.0)}) {
            const Hparams h = read("phi3", untyped, context, "rope_factors=1,context=16384");
            QCOMPARE(h.ropes[0].frequencies.size(), std::size_t{kPairs});
            QVERIFY(close(h.ropes[0].frequencies[0], 1 / factor));
            QVERIFY(close(h.ropes[0].magnitude, 1.19F));
        }
    }

    void gemma2HasCapsAndAWindow() {
        const Hparams h = read("gemma2", {.keys = {{"gemma2.attention.sliding_window", {}},
                                                   {"gemma2.attn_logit_softcapping", {}},
                                                   {"gemma2.final_logit_softcapping", {}}}});
        QCOMPARE(h.layers[0].window, 4096U);
        QCOMPARE(h.layers[1].window, 0U);
        QCOMPARE(h.layers[2].window, 4096U);
        QCOMPARE(h.attentionSoftCap, 50.0F);
        QCOMPARE(h.finalSoftCap, 30.0F);
    }

    void gemma3MayHaveNoWindow() {
        const Hparams h = read("gemma3", {.keys = {{"gemma3.attention.sliding_window", {}}}});
        for (const LayerHparams& layer : h.layers) {
            QCOMPARE(layer.window, 0U);
            QCOMPARE(layer.rope, 0U);
        }
    }

    void routersWithoutAWordAboutThem() {
        Hparams h = read("glm4moe", {.keys = {{"glm4moe.expert_gating_func", {}},
                                              {"glm4moe.expert_weights_norm", {}}}});
        QCOMPARE(h.router.score, RouterScore::sigmoid);
        QVERIFY(!h.router.renormalise);
        h = read("deepseek2", {.keys = {{"deepseek2.expert_gating_func", {}},
                                        {"deepseek2.expert_weights_norm", {}},
                                        {"deepseek2.expert_weights_scale", {}}}});
        QCOMPARE(h.router.score, RouterScore::softmax);
        QVERIFY(!h.router.renormalise);
        QCOMPARE(h.router.scale, 1.0F);
    }

    void latentAttentionWithYarn() {
        const double growth = std::log(40.0), size = 96;
        const Hparams h = read("deepseek2", {});
        QVERIFY(close(h.attentionScale, std::pow(1 + 0.1 * growth, 2) / std::sqrt(size)));
        QCOMPARE(h.ropes[0].magnitude, 1.0F);
        const Hparams older =
            read("deepseek2", {.keys = {{"deepseek2.rope.scaling.yarn_log_multiplier", {}}}});
        QVERIFY(close(older.attentionScale, h.attentionScale));
        QVERIFY(close(older.ropes[0].magnitude, 1 + 0.1 * growth));
        const Hparams plain = read("deepseek2", {.keys = {{"deepseek2.rope.scaling.type", {}},
                                                          {"deepseek2.rope.scaling.factor", {}}}});
        QVERIFY(close(plain.attentionScale, 1 / std::sqrt(size)));
        QCOMPARE(plain.ropes[0].magnitude, 1.0F);
    }

    void llama4MayRotateEverywhere() {
        const Hparams h =
            read("llama4", {.keys = {{"llama4.attention.sliding_window", std::uint64_t{0}}}});
        for (const LayerHparams& layer : h.layers) {
            QCOMPARE(layer.rope, 0U);
            QCOMPARE(layer.window, 0U);
        }
        QCOMPARE(h.temperature.scale, 0.0F);
        QVERIFY(h.unweightedHeadNorm);
    }

    /// Unread, it would change every answer and nobody would know.
    void unknownBiasesAreRefused() {
        const GgufEdit edit{.renamed = {{"blk.0.attn_q.bias", "blk.0.ffn_up.bias"}}};
        try {
            (void)read("qwen2", edit);
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::unsupported);
            QVERIFY(std::string(error.what()).find("blk.0.ffn_up.bias") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(HparamsTest)
#include "hparams_test.moc"
