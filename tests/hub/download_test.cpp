// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Downloads, one circumstance each: good lines, bad servers, restarts, damage.
#include "tests/hub/hub_fixture.h"

#include "app/hub/part_journal.h"

#include <QTest>

#include <algorithm>

namespace conclave {

namespace {

constexpr qsizetype kSize = kSmallModel;

} // namespace

class DownloadTest : public QObject {
    Q_OBJECT

private slots:
    void aFileArrivesVerified();
    void aSplitFileIsOneDownload();
    void anOddSizeArrives_data();
    void anOddSizeArrives();
    void aPausedDownloadKeepsItsParts();
    void aRestartGoesOn();
    void anUnknownJournalIsNotTrusted();
    void damageOnTheDiskIsFetchedAgain();
    void aWrongByteIsFoundAndOnlyItsPartReplaced();
    void aWrongHashAtTheHubIsToldAndNothingTaken();
    void aVerifiedFileIsRecognised();
    void anotherFileIsNeverReplaced();
    void tricksInNamesGoNowhere();
    void missingShardsAndHashesAreTold();
    void oneWriterPerFile();
    void aFullDiskIsToldBefore();
    void cancelDeletesWhatArrived();
    void theSwitchStopsAndGoesOn();
    void twoAtOnceAndTheRestInOrder();
};

void DownloadTest::aFileArrivesVerified() {
    SmallHub f;
    f.start();
    const DownloadProgress end = f.pull("maker/m:Q8_0");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(end.paths, QStringList{f.path("models/maker/m/m-Q8_0.gguf")});
    QCOMPARE(contentOf(end.paths[0]), f.file().content);
    QCOMPARE(end.receivedBytes, quint64(kSize));
    QCOMPARE(end.verifiedBytes, quint64(kSize));
    QVERIFY2(f.files("*.part*").isEmpty(), qPrintable(f.files("*.part*").join(' ')));
    QVERIFY(f.downloads().settlement().waitUntilDone(5000));
    QVERIFY(f.files("*.note").isEmpty());
    QCOMPARE(f.hub.bodyBytes() < kSize + 5000, true); // nothing twice
    for (const HubRequest& request : f.hub.requests()) {
        if (request.path.contains("/resolve/"))
            QVERIFY(request.path.contains(TestHub::commit()));
    }
}

void DownloadTest::aSplitFileIsOneDownload() {
    HubFixture f;
    f.hub.models = {{"maker/m",
                     {{"Q8_0/m-Q8_0-00001-of-00003.gguf", randomBytes(30'000, 1), {}},
                      {"Q8_0/m-Q8_0-00002-of-00003.gguf", randomBytes(40'000, 2), {}},
                      {"Q8_0/m-Q8_0-00003-of-00003.gguf", randomBytes(10'000, 3), {}}},
                     {},
                     {}}};
    f.start();
    const DownloadProgress end = f.pull("maker/m:Q8_0");
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(end.totalBytes, 80'000U);
    QCOMPARE(end.paths.size(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(contentOf(end.paths[i]), f.hub.models[0].files[i].content);
    QVERIFY(end.paths[0].endsWith("models/maker/m/Q8_0/m-Q8_0-00001-of-00003.gguf"));
}

void DownloadTest::anOddSizeArrives_data() {
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 4095, 4096, 4097, 8192, 65'536, 65'537})
        QTest::addRow("%d bytes", size) << size;
}

void DownloadTest::anOddSizeArrives() {
    QFETCH(int, size);
    HubFixture f;
    f.hub.models = {smallModel(randomBytes(size, quint32(size)))};
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(contentOf(end.paths[0]), f.file().content);
}

void DownloadTest::aPausedDownloadKeepsItsParts() {
    SmallHub f;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    f.add(job);
    QTRY_VERIFY(f.latest(job.id).receivedBytes > 30'000);
    f.call(&DownloadQueue::pause, job.id);
    QTRY_COMPARE(f.latest(job.id).state, DownloadState::paused);
    QCOMPARE(f.files("*.gguf").size(), 0);
    const QStringList parts = f.files("*.part");
    QCOMPARE(parts.size(), 1);
    const QString sha = f.file().sha256;
    const quint64 kept = PartJournal(parts[0] + ".journal", kSize, sha, 1).receivedBytes();
    QVERIFY(kept > 4096);
    const qint64 sent = f.hub.bodyBytes();
    f.call(&DownloadQueue::resume, job.id);
    QCOMPARE(f.waitForEnd(job.id).state, DownloadState::done);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
    QVERIFY(f.hub.bodyBytes() - sent <= qint64(kSize - kept) + 100);
}

void DownloadTest::aRestartGoesOn() {
    SmallHub f;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    for (quint64 goal = 25'000; goal < 90'000; goal += 25'000) {
        f.add(job);
        QTRY_VERIFY(f.latest(job.id).receivedBytes > goal);
        QVERIFY(f.files("*.gguf").isEmpty());
        f.restart();
    }
    f.add(job);
    QCOMPARE(f.waitForEnd(job.id).state, DownloadState::done);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
}

void DownloadTest::anUnknownJournalIsNotTrusted() {
    SmallHub f;
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    const PartFile part(job.files[0].path, job.files[0].hash, kSize);
    write(part.path(), QByteArray(kSize, 'z'));
    PartJournal journal = (QDir().mkpath(QFileInfo(part.path()).path()),
                           PartJournal(part.journalPath(), kSize, job.files[0].hash, 4096));
    for (int i = 0; i < journal.layout().count(); ++i)
        journal.received(i, 42); // what no bytes have
    f.add(job);
    QCOMPARE(f.waitForEnd(job.id).state, DownloadState::done);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
}

/// After a power cut the journal may know a part that the disk does not hold.
void DownloadTest::damageOnTheDiskIsFetchedAgain() {
    SmallHub f;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    f.add(job);
    QTRY_VERIFY(f.latest(job.id).receivedBytes > 60'000);
    f.call(&DownloadQueue::pause, job.id);
    const QString part = f.files("*.part").value(0);
    const quint64 kept =
        PartJournal(part + ".journal", kSize, job.files[0].hash, 1).receivedBytes();
    const int first = [&] { // a part that has arrived
        const PartJournal journal(part + ".journal", kSize, job.files[0].hash, 1);
        int i = 0;
        while (!journal.has(i))
            ++i;
        return i;
    }();
    write(part, QByteArray(100, '\0'), first * 4096 + 1000);
    const qint64 sent = f.hub.bodyBytes();
    f.call(&DownloadQueue::resume, job.id);
    QCOMPARE(f.waitForEnd(job.id).state, DownloadState::done);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
    QVERIFY(f.hub.bodyBytes() - sent <= qint64(kSize - kept + 4096) + 100);
}

void DownloadTest::aWrongByteIsFoundAndOnlyItsPartReplaced() {
    SmallHub f;
    std::atomic<int> flipped = 0;
    f.hub.fault = [&](const HubRequest& r) {
        // Once, in the middle of the file.
        if (r.atFiles && r.headers["range"].startsWith("bytes=4") && flipped++ == 0)
            return HubFault{HubFault::wrongByte, 777};
        return HubFault{};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(flipped.load() > 0, true);
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(contentOf(end.paths[0]), f.file().content);
    QVERIFY(f.hub.bodyBytes() < 2 * kSize + 10'000);
}

void DownloadTest::aWrongHashAtTheHubIsToldAndNothingTaken() {
    SmallHub f;
    f.file().sha256 = QString(64, 'd');
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::wrongContent);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QVERIFY(f.files("*.gguf").isEmpty());
    QVERIFY(end.paths.isEmpty());
    QCOMPARE(end.verifiedBytes, 0U);
}

void DownloadTest::aVerifiedFileIsRecognised() {
    SmallHub f;
    f.start();
    write(f.path("models/maker/m/m-Q8_0.gguf"), f.file().content);
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(f.fileRequests(), 0);
}

void DownloadTest::anotherFileIsNeverReplaced() {
    SmallHub f;
    f.start();
    for (const QByteArray& mine : {QByteArray("my own notes"), QByteArray(kSize, 'x')}) {
        QFile::remove(f.path("models/maker/m/m-Q8_0.gguf"));
        write(f.path("models/maker/m/m-Q8_0.gguf"), mine);
        const DownloadProgress end = f.pull("maker/m");
        QCOMPARE(end.state, DownloadState::failed);
        QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
        QCOMPARE(contentOf(f.path("models/maker/m/m-Q8_0.gguf")), mine);
    }
}

void DownloadTest::tricksInNamesGoNowhere() {
    HubFixture f;
    f.hub.models = {{"maker/m",
                     {{"../../../escaped-Q8_0.gguf", randomBytes(5000, 1), {}},
                      {"/tmp/escaped-Q4_0.gguf", randomBytes(5000, 2), {}},
                      {"a/../../escaped-Q5_0.gguf", randomBytes(5000, 3), {}}},
                     {},
                     {}}};
    f.start();
    const auto found = std::get<HubModel>(f.model("maker/m"));
    QVERIFY(found.files.isEmpty() && found.quants.isEmpty());
    QVERIFY(f.files("*escaped*").isEmpty());
}

void DownloadTest::missingShardsAndHashesAreTold() {
    HubFixture f;
    f.hub.models = {{"maker/m",
                     {{"m-Q8_0-00001-of-00002.gguf", randomBytes(5000, 1), {}},
                      {"m-Q4_0.gguf", randomBytes(5000, 2), "unknown"}},
                     {},
                     {}}};
    f.start();
    for (const char* reference : {"maker/m:Q8_0", "maker/m:Q4_0"}) {
        const DownloadProgress end = f.pull(reference);
        QCOMPARE(end.state, DownloadState::failed);
        QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    }
    QCOMPARE(f.fileRequests(), 0);
}

void DownloadTest::oneWriterPerFile() {
    SmallHub f;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    DownloadThread other(f.policy, f.ledger, f.path("other"), fastOptions()); // another program
    QMetaObject::invokeMethod(
        &other.queue(), [&] { other.queue().add(job); }, Qt::BlockingQueuedConnection);
    f.add(job);
    const DownloadProgress end = f.waitForEnd(job.id);
    QCOMPARE(end.state, DownloadState::failed);
    QVERIFY2(end.error.sentence.contains("already"), qPrintable(end.error.sentence));
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(job.files[0].path), 20'000);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
}

void DownloadTest::aFullDiskIsToldBefore() {
    DownloadOptions options = fastOptions();
    options.spareBytes = quint64(1) << 60;
    SmallHub f(options);
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::disk);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QCOMPARE(f.fileRequests(), 0);
    QVERIFY(f.files("*.part*").isEmpty());
}

void DownloadTest::cancelDeletesWhatArrived() {
    SmallHub f;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    f.add(job);
    QTRY_VERIFY(f.latest(job.id).receivedBytes > 20'000);
    f.call(&DownloadQueue::pause, job.id);
    QCOMPARE(f.files("*.part").size(), 1);
    f.call(&DownloadQueue::cancel, job.id);
    QVERIFY2(f.files("*.part*").isEmpty(), qPrintable(f.files("*.part*").join(' ')));
    f.add(job);
    QTRY_VERIFY(f.latest(job.id).state == DownloadState::downloading);
    f.call(&DownloadQueue::cancel, job.id); // while it runs
    QVERIFY2(f.files("*.part*").isEmpty(), qPrintable(f.files("*.part*").join(' ')));
}

void DownloadTest::theSwitchStopsAndGoesOn() {
    SmallHub f;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    f.add(job);
    QTRY_VERIFY(f.latest(job.id).receivedBytes > 20'000);
    f.policy.setForbidden(true);
    QTRY_COMPARE(f.latest(job.id).state, DownloadState::failed);
    QCOMPARE(f.latest(job.id).error.kind, NetworkErrorKind::switchedOff);
    const auto requests = f.hub.requests().size();
    QTest::qWait(100);
    QCOMPARE(f.hub.requests().size(), requests);
    f.policy.setForbidden(false);
    QTRY_COMPARE_WITH_TIMEOUT(f.latest(job.id).state, DownloadState::done, 20'000);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
}

void DownloadTest::twoAtOnceAndTheRestInOrder() {
    HubFixture f;
    for (int i = 0; i < 5; ++i)
        f.hub.models.append(
            {QString("maker/m%1").arg(i),
             {{QString("m%1-Q8_0.gguf").arg(i), randomBytes(20'000, quint32(i)), {}}},
             {},
             {}});
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 60} : HubFault{};
    };
    f.start();
    QStringList ids;
    for (int i = 0; i < 5; ++i) {
        const auto job = std::get<DownloadJob>(f.job(QString("maker/m%1").arg(i)));
        ids << job.id;
        f.add(job);
    }
    int most = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            int running = 0, done = 0;
            for (const QString& id : ids) {
                const DownloadState state = f.latest(id).state;
                running += state == DownloadState::downloading || state == DownloadState::verifying;
                done += state == DownloadState::done;
            }
            most = std::max(most, running);
            return done == 5;
        },
        30'000));
    QVERIFY2(most <= 2, qPrintable(QString::number(most)));
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::DownloadTest)
#include "download_test.moc"
