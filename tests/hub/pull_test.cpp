// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// `conclave pull` as a user runs it: results, statuses, Ctrl-C, kill -9 and going on.
#include "tests/hub/hub_fixture.h"

#include "app/hub/part_journal.h"
#include "storage/setting_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <atomic>
#include <csignal>

namespace conclave {

namespace {

struct Run {
    int status = -1;
    QByteArray out, err;
};

} // namespace

class PullTest : public QObject {
    Q_OBJECT

private slots:
    void itPrintsWhatItGot();
    void itPrintsOneJsonDocument();
    void failuresAreOneSentence_data();
    void failuresAreOneSentence();
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void theSwitchHoldsHereToo();
    void itNeedsNoDisplay();
    void anEndByForceLosesNoPart_data();
    void anEndByForceLosesNoPart();
    void aKillCostsAtMostAPartOfEachConnection();

private:
    static void prepare(QProcess& process, const HubFixture& f, const QStringList& arguments);
    static Run run(const HubFixture& f, const QStringList& arguments);
    static void setUp(HubFixture& f, qsizetype size = 9'000'000);
    /// Bytes of the first file that the journal knows.
    static quint64 keptOf(const HubFixture& f);
};

void PullTest::setUp(HubFixture& f, qsizetype size) {
    f.hub.models = {
        {"maker/m",
         {{"m-Q8_0.gguf", randomBytes(size, 1), {}}, {"m-Q4_K_M.gguf", randomBytes(5000, 2), {}}},
         {},
         {}}};
    f.start();
}

quint64 PullTest::keptOf(const HubFixture& f) {
    const HubTestFile& file = f.hub.models[0].files[0];
    const QString part = f.files("*.part").value(0), copy = f.path("copy");
    QFile::remove(copy);
    return !part.isEmpty() && QFile::copy(part + ".journal", copy)
               ? PartJournal(copy, quint64(file.content.size()), file.sha256, 1).receivedBytes()
               : 0;
}

void PullTest::prepare(QProcess& process, const HubFixture& f, const QStringList& arguments) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("CONCLAVE_DATA_DIR", f.path("data"));
    environment.insert("CONCLAVE_HUB_URL", f.hub.url().toString());
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
    environment.insert("QT_QPA_PLATFORM", "xcb"); // would fail if a window system were needed
    process.setProcessEnvironment(environment);
    process.setProgram(CONCLAVE_PROGRAM);
    process.setArguments(QStringList{"pull"} + arguments);
}

