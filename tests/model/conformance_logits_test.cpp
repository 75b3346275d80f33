// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The device against logits that this project did not compute: every conformance model that this
// version runs, prefill and greedy decode, in the class "half KV cache, float elsewhere".
#include "engine/model/session.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace conclave;
using namespace conclave::test;

class ConformanceLogitsTest : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<Gpu> m_gpu; // kernels that models share are compiled once

private slots:
    void initTestCase() { m_gpu = std::make_shared<Gpu>("", ""); }
    void modelsAgree_data();
    void modelsAgree();
};

void ConformanceLogitsTest::modelsAgree_data() {
    QTest::addColumn<QString>("model");
    // The path of GPUs differs only in how weights and activations are loaded: one model shows it.
    const bool byAddress = qEnvironmentVariableIsSet("CONCLAVE_VULKAN_ADDRESSES");
    // Processes share the models: "1/3" takes every third, beginning with the second.
    const QStringList given = qEnvironmentVariable("CONCLAVE_TEST_SHARE").split('/');
    const bool shared = given.size() == 2 && given.at(1).toULong() > 0;
    const std::size_t first = shared ? given.at(0).toULong() : 0;
    const std::size_t each = shared ? given.at(1).toULong() : 1;
    const std::vector<std::string> names = runnableModels();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool mine = i % each == first;
        if (byAddress ? names[i] == "qwen3moe-s.F16" : mine) {
            QTest::newRow(names[i].c_str()) << QString::fromStdString(names[i]);
        }
    }
    if (names.empty()) {
        QTest::newRow("no data") << QString();
    }
}

void ConformanceLogitsTest::modelsAgree() {
    QFETCH(QString, model);
    if (model.isEmpty()) {
        QSKIP("the conformance data is not here");
    }
    const ConformanceCase data = readConformance(model.toStdString());
    // The reference's own context: it decides between the factors of longrope.
    std::size_t longest = 0;
    for (const ConformancePrompt& prompt : data.prompts) {
        longest = std::max(longest, prompt.tokens.size());
    }
    const auto context = static_cast<std::uint32_t>((longest + 40 + 255) / 256 * 256);
    Runtime runtime(m_gpu, GgufFile(data.model), context, {}, nullptr);
    Session session(runtime);
    Verdict verdict = runConformance(
        data,
        {.logits = [&](auto tokens, auto positions) { return session.evaluate(tokens, positions); },
         .next = {}},
        ToleranceClass::f16);
    for (const ConformancePrompt& prompt : data.prompts) {
        const Tolerance tolerance = toleranceFor(ToleranceClass::f16, data, prompt.tokens.size());
        session.sync(prompt.tokens);
        std::vector<std::uint32_t> drawn;
        session.decode({.temperature = 0}, 0, {}, static_cast<std::uint32_t>(prompt.greedy.size()),
                       [&](std::uint32_t token) {
                           drawn.push_back(token);
                           return true;
                       });
        QCOMPARE(drawn.size(), prompt.greedy.size());
        verdict.merge(compareGreedy(prompt, drawn, tolerance));
    }
    qInfo("%s: worst prompt %.2g, worst position %.2g, largest difference %.2g", qPrintable(model),
          verdict.worstPrompt, verdict.worstPosition, verdict.maxAbs);
    QVERIFY2(verdict.passed, verdict.report.c_str());
    for (const std::string& message : runtime.device().instance().messages()) {
        QFAIL(message.c_str());
    }
    QVERIFY(runtime.device().instance().validates());
}

QTEST_GUILESS_MAIN(ConformanceLogitsTest)
#include "conformance_logits_test.moc"
