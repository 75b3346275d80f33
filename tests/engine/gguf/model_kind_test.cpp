// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/model_kind.h"

#include "engine/error.h"

#include <QTest>

using namespace conclave;

/// Files that are no language model say what they are.
class ModelKindTest : public QObject {
    Q_OBJECT

    static GgufHeader header(GgufMetadata metadata, const std::string& tensor) {
        std::vector<TensorInfo> tensors;
        if (!tensor.empty()) {
            tensors.emplace_back().name = tensor;
        }
        return {"file.gguf", 0, 0, std::move(metadata), std::move(tensors)};
    }

private slots:
    void namesTheKind_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("said");
        QTest::newRow("LoRA") << "general.type"
                              << "adapter"
                              << "t"
                              << "a LoRA adapter";
        QTest::newRow("LoRA, told by keys") << "adapter.type"
                                            << "lora"
                                            << "t"
                                            << "a LoRA adapter";
        QTest::newRow("LoRA, told by tensors") << "general.name"
                                               << "x"
                                               << "blk.0.attn_q.weight.lora_a"
                                               << "a LoRA adapter";
        QTest::newRow("projector") << "general.type"
                                   << "mmproj"
                                   << "t"
                                   << "pictures or sound";
        QTest::newRow("old projector") << "general.architecture"
                                       << "clip"
                                       << "v.blk.0.attn_q.weight"
                                       << "pictures or sound";
        QTest::newRow("imatrix") << "general.type"
                                 << "imatrix"
                                 << "t"
                                 << "importance matrix";
        QTest::newRow("control vector") << "general.architecture"
                                        << "controlvector"
                                        << "direction.1"
                                        << "control vector";
        QTest::newRow("vocabulary") << "tokenizer.ggml.tokens"
                                    << "x"
                                    << ""
                                    << "a vocabulary without weights";
        QTest::newRow("embedding") << "general.architecture"
                                   << "bert"
                                   << "t"
                                   << "an embedding model";
        QTest::newRow("pictures") << "general.architecture"
                                  << "flux"
                                  << "t"
                                  << "a diffusion model";
        QTest::newRow("text diffusion") << "general.architecture"
                                        << "llada"
                                        << "t"
                                        << "a diffusion model";
        QTest::newRow("speech") << "general.architecture"
                                << "wavtokenizer-dec"
                                << "t"
                                << "a model for speech";
        QTest::newRow("language") << "general.architecture"
                                  << "qwen3moe"
                                  << "token_embd.weight"
                                  << "";
        QTest::newRow("unknown family") << "general.architecture"
                                        << "novel"
                                        << "t"
                                        << "";
    }

    void namesTheKind() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, tensor);
        QFETCH(QString, said);
        const GgufHeader file =
            header({{key.toStdString(), value.toStdString()}}, tensor.toStdString());
        QString sentence;
        try {
            requireLanguageModel(file);
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::unsupported);
            sentence = error.what();
            QVERIFY(sentence.startsWith("Cannot load file.gguf: it is ") && sentence.endsWith('.'));
        }
        QVERIFY2(said.isEmpty() ? sentence.isEmpty() : sentence.contains(said),
                 qPrintable(sentence));
        QCOMPARE(modelKind(file) == ModelKind::language, said.isEmpty());
    }

    void refusesKeysOfTheWrongType() {
        const GgufHeader file = header({{"general.type", std::uint64_t{3}}}, "t");
        QVERIFY_EXCEPTION_THROWN((void)modelKind(file), Error);
    }
};

QTEST_APPLESS_MAIN(ModelKindTest)
#include "model_kind_test.moc"
