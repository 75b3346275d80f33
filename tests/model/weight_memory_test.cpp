// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Weights of any size lie in memory of about their size.
#include "engine/error.h"
#include "engine/model/weight_memory.h"

#include <QTest>

namespace conclave {

namespace {

constexpr std::uint64_t kMB = 1'000'000;

/// So many times one after another: the matrices of a layer.
std::vector<std::uint64_t> layers(int count, const std::vector<std::uint64_t>& matrices) {
    std::vector<std::uint64_t> all;
    for (int layer = 0; layer < count; ++layer) {
        all.insert(all.end(), matrices.begin(), matrices.end());
    }
    for (std::uint64_t& bytes : all) {
        bytes = bytes / 256 * 256;
    }
    return all;
}

} // namespace

class WeightMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("CONCLAVE_VULKAN_ADDRESSES", "1"); } // as graphics cards do
    void littleIsLostBetweenMatrices_data();
    void littleIsLostBetweenMatrices();
};

void WeightMemoryTest::littleIsLostBetweenMatrices_data() {
    QTest::addColumn<std::vector<std::uint64_t>>("sizes");
    // Llama 70B in Q4_K_M: two matrices of 132 MB do not fit in one slab of 256 MB.
    QTest::newRow("dense, 70B") << layers(
        2, {38 * kMB, 5 * kMB, 5 * kMB, 38 * kMB, 132 * kMB, 132 * kMB, 192 * kMB});
    QTest::newRow("dense, 8B") << layers(
        8, {9 * kMB, 2 * kMB, 3 * kMB, 9 * kMB, 33 * kMB, 33 * kMB, 48 * kMB});
    QTest::newRow("experts") << layers(900, {885 * kMB / 1000, 600 * kMB / 1000});
    QTest::newRow("small") << layers(30, {100'000, 30'000, 4096});
}

void WeightMemoryTest::littleIsLostBetweenMatrices() {
    QFETCH(std::vector<std::uint64_t>, sizes);
    std::uint64_t sum = 0;
    for (const std::uint64_t bytes : sizes) {
        sum += bytes;
    }
    std::optional<Device> device;
    try {
        device.emplace("");
    } catch (const Error& error) {
        QSKIP(error.what());
    }
    WeightMemory memory(*device, sum);
    for (const std::uint64_t bytes : sizes) {
        const WeightMemory::Place place = memory.place(bytes);
        QVERIFY(place.slab != nullptr && place.offset + bytes <= place.slab->bytes());
        QCOMPARE(place.address, place.slab->address() + place.offset);
    }
    QVERIFY2(
        memory.bytes() <= sum + sum / 33,
        qPrintable(QStringLiteral("%1 MB for %2 MB").arg(memory.bytes() / kMB).arg(sum / kMB)));
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::WeightMemoryTest)
#include "weight_memory_test.moc"
