// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The device against the plain C++ model on shapes that no shared file has.
#include "engine/error.h"
#include "engine/model/session.h"
#include "engine/reference/reference_model.h"
#include "engine/synth/synth.h"
#include "tests/support/conformance.h"
#include "tests/support/dice.h"
#include "tests/support/edited_gguf.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>

using namespace conclave;
using namespace conclave::test;

namespace {

/// Below this margin half-precision keys and values may make a router choose another expert.
constexpr float kUndecided = 0.003F;

/// Distance of the last chosen and the first rejected expert, in deviations of all scores.
float routerMargin(std::span<const float> logits, std::uint32_t used) {
    if (used >= logits.size()) {
        return 1;
    }
    std::vector<float> scores = reference::softmax(logits);
    std::sort(scores.begin(), scores.end(), std::greater<>());
    const double mean = 1.0 / static_cast<double>(scores.size());
    double variance = 0;
    for (const float score : scores) {
        variance += (score - mean) * (score - mean) * mean;
    }
    return (scores[used - 1] - scores[used]) / static_cast<float>(std::sqrt(variance));
}

/// Some of all formats, drawn for each matrix; what is small stays as it is.
class MixedFormats {
public:
    explicit MixedFormats(std::uint32_t seed) : m_dice(seed) {
        std::vector<BlockType> all;
        for (std::uint32_t id = 0; id < 64; ++id) {
            if (const BlockFormat* format = findBlockFormat(id); format && format->runs) {
                all.push_back(format->type);
            }
        }
        for (int i = 0; i < 5; ++i) { // every format compiles kernels
            m_formats.push_back(all[m_dice.between(0, static_cast<std::uint32_t>(all.size()) - 1)]);
        }
    }
    BlockType operator()(const TensorInfo& tensor) {
        const std::string& name = tensor.name;
        const bool matrix = name.ends_with(".weight") && tensor.dimensions > 1 &&
                            name.find("conv1d") == name.npos && name.find("norm") == name.npos;
        if (!matrix) {
            return tensor.type;
        }
        if (name.find("ffn_gate_inp") != name.npos) {
            return std::array{BlockType::f32, BlockType::f16,
                              BlockType::bf16}[m_dice.between(0, 2)];
        }
        const BlockType drawn = m_formats[m_dice.between(0, 4)];
        return tensor.shape[0] % blockFormat(drawn).blockSize == 0 ? drawn : BlockType::bf16;
    }

private:
    Dice m_dice;
    std::vector<BlockType> m_formats;
};

} // namespace

class RandomModelsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::shared_ptr<Gpu> m_gpu; // kernels that models share are compiled once

