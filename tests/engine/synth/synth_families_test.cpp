// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"
#include "engine/gguf/tensor_role.h"
#include "engine/synth/named_shapes.h"
#include "engine/synth/synth.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace conclave;

namespace {

/// Parameters as the makers state them, in billions; 0 active: dense.
struct Published {
    const char* shape;
    const char* architecture;
    double total, active;
    double tolerance = 0.01; ///< wider only where the maker's figure is rounded more coarsely
};

const std::array kPublished{
    Published{"qwen3-30b-a3b", "qwen3moe", 30.53, 3.35},
    Published{"qwen3-235b-a22b", "qwen3moe", 235.09, 22.19},
    Published{"qwen3-0.6b", "qwen3", 0.596, 0},
    Published{"qwen3-8b", "qwen3", 8.19, 0},
    Published{"qwen3-32b", "qwen3", 32.76, 0},
    Published{"llama-3.1-8b", "llama", 8.03, 0},
    Published{"llama-3.2-3b", "llama", 3.21, 0},
    Published{"llama-3.3-70b", "llama", 70.55, 0},
    Published{"mistral-small-24b", "llama", 23.57, 0},
    Published{"mixtral-8x7b", "llama", 46.70, 12.88},
    Published{"mixtral-8x22b", "llama", 140.63, 39.16},
    Published{"qwen2.5-0.5b", "qwen2", 0.494, 0},
    Published{"qwen2.5-7b", "qwen2", 7.62, 0},
    Published{"qwen2.5-32b", "qwen2", 32.76, 0},
    Published{"qwen1.5-moe-a2.7b", "qwen2moe", 14.32, 2.69},
    Published{"ministral-3-8b", "mistral3", 8.49, 0},
    Published{"phi-4", "phi3", 14.66, 0},
    Published{"phi-4-mini", "phi3", 3.84, 0},
    Published{"gemma-2-9b", "gemma2", 9.24, 0},
    Published{"gemma-2-27b", "gemma2", 27.23, 0},
    Published{"gemma-3-1b", "gemma3", 1.00, 0},
    Published{"gemma-3-4b", "gemma3", 3.88, 0},
    Published{"gemma-3-12b", "gemma3", 11.77, 0},
    Published{"gemma-3-27b", "gemma3", 27.01, 0},
    Published{"gemma-4-e2b", "gemma4", 4.63, 2.3, 0.02},
    Published{"gemma-4-26b-a4b", "gemma4", 25.23, 3.8, 0.015},
    Published{"gemma-4-31b", "gemma4", 30.70, 0},
    Published{"deepseek-v2-lite", "deepseek2", 15.71, 2.66},
    Published{"deepseek-v3", "deepseek2", 671.03, 37.55},
    Published{"kimi-k2", "deepseek2", 1026.41, 32.86},
    Published{"glm-4.7-flash", "deepseek2", 29.94, 3.90},
    Published{"llama-4-scout", "llama4", 107.77, 17.17},
    Published{"llama-4-maverick", "llama4", 400.71, 17.18},
    Published{"gpt-oss-20b", "gpt-oss", 20.91, 3.61},
    Published{"gpt-oss-120b", "gpt-oss", 116.83, 5.13},
    Published{"glm-4.5-air", "glm4moe", 106.85, 13.42},
    Published{"glm-4.6", "glm4moe", 352.80, 33.63},
    Published{"olmoe-1b-7b", "olmoe", 6.92, 1.28},
    Published{"minimax-m2", "minimax-m2", 228.69, 11.03},
    Published{"qwen3-next-80b-a3b", "qwen3next", 79.67, 3.87},
    Published{"qwen3.5-35b-a3b", "qwen35moe", 34.66, 3.45},
    Published{"qwen3.5-4b", "qwen35", 4.21, 0},
};

/// A conformance model, the family and the shape that must have the same tensors.
struct Twin {
    const char* file;
    const char* architecture;
    const char* shape;
};

const std::array kTwins{
    Twin{"qwen3moe-s.F16", "qwen3moe", "tiny-moe"},
    Twin{"qwen3-s.F16", "qwen3", "tiny-dense"},
    Twin{"llama-s.F16", "llama", "tiny-llama"},
    Twin{"mixtral-s.F16", "llama", "tiny-mixtral"},
    Twin{"qwen2-s.F16", "qwen2", "tiny-qwen2"},
    Twin{"qwen2moe-s.F16", "qwen2moe", "tiny-qwen2moe"},
    Twin{"mistral3-s.F16", "mistral3", "tiny-mistral3"},
    Twin{"phi3-s.F16", "phi3", "rope_factors=1"},
    Twin{"gemma2-s.F16", "gemma2", "tiny-gemma2"},
    Twin{"gemma3-s.F16", "gemma3", "tiny-gemma3"},
    Twin{"gemma4-s.F16", "gemma4", "tiny-gemma4"},
    Twin{"gemma4moe-s.F16", "gemma4", "tiny-gemma4-moe"},
    Twin{"deepseek2-s.F16", "deepseek2", "tiny-deepseek2"},
    Twin{"deepseek2lite-s.F16", "deepseek2", "tiny-deepseek2-lite"},
    Twin{"llama4-s.F16", "llama4", "tiny-llama4"},
    Twin{"gptoss-s.MXFP4F16", "gpt-oss", "tiny-gpt-oss"},
    Twin{"glm4moe-s.F16", "glm4moe", "tiny-glm4moe"},
    Twin{"minimaxm2-s.F16", "minimax-m2", "tiny-minimax-m2"},
    Twin{"qwen3next-s.F16", "qwen3next", "tiny-qwen3next"},
    Twin{"qwen35moe-s.F16", "qwen35moe", "tiny-qwen35moe"},
};

std::filesystem::path conformanceFolder() {
    const char* chosen = std::getenv("CONCLAVE_CONFORMANCE_DIR");
    return std::filesystem::path(chosen != nullptr ? chosen
                                                   : CONCLAVE_SOURCE_DIR "/../shared/conformance") /
           "models";
}

/// Names with their layers and their kind: "2 attn_q.weight".
QStringList namesOf(const GgufHeader& header) {
    QStringList names;
    for (const TensorInfo& tensor : header.tensors()) {
        names << QString::fromStdString(tensor.name);
    }
    names.sort();
    return names;
}

QStringList familyKeys(const GgufHeader& header) {
    QStringList keys;
    const std::string prefix = std::string(header.requireString("general.architecture")) + ".";
    for (const auto& [key, value] : header.metadata()) {
        if (key.starts_with(prefix)) {
            keys << QString::fromStdString(key);
        }
    }
    return keys;
}

} // namespace

