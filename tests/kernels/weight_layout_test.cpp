// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The device layout holds the same bytes as the file, aligned; no device is needed to see that.
#include "engine/gguf/block_format.h"
#include "engine/model/weight_layout.h"
#include "tests/support/dice.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace conclave;
using namespace conclave::test;

namespace {

constexpr std::array kFormats{BlockType::f32,  BlockType::f16,  BlockType::bf16, BlockType::q8_0,
                              BlockType::q4_K, BlockType::q5_K, BlockType::q6_K};

std::vector<std::byte> sorted(std::vector<std::byte> bytes) {
    std::sort(bytes.begin(), bytes.end());
    return bytes;
}

std::vector<std::byte> deviceRows(BlockType type, std::uint64_t length, std::uint64_t rows,
                                  const std::vector<std::byte>& file) {
    std::vector<std::byte> out(rows * deviceRowQuads(type, length) * 16);
    toDeviceLayout(type, length, rows, file, out);
    return out;
}

} // namespace

class WeightLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void rowsKeepAllTheirBytes_data() {
        QTest::addColumn<BlockType>("type");
        for (const BlockType type : kFormats) {
            QTest::newRow(std::string(blockFormat(type).name).c_str()) << type;
        }
    }

    void rowsKeepAllTheirBytes() {
        QFETCH(BlockType, type);
        const BlockFormat& format = blockFormat(type);
        Dice dice(1);
        for (int trial = 0; trial < 20; ++trial) {
            const std::uint32_t unit = std::max(format.blockSize, 32U);
            const std::uint64_t length = std::uint64_t{unit} * dice.between(1, 7);
            const std::uint64_t rows = dice.between(1, 5);
            auto file = dice.weights(type, rows * length);
            const auto device = deviceRows(type, length, rows, file);
            // Padding is zero, so the larger multiset is the smaller one with zeros.
            file.resize(device.size());
            QCOMPARE(sorted(device), sorted(file));
            // At most 15 bytes a plane, and at most four planes.
            const std::uint64_t rowBytes = length / format.blockSize * format.blockBytes;
            QVERIFY(device.size() <= rows * (rowBytes + 4 * 15));
        }
    }

    void rowsAreIndependent_data() { rowsKeepAllTheirBytes_data(); }

    void rowsAreIndependent() {
        QFETCH(BlockType, type);
        Dice dice(2);
        const std::uint64_t length = 768;
        const auto file = dice.weights(type, 3 * length);
        const auto all = deviceRows(type, length, 3, file);
        const std::size_t rowBytes = file.size() / 3;
        const std::size_t deviceBytes = all.size() / 3;
        for (std::size_t row = 0; row < 3; ++row) {
            const std::vector<std::byte> one(&file[row * rowBytes],
                                             &file[row * rowBytes] + rowBytes);
            const auto alone = deviceRows(type, length, 1, one);
            QVERIFY(std::equal(alone.begin(), alone.end(), &all[row * deviceBytes]));
        }
    }
};

QTEST_APPLESS_MAIN(WeightLayoutTest)
#include "weight_layout_test.moc"
