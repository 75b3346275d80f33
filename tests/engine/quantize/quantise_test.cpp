// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/quantize/quantise.h"
#include "engine/quantize/row_makers.h"
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

/// Those that need no importance matrix; NMSE on normally distributed weights: what a format of so
/// many levels can do, with a little room.
struct Format {
    BlockType type;
    double expectedError;
};
constexpr std::array kFormats{
    Format{BlockType::f32, 0},        Format{BlockType::f16, 1e-7},
    Format{BlockType::bf16, 4e-6},    Format{BlockType::q8_0, 5e-5},
    Format{BlockType::q6_K, 5e-4},    Format{BlockType::q5_K, 2.2e-3},
    Format{BlockType::q5_1, 2.2e-3},  Format{BlockType::q5_0, 2.5e-3},
    Format{BlockType::q4_K, 8e-3},    Format{BlockType::q4_0, 1.1e-2},
    Format{BlockType::q4_1, 1e-2},    Format{BlockType::iq4_nl, 7e-3},
    Format{BlockType::iq4_xs, 7e-3},  Format{BlockType::mxfp4, 2e-2},
    Format{BlockType::iq3_s, 2.9e-2}, Format{BlockType::iq3_xxs, 4.8e-2},
    Format{BlockType::q3_K, 3e-2},    Format{BlockType::q2_K, 1e-1},
    Format{BlockType::iq2_s, 8e-2},   Format{BlockType::iq1_m, 0.36},
};
/// And those that do.
constexpr std::array kMatrixFormats{Format{BlockType::iq2_xs, 0.11},
                                    Format{BlockType::iq2_xxs, 0.14},
                                    Format{BlockType::iq1_s, 0.35}};

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

/// Formats whose codes name points of a grid.
bool onGrid(BlockType type) {
    const std::string_view name = blockFormat(type).name;
    return name.starts_with("IQ1") || name.starts_with("IQ2") || name.starts_with("IQ3");
}

void addFormats() {
    QTest::addColumn<BlockType>("type");
    QTest::addColumn<double>("expectedError");
    for (const Format& format : kFormats) {
        QTest::newRow(std::string(blockFormat(format.type).name).c_str())
            << format.type << format.expectedError;
    }
}

} // namespace

class QuantiseTest : public QObject {
    Q_OBJECT

private slots:
    void normalWeightsLoseWhatTheirLevelsAllow_data() { addFormats(); }

    void normalWeightsLoseWhatTheirLevelsAllow() {
        QFETCH(BlockType, type);
        QFETCH(double, expectedError);
        const auto values = normalValues(256 * 64, 1);
        const double error = nmse(roundTrip(type, values), values);
        QVERIFY2(error <= expectedError, qPrintable(QString::number(error)));
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
        QFETCH(double, expectedError);
        for (const float constant : {0.75F, -0.75F}) {
            const std::vector<float> values(512, constant);
            QVERIFY(nmse(roundTrip(type, values), values) < (onGrid(type) ? expectedError : 1e-4));
        }
    }

    /// What a format can hold is found again, nearly: the search may prefer a neighbour.
    void storedWeightsSurviveBeingStoredAgain_data() { addFormats(); }

    void storedWeightsSurviveBeingStoredAgain() {
        QFETCH(BlockType, type);
        QFETCH(double, expectedError);
        const auto once = roundTrip(type, normalValues(256 * 16, 2));
        const double error = nmse(roundTrip(type, once), once);
        QVERIFY2(error <= expectedError / 4, qPrintable(QString::number(error)));
    }

    void wideRangesAndOutliersStayFinite_data() { addFormats(); }

