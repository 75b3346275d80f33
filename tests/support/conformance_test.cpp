// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The judge is judged: it passes what README says must pass, and fails what must fail.
#include "tests/support/conformance.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace conclave::test;

namespace {

constexpr std::uint32_t kVocabulary = 8;

/// Three positions whose logits are all one; experts close to a flip at the second.
ConformancePrompt handMade() {
    ConformancePrompt prompt;
    prompt.id = "hand";
    prompt.tokens = {1, 2, 3};
    prompt.positions = {0, 1, 2};
    prompt.exact.assign(3 * kVocabulary, 1.0F);
    prompt.greedy = {4, 5, 6};
    prompt.greedyMargin = {0.5, 0.01, 0.5};
    prompt.routerMargin = {0.5, 0.002, 0.5};
    prompt.routerMarginMin = 0.002;
    return prompt;
}

/// Logits with an error of that NMSE at one position.
std::vector<float> withError(const ConformancePrompt& prompt, std::size_t position, double error) {
    std::vector<float> logits = prompt.exact;
    for (std::size_t i = 0; i < kVocabulary; ++i) {
        logits[position * kVocabulary + i] += static_cast<float>(std::sqrt(error));
    }
    return logits;
}

Tolerance f16() {
    return toleranceFor(ToleranceClass::f16, {}, 3);
}
Tolerance f32() {
    return toleranceFor(ToleranceClass::f32, {}, 3);
}

/// The class of the reference's own kernels for a case: activations take the weights' partner type.
ToleranceClass nativeClass(const std::string& name) {
    if (name.find(".F32") != std::string::npos) {
        return ToleranceClass::f32;
    }
    if (name.find(".F16") != std::string::npos) {
        return ToleranceClass::f16;
    }
    return name.find(".BF16") != std::string::npos ? ToleranceClass::bf16 : ToleranceClass::int8;
}

} // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

