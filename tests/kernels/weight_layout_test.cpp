// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The device layout holds the same bytes as the file, aligned; no device is needed to see that.
#include "engine/gguf/block_format.h"
#include "engine/model/weight_layout.h"
#include "engine/synth/random_blocks.h"
#include "tests/support/dice.h"

#include <QTest>

#include <algorithm>

using namespace conclave;
using namespace conclave::test;

namespace {

/// All formats that weights can have.
std::vector<BlockType> formats() {
    std::vector<BlockType> all;
    for (std::uint32_t id = 0; id < 64; ++id) {
        if (const BlockFormat* format = findBlockFormat(id); format != nullptr && format->runs) {
            all.push_back(format->type);
        }
    }
    return all;
}

std::vector<std::byte> randomBlocks(const BlockFormat& format, std::uint64_t weights,
                                    std::uint64_t key) {
    std::vector<std::byte> blocks(weights / format.blockSize * format.blockBytes);
    fillRandomBlocks(format.type, {}, key, 0, blocks);
    return blocks;
}

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
        for (const BlockType type : formats()) {
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
            auto file = randomBlocks(format, rows * length, static_cast<std::uint64_t>(trial));
            const auto device = deviceRows(type, length, rows, file);
            // Padding is zero, so the larger multiset is the smaller one with zeros.
            file.resize(device.size());
            QCOMPARE(sorted(device), sorted(file));
            // At most 15 bytes a plane, and at most four planes; in some two bytes a block.
            const std::uint64_t blocks = length / format.blockSize;
            const std::uint64_t rowBytes = blocks * format.blockBytes;
            QVERIFY(device.size() <= rows * (rowBytes + 2 * blocks + 4 * 15));
        }
    }

    void rowsAreIndependent_data() { rowsKeepAllTheirBytes_data(); }

    void rowsAreIndependent() {
        QFETCH(BlockType, type);
        const std::uint64_t length = 768;
        const auto file = randomBlocks(blockFormat(type), 3 * length, 2);
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