Run PullTest::run(const HubFixture& f, const QStringList& arguments) {
    QProcess process;
    prepare(process, f, arguments);
    process.start();
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void PullTest::itPrintsWhatItGot() {
    HubFixture f;
    setUp(f);
    const Run got = run(f, {"maker/m", "--to", f.path("to")});
    QCOMPARE(got.err, QByteArray());
    QCOMPARE(got.status, 0);
    const QString path = f.path("to/maker/m/m-Q4_K_M.gguf");
    QCOMPARE(QString::fromUtf8(got.out), path + '\n');
    QCOMPARE(QFileInfo(path).size(), 5000);
    QVERIFY2(f.files("*.part*").isEmpty(), qPrintable(f.files("*.part*").join(' ')));
}

void PullTest::itPrintsOneJsonDocument() {
    HubFixture f;
    setUp(f);
    const Run got = run(f, {"maker/m:Q8_0", "--to", f.path("to"), "--json"});
    QCOMPARE(got.status, 0);
    const QJsonObject json = QJsonDocument::fromJson(got.out).object();
    QCOMPARE(json["files"].toArray().size(), 1);
    QCOMPARE(json["files"][0].toString(), f.path("to/maker/m/m-Q8_0.gguf"));
    QCOMPARE(json["bytes"].toInteger(), 9'000'000);
    QCOMPARE(json["sha256"].toString(), f.hub.models[0].files[0].sha256);
    // Again: it is there, verified, and nothing is fetched.
    const qint64 sent = f.hub.bodyBytes();
    QCOMPARE(run(f, {"maker/m:Q8_0", "--to", f.path("to"), "--json"}).out, got.out);
    QVERIFY(f.hub.bodyBytes() - sent < 10'000);
}

void PullTest::failuresAreOneSentence_data() {
    QTest::addColumn<QString>("reference");
    QTest::newRow("unknown model") << "maker/other";
    QTest::newRow("unknown quant") << "maker/m:Q2_K";
    QTest::newRow("unknown in the registry") << "ollama:nothing:7b";
}

void PullTest::failuresAreOneSentence() {
    QFETCH(QString, reference);
    HubFixture f;
    setUp(f, 5000);
    const Run got = run(f, {reference, "--to", f.path("to"), "--json"});
    QCOMPARE(got.status, 1);
    QCOMPARE(got.out, QByteArray());
    QCOMPARE(got.err.count('\n'), 1);
    QVERIFY2(isOneSentence(QString::fromUtf8(got.err).trimmed()), got.err.constData());
}

void PullTest::wrongUsageIsTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("two models") << QStringList{"a/b", "c/d"};
    QTest::newRow("unknown option") << QStringList{"a/b", "--fast"};
    QTest::newRow("no model") << QStringList{"just words"};
}

void PullTest::wrongUsageIsTwo() {
    QFETCH(QStringList, arguments);
    HubFixture f;
    setUp(f, 5000);
    const Run got = run(f, arguments);
    QCOMPARE(got.status, 2);
    QVERIFY(!got.err.isEmpty());
    QVERIFY(f.hub.requests().isEmpty());
}

void PullTest::theSwitchHoldsHereToo() {
    HubFixture f;
    setUp(f, 5000);
    QDir().mkpath(f.path("data"));
    {
        storage::Database stored((f.path("data") + "/conclave.db").toStdString());
        storage::SettingStore(stored).set("networkForbidden", true);
    }
    const Run got = run(f, {"maker/m"});
    QCOMPARE(got.status, 1);
    QVERIFY2(got.err.contains("switched off"), got.err.constData());
    QVERIFY(f.hub.requests().isEmpty());
}

void PullTest::itNeedsNoDisplay() {
    HubFixture f;
    setUp(f, 5000);
    QCOMPARE(run(f, {"--help"}).status, 0); // the environment has no window system
}

void PullTest::anEndByForceLosesNoPart_data() {
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("status");
    QTest::newRow("kill -9") << SIGKILL << -1;
    QTest::newRow("Ctrl-C") << SIGINT << 130;
    QTest::newRow("terminate") << SIGTERM << 130;
}

void PullTest::anEndByForceLosesNoPart() {
    QFETCH(int, signal);
    QFETCH(int, status);
    HubFixture f;
    f.hub.fault = [](const HubRequest& r) { // some seconds in all
        return r.atFiles ? HubFault{HubFault::slow, 4000} : HubFault{};
    };
    setUp(f, 25'000'000);
    QProcess process;
    prepare(process, f, {"maker/m:Q8_0", "--to", f.path("to")});
    process.start();
    QVERIFY(QTest::qWaitFor([&] { return keptOf(f) > 8'000'000; }, 60'000));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus() == QProcess::CrashExit ? -1 : process.exitCode(), status);
    const quint64 kept = keptOf(f);
    QVERIFY(kept > 8'000'000);
    QVERIFY(f.files("*.gguf").isEmpty());

    const qint64 sent = f.hub.bodyBytes();
    const Run again = run(f, {"maker/m:Q8_0", "--to", f.path("to")});
    QCOMPARE(again.err, QByteArray());
    QCOMPARE(again.status, 0);
    QFile file(f.path("to/maker/m/m-Q8_0.gguf"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(TestHub::sha256Of(file.readAll()), f.hub.models[0].files[0].sha256);
    QVERIFY(f.hub.bodyBytes() - sent < qint64(25'000'000 - kept) + 10'000);
}

/// Four connections have each brought two parts and a half when nothing more comes.
void PullTest::aKillCostsAtMostAPartOfEachConnection() {
    constexpr qint64 kPart = 1 << 20, kConnections = 4, kSize = 25'000'000, kWords = 10'000;
    std::atomic<bool> stalls = true;
    HubFixture f;
    f.hub.fault = [&](const HubRequest& r) {
        return stalls && r.atFiles ? HubFault{HubFault::stall, 5 * kPart / 2} : HubFault{};
    };
    setUp(f, kSize);
    QProcess process;
    prepare(process, f, {"maker/m:Q8_0", "--to", f.path("to")});
    process.start();
    constexpr quint64 kWhole = 2 * kPart * kConnections;
    QTRY_COMPARE_WITH_TIMEOUT(keptOf(f), kWhole, 60'000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGKILL), 0);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(keptOf(f), kWhole);
    stalls = false;
    const qint64 sent = f.hub.bodyBytes();
    QVERIFY(sent - qint64(kWhole) <= kConnections * kPart + kWords);
    QCOMPARE(run(f, {"maker/m:Q8_0", "--to", f.path("to")}).status, 0);
    QVERIFY(f.hub.bodyBytes() - sent <= kSize - qint64(kWhole) + kWords);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::PullTest)
#include "pull_test.moc"
