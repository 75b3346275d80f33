// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The judge against numbers that this project did not compute.
#include "engine/gguf/gguf_file.h"
#include "engine/reference/reference_model.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <string>

using namespace conclave;
using namespace conclave::test;

namespace {

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

} // namespace

class ReferenceModelTest : public QObject {
    Q_OBJECT

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
        if (!conformanceFolder()) {
            QSKIP("The conformance data is not here.");
        }
        const ConformanceCase data = readConformance("qwen3moe-s.F16");
        ReferenceModel model(GgufFile(data.model));
        const Hparams& h = model.hparams();
        std::vector<std::string> stages;
        std::map<std::string, std::size_t> sizes;
        model.observe([&](std::uint32_t layer, std::string_view stage, std::span<const float> v) {
            if (layer == 0) {
                stages.emplace_back(stage);
            }
            sizes[std::string(stage)] = v.size();
        });
        const std::vector<std::uint32_t> tokens{1};
        const auto logits = model.forward(tokens);
        QCOMPARE(stages, (std::vector<std::string>{"attn_norm", "query", "key", "value", "heads",
                                                   "attn_out", "ffn_norm", "router", "ffn_out"}));
        QCOMPARE(sizes["query"], std::size_t{h.queryLength()});
        QCOMPARE(sizes["value"], std::size_t{h.keyLength()});
        QCOMPARE(sizes["router"], std::size_t{h.expertCount});
        QCOMPARE(sizes["logits"], logits.size());
    }

    void continuingEqualsRunningTheWholeSequence() {
        if (!conformanceFolder()) {
            QSKIP("The conformance data is not here.");
        }
        const ConformanceCase data = readConformance("qwen3-s.F16");
        ReferenceModel model(GgufFile(data.model));
        const auto& tokens = data.prompts[1].tokens;
        const auto whole = model.forward(tokens);
        const auto begun = model.forward(std::span(tokens).first(tokens.size() - 1));
        QVERIFY(std::equal(begun.begin(), begun.end(), whole.begin()));
        const auto last = model.next(tokens.back());
        QVERIFY(std::equal(last.rbegin(), last.rend(), whole.rbegin()));
    }
};

QTEST_APPLESS_MAIN(ReferenceModelTest)
#include "reference_model_test.moc"
