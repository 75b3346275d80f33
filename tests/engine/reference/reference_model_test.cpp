// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The judge against numbers that this project did not compute, and against what must hold for any
// weights.
#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/gguf_writer.h"
#include "engine/reference/reference_model.h"
#include "engine/synth/synth.h"
#include "tests/support/conformance.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

using namespace conclave;
using namespace conclave::test;

namespace {

using Tokens = std::vector<std::uint32_t>;

Implementation implementationOf(ReferenceModel& model) {
    const std::size_t vocabulary = model.hparams().vocabularySize;
    return {.logits =
                [&model, vocabulary](auto tokens, auto positions) {
                    const std::vector<float> all = model.forward(tokens);
                    std::vector<float> listed;
                    for (const std::uint32_t position : positions) {
                        const auto row = std::span(all).subspan(position * vocabulary, vocabulary);
                        listed.insert(listed.end(), row.begin(), row.end());
                    }
                    return listed;
                },
            .next = [&model](std::uint32_t token) { return model.next(token); }};
}

/// A tensor of a copied model: its name and its bytes.
struct Copied {
    std::string name;
    std::vector<std::byte> data;
};

/// Writes a model with the sizes of `file` whose tensors are those of `change(tensor)`.
void copyModel(const GgufFile& file, const std::filesystem::path& path,
               const std::function<std::vector<Copied>(const TensorInfo&)>& change) {
    GgufWriter writer(path);
    for (const auto& [key, value] : file.metadata()) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            writer.addString(key, *text);
        } else if (const auto* number = std::get_if<std::uint64_t>(&value)) {
            writer.addUint32(key, static_cast<std::uint32_t>(*number));
        } else if (const auto* real = std::get_if<double>(&value)) {
            writer.addFloat32(key, static_cast<float>(*real));
        }
    }
    std::vector<std::byte> data;
    for (const TensorInfo& tensor : file.tensors()) {
        for (const Copied& copied : change(tensor)) {
            writer.addTensor(copied.name, tensor.type,
                             std::span(tensor.shape).first(tensor.dimensions));
            data.insert(data.end(), copied.data.begin(), copied.data.end());
        }
    }
    writer.write(data);
    writer.finish();
}

std::vector<std::byte> bytesOf(const TensorInfo& tensor) {
    return {tensor.data.begin(), tensor.data.end()};
}

} // namespace

class ReferenceModelTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    const Tokens m_tokens{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};

    /// A tiny random model.
    std::filesystem::path synth(const std::string& architecture, const std::string& extra = {}) {
        const auto path =
            std::filesystem::path(m_folder.path().toStdString()) / (architecture + extra + ".gguf");
        SynthRequest request;
        request.path = path;
        request.shape = readShape(architecture, extra);
        request.type = "Q8_0";
        writeSynthModel(request);
        return path;
    }

private slots:
    void logitsAgreeInFloat_data() {
        QTest::addColumn<QString>("name");
        for (const std::string& name : runnableModels()) {
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }

    void logitsAgreeInFloat() {
        if (!conformanceFolder()) {
            QSKIP("The conformance data is not here.");
        }
        QFETCH(QString, name);
        const ConformanceCase data = readConformance(name.toStdString());
        ReferenceModel model(GgufFile(data.model));
        const Verdict verdict = runConformance(data, implementationOf(model), ToleranceClass::f32);
        qInfo("NMSE of a prompt %.1e, of a position %.1e, largest difference %.1e",
              verdict.worstPrompt, verdict.worstPosition, verdict.maxAbs);
        QVERIFY2(verdict.passed, verdict.report.c_str());
    }

    void observersSeeEveryStageInOrder() {
        ReferenceModel model(GgufFile(synth("qwen3moe")));
        const Hparams& h = model.hparams();
        std::vector<std::string> stages;
        std::map<std::string, std::size_t> sizes;
        model.observe([&](std::uint32_t layer, std::string_view stage, std::span<const float> v) {
            if (layer == 0) {
                stages.emplace_back(stage);
            }
            sizes[std::string(stage)] = v.size();
        });
        const auto logits = model.forward(Tokens{1});
        QCOMPARE(stages, (std::vector<std::string>{"attn_norm", "query", "key", "value", "heads",
                                                   "attn_out", "ffn_norm", "router", "ffn_out"}));
        QCOMPARE(sizes["query"], std::size_t{h.layers[0].queryLength()});
        QCOMPARE(sizes["value"], std::size_t{h.layers[0].keyLength()});
        QCOMPARE(sizes["router"], std::size_t{h.expertCount});
        QCOMPARE(sizes["logits"], logits.size());
    }

    void continuingEqualsRunningTheWholeSequence() {
        ReferenceModel model(GgufFile(synth("qwen3")));
        const auto whole = model.forward(m_tokens);
        const auto begun = model.forward(std::span(m_tokens).first(m_tokens.size() - 1));
        QVERIFY(std::equal(begun.begin(), begun.end(), whole.begin()));
        const auto last = model.next(m_tokens.back());
        QVERIFY(std::equal(last.rbegin(), last.rend(), whole.rbegin()));
    }

    /// Which number an expert has says nothing.
    void renumberingExpertsChangesNothing() {
        const GgufFile file(synth("qwen3moe"));
        const std::uint64_t experts = file.requireUint("qwen3moe.expert_count");
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "reversed.gguf";
        copyModel(file, path, [&](const TensorInfo& tensor) -> std::vector<Copied> {
            Copied copied{tensor.name, bytesOf(tensor)};
            const bool perExpert = tensor.name.find("_exps") != std::string::npos ||
                                   tensor.name.find("ffn_gate_inp") != std::string::npos;
            const std::size_t size = copied.data.size() / experts;
            for (std::size_t expert = 0; perExpert && expert < experts; ++expert) {
                const auto from = tensor.data.subspan((experts - 1 - expert) * size, size);
                std::copy(from.begin(), from.end(), copied.data.begin() + expert * size);
            }
            return {copied};
        });
        const auto expected = ReferenceModel(file).forward(m_tokens);
        QVERIFY(nmse(ReferenceModel(GgufFile(path)).forward(m_tokens), expected) < 1e-12);
    }

    void aTiedOutputIsTheEmbedding() {
        const GgufFile file(synth("qwen3", "tied=1"));
        QVERIFY(file.findTensor("output.weight") == nullptr);
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "untied.gguf";
        copyModel(file, path, [&](const TensorInfo& tensor) -> std::vector<Copied> {
            std::vector<Copied> copies{{tensor.name, bytesOf(tensor)}};
            if (tensor.name == "token_embd.weight") {
                copies.push_back({"output.weight", bytesOf(tensor)});
            }
            return copies;
        });
        const GgufFile untied(path);
        QVERIFY(untied.findTensor("output.weight") != nullptr);
        QCOMPARE(ReferenceModel(untied).forward(m_tokens), ReferenceModel(file).forward(m_tokens));
    }

    void tokensBeyondTheVocabularyAreRefused() {
        ReferenceModel model(GgufFile(synth("qwen3")));
        QVERIFY_EXCEPTION_THROWN((void)model.next(model.hparams().vocabularySize), Error);
    }
};

QTEST_APPLESS_MAIN(ReferenceModelTest)
#include "reference_model_test.moc"
