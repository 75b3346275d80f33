// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/quantisation_name.h"

#include "engine/gguf/gguf_file.h"

#include <QTest>

#include <cstdlib>

using namespace conclave;

namespace {

struct Part {
    const char* name;
    BlockType type;
    std::uint64_t rows;
};

GgufHeader header(const std::vector<Part>& parts, std::optional<std::uint64_t> fileType,
                  const std::string& fileName = "model.gguf", std::uint64_t rowLength = 256,
                  const std::string& architecture = "llama") {
    GgufMetadata metadata{{"general.architecture", architecture}};
    if (fileType) {
        metadata.emplace("general.file_type", *fileType);
    }
    std::vector<TensorInfo> tensors;
    for (const Part& part : parts) {
        TensorInfo tensor;
        tensor.name = part.name;
        tensor.type = part.type;
        tensor.shape = {rowLength, part.rows, 1, 1};
        tensor.dimensions = 2;
        tensors.push_back(tensor);
    }
    return {fileName, 0, 0, std::move(metadata), std::move(tensors)};
}

QString name(const GgufHeader& file) {
    return QString::fromStdString(quantisationName(file));
}

/// A layer: most matrices in one format, attn_v and ffn_down in another.
std::vector<Part> layer(BlockType most, BlockType some) {
    return {{"blk.0.attn_q.weight", most, 8},    {"blk.0.attn_v.weight", some, 2},
            {"blk.0.ffn_up.weight", most, 24},   {"blk.0.ffn_down.weight", some, 24},
            {"blk.0.ffn_gate.weight", most, 24}, {"output.weight", BlockType::q6_K, 90}};
}

} // namespace

/// Names that publishers would give, from honest, missing and wrong metadata.
class QuantisationNameTest : public QObject {
    Q_OBJECT

private slots:
    void tellsFromTheTensors() {
        using enum BlockType;
        QCOMPARE(name(header(layer(q4_K, q6_K), 15)), "Q4_K_M");
        QCOMPARE(name(header(layer(q4_K, q4_K), 14)), "Q4_K_S");
        QCOMPARE(name(header(layer(f16, f16), 1)), "F16");
        QCOMPARE(name(header(layer(q4_K, q6_K), {})), "Q4_K_M");
        QCOMPARE(name(header(layer(q4_K, q4_K), {})), "Q4_K_S");
        QCOMPARE(name(header(layer(q5_K, q6_K), 9999)), "Q5_K_M");
        QCOMPARE(name(header(layer(q3_K, q4_K), {})), "Q3_K_M");
        QCOMPARE(name(header(layer(q3_K, q5_K), {})), "Q3_K_L");
        QCOMPARE(name(header(layer(q3_K, q3_K), {})), "Q3_K_S");
        QCOMPARE(name(header(layer(mxfp4, q8_0), 38)), "MXFP4");
        QCOMPARE(name(header({}, 15)), "");
    }

    void believesNoLies() {
        using enum BlockType;
        QCOMPARE(name(header(layer(q8_0, q8_0), 15)), "Q8_0");
        QCOMPARE(name(header(layer(q4_K, q4_K), 15)), "Q4_K_S");
        QCOMPARE(name(header(layer(q4_K, q6_K), 14)), "Q4_K_M");
        QCOMPARE(name(header(layer(q2_K, q3_K), 1)), "Q2_K");
    }

    void takesPublishersNamesThatAreBorneOut() {
        using enum BlockType;
        const auto named = [](const char* file, BlockType most, BlockType some) {
            return name(header(layer(most, some), 15, file));
        };
        QCOMPARE(named("Qwen3-30B-A3B-UD-Q4_K_XL.gguf", q4_K, q6_K), "UD-Q4_K_XL");
        QCOMPARE(named("DeepSeek-R1-UD-IQ1_S-00001-of-00003.gguf", iq1_s, q6_K), "UD-IQ1_S");
        QCOMPARE(named("model-Q6_K_L.gguf", q6_K, q6_K), "Q6_K_L");
        QCOMPARE(named("model.Q3_K_XL.gguf", q3_K, q5_K), "Q3_K_XL");
        QCOMPARE(named("model-UD-Q8_K_XL.gguf", q8_0, f16), "UD-Q8_K_XL");
        QCOMPARE(named("model-UD-Q2_K_XL.gguf", q4_K, q6_K), "Q4_K_M"); // it is not
        QCOMPARE(named("model-UD-TQ1_0.gguf", iq1_s, iq1_s), "IQ1_S");
        QCOMPARE(named("model-Q8_0.gguf", q4_K, q6_K), "Q4_K_M");
    }

    void allowsForRowsThatFillNoBlocks() { // 896 wide: Q4_K gives way to Q5_0, Q6_K to Q8_0
        using enum BlockType;
        QCOMPARE(name(header(layer(q5_0, q8_0), 15, "m.gguf", 896)), "Q4_K_M");
        QCOMPARE(name(header(layer(q5_0, q8_0), {}, "m.gguf", 896)), "Q5_0");
        QCOMPARE(name(header(layer(q8_0, q8_0), 15, "m.gguf", 896)), "Q8_0");
    }

    void keepsTheExpertsOfGptOssApart() {
        using enum BlockType;
        std::vector<Part> parts = layer(q4_K, q6_K);
        parts.push_back({"blk.0.ffn_up_exps.weight", mxfp4, 900});
        QCOMPARE(name(header(parts, 15, "m.gguf", 256, "gpt-oss")), "Q4_K_M");
        QCOMPARE(name(header(parts, 38, "m.gguf", 256, "gpt-oss")), "MXFP4");
        QCOMPARE(name(header(parts, 15)), "MXFP4");
    }

    void knowsNumbers() {
        QCOMPARE(fileTypeNumber("Q4_K_M"), std::optional<std::uint32_t>(15));
        QVERIFY(!fileTypeNumber("Q9").has_value());
    }

    void namesTheConformanceModels() {
        const char* chosen = std::getenv("CONCLAVE_CONFORMANCE_DIR");
        const std::filesystem::path folder =
            std::filesystem::path(
                chosen != nullptr ? chosen : CONCLAVE_SOURCE_DIR "/../shared/conformance") /
            "models";
        if (!std::filesystem::exists(folder)) {
            QSKIP("The conformance data is not here.");
        }
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const GgufFile file(entry.path());
            QString expected = QFileInfo(QString::fromStdString(entry.path().string())).fileName();
            expected = expected.section('.', 1, 1).replace("MXFP4F16", "MXFP4");
            QVERIFY2(name(file) == expected,
                     qPrintable(QString("%1: %2").arg(entry.path().c_str(), name(file))));
            for (const bool lying : {false, true}) {
                if (lying && expected == "MXFP4" && file.fileName().starts_with("gptoss")) {
                    continue; // see keepsTheExpertsOfGptOssApart
                }
                GgufMetadata metadata = file.metadata();
                metadata.erase("general.file_type");
                if (lying) {
                    metadata.emplace("general.file_type",
                                     std::uint64_t{expected == "Q5_0" ? 1U : 8U});
                }
                const GgufHeader changed("model.gguf", 0, 0, metadata,
                                         {file.tensors().begin(), file.tensors().end()});
                QVERIFY2(name(changed) == expected, qPrintable(QString("%1 lying %2: %3")
                                                                   .arg(entry.path().c_str())
                                                                   .arg(lying)
                                                                   .arg(name(changed))));
            }
        }
    }
};

QTEST_APPLESS_MAIN(QuantisationNameTest)
#include "quantisation_name_test.moc"