private slots:
    void initTestCase() { m_gpu = std::make_shared<Gpu>("", ""); }

    void logitsAgreeWithTheTwin_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<QString>("type");
        const auto row = [](const char* architecture, const char* shape, const char* type) {
            QTest::addRow("%s %s %s", architecture, type, shape) << architecture << shape << type;
        };
        row("qwen3", "", "Q4_K_M");
        row("qwen3", "embedding=96,heads=3,kv_heads=3,head_size=32,ffn=160,vocab=300", "F32");
        row("qwen3", "embedding=64,heads=8,kv_heads=1,head_size=96,ffn=32,layers=3", "BF16");
        row("qwen3", "embedding=256,heads=6,kv_heads=2,head_size=128,ffn=256,tied=0", "Q5_K_M");
        row("qwen3moe", "", "Q4_K_M");
        row("qwen3moe",
            "embedding=32,heads=2,kv_heads=2,head_size=32,experts=3,experts_used=3,"
            "expert_ffn=64,vocab=264",
            "F16");
        row("qwen3moe",
            "embedding=160,heads=5,kv_heads=1,head_size=64,experts=65,experts_used=1,"
            "expert_ffn=32,vocab=1000",
            "Q8_0");
        row("qwen3moe",
            "embedding=256,heads=4,kv_heads=1,head_size=256,experts=9,experts_used=8,"
            "expert_ffn=256,layers=3,tied=1",
            "Q6_K");
        // A tiny model of every other family. Prompts are longer than the windows of these.
        row("llama", "", "Q8_0");
        row("llama", "tiny-mixtral,split_experts=1", "Q4_K_M");
        row("qwen2", "head_size=48,heads=3,kv_heads=1", "F16");
        row("qwen2moe", "shared_ffn=96", "F16");
        row("olmoe", "", "Q4_K_M");
        row("mistral3", "", "F16");
        row("phi3", "rope_size=48", "F16");
        row("gemma2", "", "Q4_K_M");
        row("gemma3", "window=33,kv_heads=1", "F16");
        row("gemma4", "", "F16");
        row("gemma4", "tiny-gemma4-moe", "F16");
        row("deepseek2", "", "Q4_K_M");
        row("deepseek2", "tiny-deepseek2-lite,layers=3,head_size=48,rope_size=16,expert_ffn=48",
            "F16");
        row("llama4", "", "F16");
        row("gpt-oss", "window=40", "F16");
        row("glm4moe", "", "Q4_K_M");
        row("minimax-m2", "", "F16");
    }

    void logitsAgreeWithTheTwin() {
        QFETCH(QString, architecture);
        QFETCH(QString, shape);
        QFETCH(QString, type);
        SynthRequest request;
        request.path = std::filesystem::path(m_folder.path().toStdString()) / "model.gguf";
        request.shape = readShape(architecture.toStdString(), shape.toStdString());
        request.type = type.toStdString();
        writeSynthModel(request);
        verifyAsTheTwin(request.path, architecture);
    }

    /// Mixtures of publishers, and then some: every matrix has a format of its own.
    void formatsMayDifferFromTensorToTensor_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<std::uint32_t>("seed");
        const auto row = [](const char* architecture, const char* shape, std::uint32_t seed) {
            QTest::addRow("%s %s %u", architecture, shape, seed) << architecture << shape << seed;
        };
        row("qwen3", "vocab=331,head_size=96", 1);
        row("qwen2moe", "kv_heads=1,vocab=513,experts=7,experts_used=1", 2);
        row("phi3", "", 3);
        row("deepseek2", "dense_layers=0,layers=2", 4);
        row("gemma4", "tiny-gemma4-moe", 5);
        row("gpt-oss", "experts=5,experts_used=5", 6);
        row("qwen35moe", "", 7);
    }

    void formatsMayDifferFromTensorToTensor() {
        QFETCH(QString, architecture);
        QFETCH(QString, shape);
        QFETCH(std::uint32_t, seed);
        const std::filesystem::path folder(m_folder.path().toStdString());
        SynthRequest request;
        request.path = folder / "floats.gguf";
        request.shape = readShape(architecture.toStdString(), shape.toStdString());
        request.type = "F32";
        writeSynthModel(request);
        copyEdited(request.path, folder / "mixed.gguf", {.type = MixedFormats(seed)});
        verifyAsTheTwin(folder / "mixed.gguf", architecture);
    }

    /// Whoever loads them, command or window.
    void otherKindsOfFilesAreRefused() {
        const std::filesystem::path folder(m_folder.path().toStdString());
        SynthRequest request;
        request.path = folder / "floats.gguf";
        request.shape = readShape("qwen3", "layers=1");
        request.type = "F32";
        writeSynthModel(request);
        copyEdited(request.path, folder / "other.gguf",
                   {.keys = {{"general.type", std::string("mmproj")}}});
        try {
            const Runtime runtime(m_gpu, GgufFile(folder / "other.gguf"), 128, {}, nullptr);
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::unsupported);
            QCOMPARE(
                QString(error.what()),
                QString("Cannot load other.gguf: it is the part of a model that reads pictures "
                        "or sound (mmproj); open the language model that lies beside it."));
        }
    }

private:
    void verifyAsTheTwin(const std::filesystem::path& path, const QString& architecture) {
        Dice dice(1);
        std::vector<std::uint32_t> tokens(90);
        std::generate(tokens.begin(), tokens.end(), [&] { return dice.between(0, 263); });
        std::vector<std::uint32_t> positions(tokens.size());
        std::iota(positions.begin(), positions.end(), 0U);

        ReferenceModel twin{GgufFile(path)};
        std::size_t position = 0;
        std::size_t decided = tokens.size(); // tokens before any router was undecided
        twin.observe([&](std::uint32_t, std::string_view stage, std::span<const float> values) {
            if (stage == "router" &&
                routerMargin(values, twin.hparams().expertUsedCount) < kUndecided) {
                decided = std::min(decided, position);
            }
            position += stage == "logits";
        });
        const auto expected = twin.forward(tokens);
        Runtime runtime(m_gpu, GgufFile(path), 128, {}, nullptr);
        const auto logits = Session(runtime).evaluate(tokens, positions);
        QCOMPARE(logits.size(), expected.size());

        // Halves in the cache cost about 1e-6; a flipped expert costs more, there and later.
        const std::size_t vocabulary = logits.size() / tokens.size();
        // Scores that are not divided by the root of the head size, or come from a compressed
        // vector, feel it more.
        const bool sharp = architecture == "gemma4" || architecture == "deepseek2";
        const double limit = sharp ? 2e-4 : 2e-5; // the former is what the conformance data allows
        std::vector<double> errors;
        for (const std::uint32_t at : positions) {
            errors.push_back(nmse(std::span(logits).subspan(at * vocabulary, vocabulary),
                                  std::span(expected).subspan(at * vocabulary, vocabulary)));
            QVERIFY2(errors.back() < (at < decided ? limit : 1.0),
                     qPrintable(QString("NMSE %1 at %2").arg(errors.back()).arg(at)));
        }
        std::nth_element(errors.begin(), errors.begin() + errors.size() / 2, errors.end());
        const double median = errors[errors.size() / 2];
        qInfo("%zu positions before a router was undecided, median NMSE %.1e", decided, median);
        QVERIFY2(median < 1e-5, qPrintable(QString::number(median)));
        for (const std::string& message : runtime.device().instance().messages()) {
            QFAIL(message.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(RandomModelsTest)
#include "random_models_test.moc"
