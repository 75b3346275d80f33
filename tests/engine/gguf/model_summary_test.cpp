// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/model_summary.h"

#include "engine/gguf/gguf_file.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/gguf/guide_path.h"

#include <QTemporaryDir>
#include <QTest>

using namespace conclave;

/// The facts that inspect and the model card show.
class ModelSummaryTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// A file with one expert tensor and one plain matrix of these types.
    [[nodiscard]] std::filesystem::path makeFile(BlockType experts, BlockType plain,
                                                 std::optional<std::uint32_t> fileType) const {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "model.gguf";
        GgufWriter writer(path);
        writer.addString("general.architecture", "qwen3moe");
        if (fileType) {
            writer.addUint32("general.file_type", *fileType);
        }
        writer.addUint32("qwen3moe.block_count", 1);
        writer.addUint32("qwen3moe.attention.head_count_kv", 2);
        writer.addUint32("qwen3moe.attention.key_length", 64);
        writer.addUint32("qwen3moe.attention.value_length", 32);
        writer.addUint32("qwen3moe.expert_count", 8);
        writer.addUint32("qwen3moe.expert_used_count", 2);
        writer.addUint32("qwen3moe.context_length", 1024);
        writer.addStrings("tokenizer.ggml.tokens", std::vector<std::string>{"a", "b", "c"});
        writer.addUint32("tokenizer.ggml.bos_token_id", 2);
        writer.addUint32("tokenizer.ggml.eos_token_id", 3);
        writer.addUint32("tokenizer.ggml.padding_token_id", 0xFFFFFFFF); // none
        const std::vector<std::uint64_t> expertShape{256, 4, 8}, plainShape{256, 2};
        writer.addTensor("blk.0.ffn_up_exps.weight", experts, expertShape);
        writer.addTensor("blk.0.attn_v.weight", plain, plainShape);
        writer.write(std::vector<std::byte>(writer.dataBytes()));
        writer.finish();
        return path;
    }

private slots:
    void countsParameters() {
        const ModelSummary summary =
            summarise(GgufFile(makeFile(BlockType::q4_K, BlockType::q6_K, 15)));
        QCOMPARE(summary.architecture, std::string("qwen3moe"));
        QCOMPARE(summary.name, std::string("model"));
        QCOMPARE(summary.parameters, std::uint64_t{256 * 4 * 8 + 256 * 2});
        QCOMPARE(summary.activeParameters, std::uint64_t{256 * 4 * 2 + 256 * 2});
        QCOMPARE(summary.bitsPerWeight, 8.0 * (32 * 144 + 2 * 210) / (256 * 34));
        QCOMPARE(summary.bytesPerToken, std::uint64_t{8 * 144 + 2 * 210});
        QCOMPARE(summary.headsKv, std::uint64_t{2});
        QCOMPARE(summary.headSize, std::uint64_t{64});
        QCOMPARE(summary.formats.front().type, BlockType::q4_K);
        QCOMPARE(summary.layers, std::uint64_t{1});
        QCOMPARE(summary.experts, std::uint64_t{8});
        QCOMPARE(summary.expertsUsed, std::uint64_t{2});
        QCOMPARE(summary.contextLength, std::uint64_t{1024});
        QCOMPARE(summary.vocabularySize, std::uint64_t{3});
        QCOMPARE(summary.strayTokens, std::vector<std::string>{"eos_token_id 3"});
    }

    void findsTheGuide() {
        const std::filesystem::path guide = resolveModel("guide");
        QCOMPARE(guide.filename().string(), std::string("guide.gguf"));
        QCOMPARE(summarise(GgufFile(guide)).architecture, std::string("qwen3moe"));
        QCOMPARE(resolveModel("other.gguf"), std::filesystem::path("other.gguf"));
        qputenv("CONCLAVE_GUIDE", "/elsewhere/g.gguf");
        QCOMPARE(guidePath(), std::filesystem::path("/elsewhere/g.gguf"));
        qunsetenv("CONCLAVE_GUIDE");
    }
};

QTEST_APPLESS_MAIN(ModelSummaryTest)
#include "model_summary_test.moc"
