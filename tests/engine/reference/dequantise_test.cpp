// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/half.h"
#include "engine/reference/dequantise.h"
#include "tests/support/conformance_data.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <fstream>
#include <initializer_list>
#include <limits>

using namespace conclave;
using namespace conclave::test;

namespace {

/// A block under construction: fields are set by byte offset.
class Block {
public:
    explicit Block(BlockType type) : m_type(type), m_bytes(blockFormat(type).blockBytes) {}

    Block& set(std::size_t at, std::initializer_list<int> values) {
        for (const int value : values) {
            m_bytes[at++] = static_cast<std::byte>(value);
        }
        return *this;
    }
    Block& setHalf(std::size_t at, float value) {
        const std::uint16_t half = floatToHalf(value);
        return set(at, {half & 0xFF, half >> 8});
    }
    [[nodiscard]] std::vector<float> weights() const { return dequantised(m_type, m_bytes); }

private:
    BlockType m_type;
    std::vector<std::byte> m_bytes;
};

/// Places where the bits differ: -0 is not 0 here.
std::size_t differences(std::span<const float> values, std::span<const float> expected) {
    std::size_t count = values.size() == expected.size() ? 0 : expected.size();
    for (std::size_t i = 0; i < std::min(values.size(), expected.size()); ++i) {
        count +=
            std::bit_cast<std::uint32_t>(values[i]) != std::bit_cast<std::uint32_t>(expected[i]);
    }
    return count;
}

} // namespace