/// The tables of families: the sizes that makers publish, the names that other programs write.
class SynthFamiliesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] GgufFile directory(const char* architecture, const char* shape) const {
        const SynthRequest request{.path = std::filesystem::path(m_folder.path().toStdString()) /
                                           "model.gguf",
                                   .shape = readShape(architecture, shape),
                                   .type = "Q4_K_M",
                                   .progress = {}};
        writeSynthDirectory(request);
        return GgufFile(request.path);
    }

private slots:
    void countsAsMakersCount_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(kPublished.size()); ++i) {
            QTest::newRow(kPublished.at(i).shape) << i;
        }
    }

    void countsAsMakersCount() {
        QFETCH(int, row);
        const Published& expected = kPublished.at(row);
        const ModelSummary summary = summarise(directory(expected.architecture, expected.shape));
        const double total = double(summary.parameters) / 1e9;
        const double active = double(summary.activeParameters) / 1e9;
        QVERIFY2(std::abs(total / expected.total - 1) < 0.01, qPrintable(QString::number(total)));
        if (expected.active > 0) {
            QVERIFY2(std::abs(active / expected.active - 1) < expected.tolerance,
                     qPrintable(QString::number(active)));
        } else {
            QCOMPARE(active, total);
        }
        if (summary.embeddingLength % 256 == 0) { // else other formats take the place
            QCOMPARE(summary.quantisation, std::string("Q4_K_M"));
        }
    }

    void everyNamedShapeIsConsistent() {
        for (const NamedShape& named : namedShapes()) {
            const SynthShape shape = readShape(named.architecture, named.name);
            QCOMPARE(shape.name, std::string(named.name));
        }
    }

    void hasTheTensorsOfOtherPrograms_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(kTwins.size()); ++i) {
            QTest::newRow(kTwins.at(i).file) << i;
        }
    }

    void hasTheTensorsOfOtherPrograms() {
        QFETCH(int, row);
        const Twin& twin = kTwins.at(row);
        const auto path = conformanceFolder() / (std::string(twin.file) + ".gguf");
        if (!std::filesystem::exists(path)) {
            QSKIP("The conformance data is not here.");
        }
        const GgufFile theirs(path);
        const std::string layers =
            "layers=" +
            std::to_string(theirs.requireUint(std::string(twin.architecture) + ".block_count"));
        const std::string tied = theirs.findTensor("output.weight") == nullptr ? ",tied=1" : "";
        const GgufFile ours =
            directory(twin.architecture, (std::string(twin.shape) + "," + layers + tied).c_str());
        QCOMPARE(namesOf(ours), namesOf(theirs));
        for (const QString& key : familyKeys(theirs)) {
            QVERIFY2(familyKeys(ours).contains(key), qPrintable(key));
        }
        for (const TensorInfo& tensor : theirs.tensors()) {
            const TensorInfo& other = ours.requireTensor(tensor.name);
            QVERIFY2(other.dimensions == tensor.dimensions, tensor.name.c_str());
            QVERIFY2((other.type == BlockType::f32) == (tensor.type == BlockType::f32),
                     tensor.name.c_str());
        }
    }

    void splitsExpertsAsOldFilesDo() {
        const GgufFile whole = directory("llama", "tiny-mixtral");
        const ModelSummary expected = summarise(whole);
        const GgufFile split = directory("llama", "tiny-mixtral,split_experts=1");
        const ModelSummary actual = summarise(split);
        QVERIFY(split.findTensor("blk.1.ffn_gate.7.weight") != nullptr);
        QVERIFY(split.findTensor("blk.1.ffn_gate_exps.weight") == nullptr);
        QCOMPARE(actual.parameters, expected.parameters);
        QCOMPARE(actual.activeParameters, expected.activeParameters);
        QVERIFY(actual.activeParameters < actual.parameters);
    }
};

QTEST_APPLESS_MAIN(SynthFamiliesTest)
#include "synth_families_test.moc"
