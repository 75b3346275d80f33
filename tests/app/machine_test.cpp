// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What is measured of this computer, and what of that is believed.
#include "tests/app/app_fixture.h"

#include <QTest>

#include <atomic>

namespace conclave {

class MachineTest : public QObject {
    Q_OBJECT

private slots:
    void theBestOfSeveralRunsCounts();
    void aBetterMeasurementReplacesABusyOne();
    void whatCannotBeMeasuredStaysPublished();

private:
    /// Shows the page of models and waits until nothing is measured any more.
    static Machine& measured(AppFixture& f, const std::atomic<int>& runs, int wanted) {
        f.app().browser()->open();
        if (!QTest::qWaitFor([&] { return runs >= wanted; }, 20'000)) {
            qWarning("the device was not measured in time");
        }
        QCoreApplication::processEvents();
        return *f.app().browser()->machine();
    }
};

void MachineTest::theBestOfSeveralRunsCounts() {
    std::atomic<int> runs = 0;
    AppFixture f;
    f.setMeter([&](const std::string&) { return ++runs == 2 ? 300e9 : 40e9; });
    QVERIFY(f.start());
    Machine& machine = measured(f, runs, 3);
    QTRY_COMPARE(machine.plan().deviceBandwidth, 300e9);
    QVERIFY(machine.plan().bandwidthMeasured);
    machine.measure(); // once in each run of the program
    QTest::qWait(600);
    QCOMPARE(runs.load(), 3);
}

void MachineTest::aBetterMeasurementReplacesABusyOne() {
    std::atomic<int> runs = 0;
    std::atomic<double> figure = 50e9;
    AppFixture f;
    f.setMeter([&](const std::string&) {
        ++runs;
        return figure.load();
    });
    QVERIFY(f.start());
    QTRY_COMPARE(measured(f, runs, 3).plan().deviceBandwidth, 50e9);
    figure = 250e9; // another day, and nothing else runs
    QVERIFY(f.restart());
    QTRY_COMPARE(measured(f, runs, 6).plan().deviceBandwidth, 250e9);
    figure = 20e9;
    QVERIFY(f.restart());
    QTRY_COMPARE(measured(f, runs, 9).plan().deviceBandwidth, 250e9);
}

void MachineTest::whatCannotBeMeasuredStaysPublished() {
    std::atomic<int> runs = 0;
    AppFixture f;
    f.setMeter([&](const std::string&) {
        ++runs;
        return 0.0;
    });
    QVERIFY(f.start());
    const Machine& machine = measured(f, runs, 3);
    QVERIFY(!machine.plan().bandwidthMeasured);
}

} // namespace conclave

QTEST_MAIN(conclave::MachineTest)
#include "machine_test.moc"