class DequantiseTest : public QObject {
    Q_OBJECT

private slots:
    void halvesSurviveTheWayToFloatAndBack() {
        for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            if (std::isnan(halfToFloat(half))) {
                QVERIFY(std::isnan(halfToFloat(floatToHalf(halfToFloat(half)))));
            } else {
                QCOMPARE(floatToHalf(halfToFloat(half)), half);
            }
        }
    }

    void halvesHaveTheirKnownValues() {
        QCOMPARE(halfToFloat(0x3C00), 1.0F);
        QCOMPARE(halfToFloat(0xC000), -2.0F);
        QCOMPARE(halfToFloat(0x7BFF), 65504.0F);
        QCOMPARE(halfToFloat(0x0001), 0x1p-24F);
        QVERIFY(std::signbit(halfToFloat(0x8000)));
        QVERIFY(std::isinf(halfToFloat(0x7C00)));
    }

    void floatsRoundToTheNearestHalfTiesToEven() {
        QCOMPARE(floatToHalf(1.0F + 0x1p-11F), std::uint16_t{0x3C00});
        QCOMPARE(floatToHalf(1.0F + 3 * 0x1p-11F), std::uint16_t{0x3C02});
        QCOMPARE(floatToHalf(1.0F + 0x1.8p-11F), std::uint16_t{0x3C01});
        QCOMPARE(floatToHalf(0x1p-25F), std::uint16_t{0});
        QCOMPARE(floatToHalf(0x1.8p-25F), std::uint16_t{1});
        QCOMPARE(floatToHalf(65519.0F), std::uint16_t{0x7BFF});
        QCOMPARE(floatToHalf(65520.0F), std::uint16_t{0x7C00});
        QCOMPARE(floatToHalf(-1e30F), std::uint16_t{0xFC00});
    }

    void floatsRoundToTheNearestBfloat16TiesToEven() {
        QCOMPARE(floatToBfloat16(1.0F), std::uint16_t{0x3F80});
        QCOMPARE(floatToBfloat16(1.0F + 0x1p-8F), std::uint16_t{0x3F80});
        QCOMPARE(floatToBfloat16(1.0F + 3 * 0x1p-8F), std::uint16_t{0x3F82});
        QVERIFY(std::isnan(bfloat16ToFloat(floatToBfloat16(std::nanf("")))));
    }

    void q8_0IsScaleTimesByte() {
        const auto weights =
            Block(BlockType::q8_0).setHalf(0, 0.5F).set(2, {3, -128, 127}).weights();
        QCOMPARE(weights.size(), std::size_t{32});
        QCOMPARE(weights[0], 1.5F);
        QCOMPARE(weights[1], -64.0F);
        QCOMPARE(weights[2], 63.5F);
        QCOMPARE(weights[31], 0.0F);
    }

    void q4_0HoldsWeightsSixteenApartInOneByte() {
        const auto weights = Block(BlockType::q4_0).setHalf(0, 2).set(2, {0xF0}).weights();
        QCOMPARE(weights[0], -16.0F);
        QCOMPARE(weights[16], 14.0F);
    }

    void q4_KTakesLateScalesFromSplitBits() {
        Block block(BlockType::q4_K);
        block.setHalf(0, 1).setHalf(2, 1);
        // Scale 0 is 5, min 0 is 7. Scale 4 is 0x21: nibble 1, upper bits 2; min 4 is 0x13.
        block.set(4, {5 | 2 << 6, 0, 0, 0, 7 | 1 << 6, 0, 0, 0, 0x31});
        block.set(16, {0x02}).set(16 + 64, {0x04});
        const auto weights = block.weights();
        QCOMPARE(weights[0], 5.0F * 2 - 7);
        QCOMPARE(weights[128], 0x21 * 4.0F - 0x13);
        QCOMPARE(weights[32], 0.0F); // the upper nibble has scale and min 1, which are 0
    }

    void q5_KTakesTheFifthBitFromItsPlane() {
        Block block(BlockType::q5_K);
        block.setHalf(0, 1).set(4, {1, 1, 1, 1}).set(16, {0b10}).set(48, {0x34});
        const auto weights = block.weights();
        QCOMPARE(weights[0], 4.0F);
        QCOMPARE(weights[32], 3.0F + 16);
    }

    void q6_KIsCentredAtThirtyTwo() {
        Block block(BlockType::q6_K);
        block.setHalf(208, 0.5F).set(192, {-2, 0, 0, 0, 3}).set(0, {0x1F}).set(128, {0b110011});
        const auto weights = block.weights();
        QCOMPARE(weights[0], 0.5F * -2 * ((0x0F | 3 << 4) - 32));
        QCOMPARE(weights[64], 0.5F * 3 * ((0x01 | 3 << 4) - 32));
        QCOMPARE(weights[1], 0.5F * -2 * -32);
    }

    void iq2_xxsKeepsTheNumberOfMinusSignsEven() {
        Block block(BlockType::iq2_xxs);
        // Entry 0 is all 8; signs 1 (so the eighth, too), scale 2.
        block.setHalf(0, 1).set(6, {1, 0, 0, 2 << 4});
        const auto weights = block.weights();
        QCOMPARE(weights[0], -8.0F * 2.5F / 4);
        QCOMPARE(weights[1], 8.0F * 2.5F / 4);
        QCOMPARE(weights[7], -8.0F * 2.5F / 4);
    }

    void iq1_mCollectsItsScaleFromFourNibbles() {
        Block block(BlockType::iq1_m);
        // 1.0 is 0x3C00; scale 5 of weights 16 to 31; entry 0 is -1 throughout, shifted down.
        block.set(32, {0x00, 0x08}).set(48, {5 << 3, 0, 0, 0, 0, 0xC0, 0, 0x30});
        const auto weights = block.weights();
        QCOMPARE(weights[0], -1.0F + 0.125F);
        QCOMPARE(weights[16], 11 * (-1.0F - 0.125F));
        QCOMPARE(weights[24], 11 * (-1.0F + 0.125F));
    }

    void wrongSizesAndUnknownFormatsAreRefused() {
        const std::vector<std::byte> bytes(34);
        std::vector<float> out(31);
        QVERIFY_EXCEPTION_THROWN(dequantise(BlockType::q8_0, bytes, out), Error);
        out.resize(32);
        QVERIFY_EXCEPTION_THROWN(dequantise(BlockType::q8_0, std::span(bytes).first(33), out),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(dequantise(BlockType::i32, bytes, out), Error);
    }

    void conformanceVectorsAgreeBitForBit_data() {
        QTest::addColumn<int>("typeId");
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("floats");
        const auto folder = conformanceFolder();
        if (!folder) {
            return;
        }
        std::ifstream stream(*folder / "quant_vectors/index.json");
        const auto index = nlohmann::json::parse(stream);
        const auto text = [](const nlohmann::json& value) {
            return QString::fromStdString(value.get<std::string>());
        };
        for (const auto& type : index.at("types")) {
            const auto name = type.at("type").get<std::string>();
            const int id = type.at("gguf_type_id").get<int>();
            QTest::newRow(name.c_str())
                << id << text(type.at("quantised")) << text(type.at("dequantised"));
            if (type.contains("random_blocks")) {
                const auto& random = type.at("random_blocks");
                QTest::newRow((name + " random").c_str())
                    << id << text(random.at("bytes")) << text(random.at("dequantised"));
            }
        }
    }

    void conformanceVectorsAgreeBitForBit() {
        const auto folder = conformanceFolder();
        if (!folder) {
            QSKIP("The conformance data is not here.");
        }
        QFETCH(int, typeId);
        QFETCH(QString, bytes);
        QFETCH(QString, floats);
        const auto vectors = *folder / "quant_vectors";
        const auto weights =
            dequantised(static_cast<BlockType>(typeId), readBytes(vectors / bytes.toStdString()));
        QCOMPARE(differences(weights, readFloats(vectors / floats.toStdString())), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(DequantiseTest)
#include "dequantise_test.moc"
