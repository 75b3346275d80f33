// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What computers of all sizes are offered: something for everyone, of a size that suits.
#include "tests/app/app_fixture.h"

#include <QTest>

namespace conclave {

class RecommendationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyComputerIsOfferedWhatSuitsIt_data();
    void everyComputerIsOfferedWhatSuitsIt();
};

/// By hand: what the memory holds beside a context of 8K, and what answers at reading speed.
void RecommendationsTest::everyComputerIsOfferedWhatSuitsIt_data() {
    constexpr std::uint64_t kGiB = 1ULL << 30;
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("type");
    QTest::addColumn<quint64>("deviceBytes");
    QTest::addColumn<quint64>("ramBytes");
    QTest::addColumn<double>("bandwidth"); // bytes per second, measured; 0: only published
    QTest::addColumn<double>("smallest");  // GB, of the file for chats
    QTest::addColumn<double>("largest");
    const auto row = [](const char* name, const char* device, const char* type, quint64 deviceBytes,
                        quint64 ramBytes, double bandwidth, double smallest, double largest) {
        QTest::newRow(name) << QString(device) << QString(type) << deviceBytes * kGiB
                            << ramBytes * kGiB << bandwidth << smallest << largest;
    };
    row("8 GB", "NVIDIA GeForce RTX 4060", "discrete", 8, 16, 0, 4, 7.2);
    row("12 GB", "NVIDIA GeForce RTX 3060", "discrete", 12, 32, 0, 5, 11.4);
    row("16 GB", "NVIDIA GeForce RTX 4060 Ti", "discrete", 16, 32, 0, 9, 15.6);
    row("24 GB", "NVIDIA GeForce RTX 4090", "discrete", 24, 64, 0, 14, 24);
    row("integrated, 32 GB", "AMD Radeon 780M", "integrated", 16, 32, 70e9, 8, 16.5);
    row("integrated, 16 GB", "Intel(R) Iris(R) Xe Graphics", "integrated", 8, 16, 40e9, 2, 7.8);
    row("no GPU, 32 GB", "llvmpipe (LLVM 15.0.6, 256 bits)", "software", 32, 32, 30e9, 0.3, 5);
}

void RecommendationsTest::everyComputerIsOfferedWhatSuitsIt() {
    QFETCH(QString, device);
    QFETCH(QString, type);
    QFETCH(quint64, deviceBytes);
    QFETCH(quint64, ramBytes);
    QFETCH(double, bandwidth);
    QFETCH(double, smallest);
    QFETCH(double, largest);
    DeviceInfo info = scriptedDevices().front();
    info.name = device.toStdString();
    info.type = type.toStdString();
    info.memoryBytes = deviceBytes;
    AppFixture f;
    f.setMachine(info, ramBytes);
    if (bandwidth > 0) {
        f.setMeter([bandwidth](const std::string&) { return bandwidth; });
    }
    QVERIFY(f.start());
    ModelBrowser& browser = *f.app().browser();
    browser.open();
    QTRY_VERIFY(bandwidth == 0 || browser.machine()->plan().bandwidthMeasured);
    const QVariantList uses = browser.discover()->recommendations();
    QVERIFY(!uses.isEmpty());
    for (const QVariant& value : uses) {
        const QVariantMap use = value.toMap();
        qInfo("%s: %s %s %s %s", qPrintable(use["use"].toString()),
              qPrintable(use["name"].toString()), qPrintable(use["quant"].toString()),
              qPrintable(use["size"].toString()), qPrintable(use["speed"].toString()));
        browser.detail()->showCatalogue(use["modelId"].toString());
        QCOMPARE(browser.detail()->plan()["verdict"].toString(), QString("fits"));
    }
    const double chat = uses.first().toMap()["size"].toString().section(' ', 0, 0).toDouble();
    QVERIFY2(chat >= smallest && chat <= largest, qPrintable(QString::number(chat)));
}

} // namespace conclave

QTEST_MAIN(conclave::RecommendationsTest)
#include "recommendations_test.moc"
