// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The program as a terminal sees it, without a display.
#include <QProcess>
#include <QTest>

namespace conclave {

class ProgramTest : public QObject {
    Q_OBJECT

private slots:
    void whatNeedsNoWindowIsAnswered_data();
    void whatNeedsNoWindowIsAnswered();
};

void ProgramTest::whatNeedsNoWindowIsAnswered_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::newRow("version") << QStringList{"--version"} << 0 << QByteArray("conclave 0.")
                             << QByteArray();
    QTest::newRow("help") << QStringList{"--help"} << 0 << QByteArray("A GGUF file to open.")
                          << QByteArray();
    QTest::newRow("window") << QStringList{} << 1 << QByteArray()
                            << QByteArray("There is no display to open a window on; "
                                          "\"conclave-cli chat guide\" talks in the terminal.\n");
    QTest::newRow("file") << QStringList{"model.gguf"} << 1 << QByteArray()
                          << QByteArray("There is no display");
}

void ProgramTest::whatNeedsNoWindowIsAnswered() {
    QFETCH(const QStringList, arguments);
    QFETCH(const int, status);
    QFETCH(const QByteArray, out);
    QFETCH(const QByteArray, err);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(display);
    }
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(CONCLAVE_PROGRAM, arguments);
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), status);
    const QByteArray said = program.readAllStandardOutput(),
                     complained = program.readAllStandardError();
    QVERIFY2(out.isEmpty() ? said.isEmpty() : said.contains(out), said);
    QVERIFY2(err.isEmpty() ? complained.isEmpty() : complained.startsWith(err), complained);
    QVERIFY2(complained.count('\n') <= 1, complained);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::ProgramTest)
#include "program_test.moc"
