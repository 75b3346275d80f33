// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/quantize/quantise.h"
#include "engine/reference/dequantise.h"
#include "tests/support/conformance.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <random>

using namespace conclave;
using namespace conclave::test;

namespace {

constexpr std::array kFormats{BlockType::f32,  BlockType::f16,  BlockType::bf16, BlockType::q4_0,
                              BlockType::q4_1, BlockType::q5_0, BlockType::q5_1, BlockType::q8_0,
                              BlockType::q2_K, BlockType::q3_K, BlockType::q4_K, BlockType::q5_K,
                              BlockType::q6_K};

std::vector<float> normalValues(std::size_t count, std::uint32_t seed) {
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0, 0.02F);
    std::vector<float> values(count);
    std::generate(values.begin(), values.end(), [&] { return normal(engine); });
    return values;
}

std::vector<float> roundTrip(BlockType type, std::span<const float> values,
                             std::span<const float> importance = {}) {
    return dequantised(type, quantise(type, values, importance));
}

void addFormats() {
    QTest::addColumn<BlockType>("type");
    for (const BlockType type : kFormats) {
        QTest::newRow(std::string(blockFormat(type).name).c_str()) << type;
    }
}

/// NMSE on normally distributed weights: what a format of so many levels can do, with a little
/// room.
double expectedError(BlockType type) {
    switch (type) {
    case BlockType::f32:
        return 0;
    case BlockType::f16:
        return 1e-7;
    case BlockType::bf16:
        return 4e-6;
    case BlockType::q8_0:
        return 5e-5;
    case BlockType::q6_K:
        return 5e-4;
    case BlockType::q5_K:
    case BlockType::q5_1:
        return 2.2e-3;
    case BlockType::q5_0:
        return 2.5e-3;
    case BlockType::q4_K:
        return 8e-3;
    case BlockType::q4_0:
    case BlockType::q4_1:
        return 1e-2;
    case BlockType::q3_K:
        return 3e-2;
    case BlockType::q2_K:
        return 1e-1;
    default:
        return -1;
    }
}

} // namespace

class QuantiseTest : public QObject {
    Q_OBJECT

private slots:
    void normalWeightsLoseWhatTheirLevelsAllow_data() { addFormats(); }

    void normalWeightsLoseWhatTheirLevelsAllow() {
        QFETCH(BlockType, type);
        const auto values = normalValues(256 * 64, 1);
        const double error = nmse(roundTrip(type, values), values);
        QVERIFY2(error <= expectedError(type), qPrintable(QString::number(error)));
    }

    void zerosStayZeros_data() { addFormats(); }

    void zerosStayZeros() {
        QFETCH(BlockType, type);
        const std::vector<float> zeros(512, 0.0F);
        QCOMPARE(roundTrip(type, zeros), zeros);
    }

    void constantsKeepTheirSignAndSize_data() { addFormats(); }

    void constantsKeepTheirSignAndSize() {
        QFETCH(BlockType, type);
        for (const float constant : {0.75F, -0.75F}) {
            const std::vector<float> values(512, constant);
            QVERIFY(nmse(roundTrip(type, values), values) < 1e-4);
        }
    }

    /// What a format can hold is found again, nearly: the search may prefer a neighbour.
    void storedWeightsSurviveBeingStoredAgain_data() { addFormats(); }

    void storedWeightsSurviveBeingStoredAgain() {
        QFETCH(BlockType, type);
        const auto once = roundTrip(type, normalValues(256 * 16, 2));
        const double error = nmse(roundTrip(type, once), once);
        QVERIFY2(error <= expectedError(type) / 4, qPrintable(QString::number(error)));
    }

    void wideRangesAndOutliersStayFinite_data() { addFormats(); }

    void wideRangesAndOutliersStayFinite() {
        QFETCH(BlockType, type);
        auto values = normalValues(512, 3);
        values[7] = 6e4F;
        values[300] = -1e-30F;
        const auto weights = roundTrip(type, values);
        QVERIFY(
            std::all_of(weights.begin(), weights.end(), [](float w) { return std::isfinite(w); }));
        QVERIFY(std::abs(weights[7] - 6e4F) < 6e4F * 0.1F);
    }

    /// Nonsense in a file must not become undefined behaviour.
    void valuesBeyondTheFormatDoNoHarm_data() { addFormats(); }

    void valuesBeyondTheFormatDoNoHarm() {
        QFETCH(BlockType, type);
        std::vector<float> values(512, 3e38F);
        values[1] = -3e38F;
        const auto weights = roundTrip(type, values);
        QVERIFY(
            std::none_of(weights.begin(), weights.end(), [](float w) { return std::isnan(w); }));
    }

    void importantColumnsLoseLess_data() { addFormats(); }

    void importantColumnsLoseLess() {
        QFETCH(BlockType, type);
        if (expectedError(type) < 1e-4 || type == BlockType::q4_1 || type == BlockType::q5_1) {
            return; // nothing to choose in these formats
        }
        const auto values = normalValues(256 * 64, 4);
        std::vector<float> importance(256, 0.01F);
        for (std::size_t column = 0; column < importance.size(); column += 8) {
            importance[column] = 1;
        }
        const auto lossOfImportant = [&](std::span<const float> weights) {
            double total = 0;
            for (std::size_t i = 0; i < values.size(); i += 8) {
                total += std::pow(double{weights[i]} - double{values[i]}, 2);
            }
            return total;
        };
        QVERIFY(lossOfImportant(roundTrip(type, values, importance)) <
                0.95 * lossOfImportant(roundTrip(type, values)));
    }

    void columnsThatNeverMatteredAreStoredAllTheSame() {
        const auto values = normalValues(256, 5);
        const std::vector<float> none(256, 0.0F);
        QCOMPARE(quantise(BlockType::q4_K, values, none), quantise(BlockType::q4_K, values));
    }

    void whatCannotBeStoredIsRefused() {
        const std::vector<float> values(256, 1.0F);
        QVERIFY(!canQuantise(BlockType::iq2_xs));
        QVERIFY_EXCEPTION_THROWN((void)quantise(BlockType::iq2_xs, values), Error);
        QVERIFY_EXCEPTION_THROWN((void)quantise(BlockType::q4_K, std::span(values).first(255)),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(
            (void)quantise(BlockType::q4_K, values, std::span(values).first(8)), Error);
        std::vector<float> broken = values;
        broken[9] = NAN;
        QVERIFY_EXCEPTION_THROWN((void)quantise(BlockType::q8_0, broken), Error);
    }

    /// On the conformance rows (outliers, offsets, ramps) as good as the reference's quantiser.
    void conformanceRowsLoseNoMoreThanTheReference_data() { addFormats(); }

    void conformanceRowsLoseNoMoreThanTheReference() {
        const auto folder = conformanceFolder();
        if (!folder) {
            QSKIP("The conformance data is not here.");
        }
        QFETCH(BlockType, type);
        const auto source = readFloats(*folder / "quant_vectors/source.f32");
        std::ifstream stream(*folder / "quant_vectors/index.json");
        const auto index = nlohmann::json::parse(stream);
        double reference = 0; // f32 has no entry
        for (const auto& entry : index.at("types")) {
            if (entry.at("gguf_type_id").get<int>() == static_cast<int>(type)) {
                reference = entry.at("nmse_to_source").get<double>();
            }
        }
        const double error = nmse(roundTrip(type, source), source);
        qInfo("NMSE %.3e, the reference's %.3e", error, reference);
        QVERIFY(error <= 1.02 * reference);
    }
};

QTEST_APPLESS_MAIN(QuantiseTest)
#include "quantise_test.moc"