private slots:
    void equalLogitsPassWithoutError() {
        const auto prompt = handMade();
        const Verdict verdict = compareLogits(prompt, prompt.exact, f32());
        QVERIFY(verdict.passed);
        QCOMPARE(verdict.worstPrompt, 0.0);
        QCOMPARE(verdict.maxAbs, 0.0);
    }

    void nmseIsTheRatioOfSquares() {
        QCOMPARE(nmse(std::vector<float>{3, 4}, std::vector<float>{3, 5}), 1.0 / 34);
        QVERIFY(std::isinf(nmse(std::vector<float>{3}, std::vector<float>{3, 5})));
        QVERIFY(std::isinf(nmse(std::vector<float>{std::nanf("")}, std::vector<float>{1})));
    }

    void anErrorAboveThePositionLimitFailsAndIsNamed() {
        const auto prompt = handMade();
        const Verdict verdict = compareLogits(prompt, withError(prompt, 0, 3e-7), f32());
        QVERIFY(!verdict.passed);
        QVERIFY2(verdict.report.find("position 0") != std::string::npos, verdict.report.c_str());
    }

    void anErrorAboveThePromptLimitFailsThoughEachPositionIsFine() {
        auto prompt = handMade();
        prompt.routerMargin.clear();
        prompt.routerMarginMin = std::numeric_limits<double>::infinity();
        const Verdict verdict = compareLogits(prompt, withError(prompt, 0, 1.8e-4), f16());
        QVERIFY(!verdict.passed);
        QVERIFY2(verdict.report.find("over the prompt") != std::string::npos,
                 verdict.report.c_str());
    }

    void aFlippedExpertIsExcusedWhereTheRouterWasUndecided() {
        const auto prompt = handMade();
        QVERIFY(compareLogits(prompt, withError(prompt, 1, 0.5), f16()).passed);
    }

    void oneLaterPositionIsExcusedToo() {
        const auto prompt = handMade();
        auto logits = withError(prompt, 1, 0.5);
        const auto second = withError(prompt, 2, 0.5);
        std::copy(second.end() - kVocabulary, second.end(), logits.end() - kVocabulary);
        QVERIFY(compareLogits(prompt, logits, f16()).passed);
        const auto third = withError(prompt, 0, 0.5);
        std::copy(third.begin(), third.begin() + kVocabulary, logits.begin());
        QVERIFY(!compareLogits(prompt, logits, f16()).passed);
    }

    void noFlipIsExcusedInFloat() {
        const auto prompt = handMade();
        QVERIFY(!compareLogits(prompt, withError(prompt, 1, 1e-3), f32()).passed);
    }

    void nothingExcusesNonsense() {
        const auto prompt = handMade();
        QVERIFY(!compareLogits(prompt, withError(prompt, 1, 1.5), f16()).passed);
        auto logits = prompt.exact;
        logits[kVocabulary] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!compareLogits(prompt, logits, f16()).passed);
        logits.pop_back();
        QVERIFY(!compareLogits(prompt, logits, f16()).passed);
    }

    void greedyIsComparedUpToTheFirstDoubtfulStep() {
        const auto prompt = handMade();
        using Tokens = std::vector<std::uint32_t>;
        QVERIFY(compareGreedy(prompt, Tokens{4, 5, 6}, f32()).passed);
        QVERIFY(compareGreedy(prompt, Tokens{4, 7, 7}, f16()).passed);
        QVERIFY(!compareGreedy(prompt, Tokens{4, 7, 7}, f32()).passed);
        QVERIFY(!compareGreedy(prompt, Tokens{7, 5, 6}, f16()).passed);
        QVERIFY(!compareGreedy(prompt, Tokens{}, f16()).passed);
    }

    void runConformanceFeedsTheContinuationBack() {
        const ConformanceCase model{"hand", {}, "qwen3moe", kVocabulary, {handMade()}};
        std::vector<std::uint32_t> fed;
        const auto oneHot = [](std::uint32_t token) {
            std::vector<float> logits(kVocabulary, 0.0F);
            logits[token] = 1;
            return logits;
        };
        Implementation implementation;
        implementation.logits = [&](auto tokens, auto positions) {
            auto logits = model.prompts[0].exact;
            logits[logits.size() - kVocabulary + 4] += 1e-4F;
            return tokens.size() == 3 && positions.size() == 3 ? logits : std::vector<float>{};
        };
        implementation.next = [&](std::uint32_t token) {
            fed.push_back(token);
            return oneHot(token + 1);
        };
        const Verdict verdict = runConformance(model, implementation, ToleranceClass::f32);
        QVERIFY2(verdict.passed, verdict.report.c_str());
        QCOMPARE(fed, (std::vector<std::uint32_t>{4, 5}));
    }

    void exceptionsOfTheTableApply() {
        const ConformanceCase gemma{"gemma2-s.F16", {}, "gemma2", 8, {}};
        QCOMPARE(toleranceFor(ToleranceClass::f32, gemma, 3).prompt, 2e-6);
        const ConformanceCase lite{"deepseek2lite-s.F16", {}, "deepseek2", 8, {}};
        QCOMPARE(toleranceFor(ToleranceClass::f16, lite, 3).prompt, 5e-4);
        QCOMPARE(toleranceFor(ToleranceClass::f32, lite, 3).prompt, 1e-8);
        const ConformanceCase next{"qwen3next-s.F16", {}, "qwen3next", 8, {}};
        QCOMPARE(toleranceFor(ToleranceClass::int8, next, 3).position, 9e-2);
        QCOMPARE(toleranceFor(ToleranceClass::f16, next, 3).position, 2e-4);
        QCOMPARE(toleranceFor(ToleranceClass::f32, {}, 8300).prompt, 1e-6);
    }

    /// README: with these rules the reference's own noisy runs pass on every file.
    void theReferencesOwnNoisePasses_data() {
        QTest::addColumn<QString>("name");
        for (const std::string& name : allModels()) {
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }

    void theReferencesOwnNoisePasses() {
        if (!conformanceFolder()) {
            QSKIP("The conformance data is not here.");
        }
        QFETCH(QString, name);
        const ConformanceCase model = readConformance(name.toStdString());
        for (const ConformancePrompt& prompt : model.prompts) {
            const Tolerance tolerance =
                toleranceFor(nativeClass(model.name), model, prompt.tokens.size());
            const Verdict verdict = compareLogits(prompt, prompt.native, tolerance);
            QVERIFY2(verdict.passed, verdict.report.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