    void wideRangesAndOutliersStayFinite() {
        QFETCH(BlockType, type);
        QFETCH(double, expectedError);
        auto values = normalValues(512, 3);
        values[7] = 6e4F;
        values[300] = -1e-30F;
        const auto weights = roundTrip(type, values);
        QVERIFY(
            std::all_of(weights.begin(), weights.end(), [](float w) { return std::isfinite(w); }));
        const float tolerance = expectedError < 1.5e-2 ? 0.1F : 0.3F;
        QVERIFY(std::abs(weights[7] - 6e4F) < 6e4F * tolerance);
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
        QFETCH(double, expectedError);
        if (expectedError < 1e-4 || type == BlockType::mxfp4) {
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
        QVERIFY(!canQuantise(BlockType::nvfp4));
        QVERIFY_EXCEPTION_THROWN((void)quantise(BlockType::nvfp4, values), Error);
        QVERIFY_EXCEPTION_THROWN((void)quantise(BlockType::q4_K, std::span(values).first(255)),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(
            (void)quantise(BlockType::q4_K, values, std::span(values).first(8)), Error);
        std::vector<float> broken = values;
        broken[9] = NAN;
        QVERIFY_EXCEPTION_THROWN((void)quantise(BlockType::q8_0, broken), Error);
    }

    void formatsForImportanceMatricesLoseWhatTheirLevelsAllow() {
        const auto values = normalValues(256 * 64, 6);
        const std::vector<float> importance(256, 1.0F);
        for (const Format& format : kMatrixFormats) {
            const double error = nmse(roundTrip(format.type, values, importance), values);
            QVERIFY2(error <= format.expectedError, qPrintable(QString::number(error)));
        }
    }

    /// The instruction sets make the same bytes, with and without importance, for every length of
    /// a row.
    void instructionSetsAgree() {
        if (&quantize::rowTools() == &quantize::baseline::rowTools()) {
            QSKIP("This processor has the baseline only.");
        }
        for (const std::size_t columns : {256U, 768U, 2560U}) {
            const auto values = normalValues(columns, static_cast<std::uint32_t>(columns));
            auto importance = normalValues(columns, 7);
            std::ranges::transform(importance, importance.begin(), [](float v) { return v * v; });
            for (std::uint32_t number = 0; number < 64; ++number) {
                const BlockFormat* format = findBlockFormat(number);
                if (format == nullptr || !canQuantise(format->type)) {
                    continue;
                }
                const std::size_t bytes = columns / format->blockSize * format->blockBytes;
                for (const float* weights :
                     std::array<const float*, 2>{nullptr, importance.data()}) {
                    std::vector<std::uint8_t> one(bytes), other(bytes);
                    quantize::baseline::rowTools().maker(format->type)(
                        {values.data(), columns, weights, one.data()});
                    quantize::rowTools().maker(format->type)(
                        {values.data(), columns, weights, other.data()});
                    QVERIFY2(one == other, std::string(format->name).c_str());
                }
            }
        }
    }

    /// The fast expansion is the twin of the reference's, bit for bit, on random bytes.
    void expandsAsTheReferenceDoes() {
        std::mt19937 engine(8);
        for (std::uint32_t number = 0; number < 64; ++number) {
            const BlockFormat* format = findBlockFormat(number);
            if (format == nullptr || quantize::rowTools().expander(format->type) == nullptr) {
                continue;
            }
            const std::size_t columns = format->blockSize * 37;
            std::vector<std::byte> blocks(37 * format->blockBytes);
            std::ranges::generate(blocks, [&] { return static_cast<std::byte>(engine()); });
            std::vector<float> fast(columns);
            quantize::rowTools().expander(format->type)(
                reinterpret_cast<const std::uint8_t*>(blocks.data()), columns, fast.data());
            const auto slow = dequantised(format->type, blocks);
            for (std::size_t i = 0; i < columns; ++i) {
                const bool same =
                    fast[i] == slow[i] || (std::isnan(fast[i]) && std::isnan(slow[i]));
                QVERIFY2(same, std::string(format->name).c_str());
            }
        }
    }

    /// The conformance rows (outliers, offsets, ramps) become the bytes that the reference's
    /// quantiser made of them.
    void conformanceRowsBecomeTheSameBytes() {
        const auto folder = conformanceFolder();
        if (!folder) {
            QSKIP("The conformance data is not here.");
        }
        const auto source = readFloats(*folder / "quant_vectors/source.f32");
        std::ifstream stream(*folder / "quant_vectors/index.json");
        const auto index = nlohmann::json::parse(stream);
        int compared = 0;
        for (const auto& entry : index.at("types")) {
            const auto* format = findBlockFormat(entry.at("gguf_type_id").get<std::uint32_t>());
            const bool needsMatrix = std::ranges::any_of(
                kMatrixFormats, [&](const Format& f) { return f.type == format->type; });
            if (!canQuantise(format->type) || needsMatrix) {
                continue;
            }
            std::ifstream file(*folder / "quant_vectors" / entry.at("quantised").get<std::string>(),
                               std::ios::binary);
            const std::string expected((std::istreambuf_iterator<char>(file)), {});
            const auto made = quantise(format->type, source);
            const std::string own(reinterpret_cast<const char*>(made.data()), made.size());
            if (own != expected) { // IQ3_S: the reference shifts what follows a sub-block of zeros
                const double reference = entry.at("nmse_to_source").get<double>();
                const double error = nmse(dequantised(format->type, made), source);
                qInfo("%s differs: NMSE %.6e, the reference's %.6e",
                      std::string(format->name).c_str(), error, reference);
                QVERIFY(error <= 1.001 * reference);
            } else {
                ++compared;
            }
        }
        qInfo("%d formats agree byte for byte", compared);
        QVERIFY(compared >= 15);
    }
};

QTEST_APPLESS_MAIN(QuantiseTest)
#include "quantise_test.moc"
