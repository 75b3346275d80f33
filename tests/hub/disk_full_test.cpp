// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Downloads onto a disk of two megabytes: told before, told in the middle, and gone on with.
#include "tests/hub/hub_fixture.h"

#include "app/hub/part_journal.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdlib>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace conclave {

namespace {

constexpr quint64 kPart = 32 << 10;
QString smallDisk; ///< where it is; empty if this system lets us have none

bool writeText(const char* path, const QByteArray& text) {
    const int file = ::open(path, O_WRONLY | O_CLOEXEC);
    const bool done = file >= 0 && ::write(file, text.constData(), std::size_t(text.size())) > 0;
    ::close(file);
    return done;
}

/// Mounts shared with nobody, as administrator or in a user namespace; before the first thread.
bool haveOwnMounts() {
    const QByteArray map = "0 " + QByteArray::number(::getuid()) + " 1";
    if (::unshare(CLONE_NEWNS) != 0 &&
        !(::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && writeText("/proc/self/uid_map", map)))
        return false;
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

void makeSmallDisk() {
    static char folder[] = "/tmp/conclave-disk-XXXXXX";
    if (::mkdtemp(folder) == nullptr)
        return;
    std::atexit([] { // the mount goes with the process, its folder does not
        ::umount2(folder, MNT_DETACH);
        ::rmdir(folder);
    });
    if (haveOwnMounts() && ::mount("none", folder, "tmpfs", 0, "size=2m") == 0)
        smallDisk = QString::fromLocal8Bit(folder);
}

/// Takes all the room that is left, as another program might.
void fill(const QString& path) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const QByteArray block(4096, 'x');
    while (file.write(block) == block.size()) {
    }
}

} // namespace

class DiskFullTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void whatRunsIsCountedBefore();
    void aDiskThatFillsUpLosesNothing_data();
    void aDiskThatFillsUpLosesNothing();

private:
    static DownloadOptions options();
    static DownloadJob job(HubFixture& f, const QString& reference);
};

void DiskFullTest::initTestCase() {
    if (smallDisk.isEmpty())
        QSKIP("this system does not let the test mount a small disk");
}

void DiskFullTest::init() {
    QDir(smallDisk).removeRecursively();
}

DownloadOptions DiskFullTest::options() {
    DownloadOptions options = fastOptions();
    options.partBytes = kPart;
    options.spareBytes = 0;
    return options;
}

/// Into a folder of the small disk.
DownloadJob DiskFullTest::job(HubFixture& f, const QString& reference) {
    auto job = std::get<DownloadJob>(f.job(reference));
    job.folder = smallDisk + QStringLiteral("/models");
    for (DownloadFile& file : job.files)
        file.path = job.folder + '/' + QFileInfo(file.path).fileName();
    return job;
}

void DiskFullTest::whatRunsIsCountedBefore() {
    HubFixture f(options());
    f.hub.models = {{"maker/a", {{"a-Q8_0.gguf", randomBytes(1'200'000, 1), {}}}, {}, {}},
                    {"maker/b", {{"b-Q8_0.gguf", randomBytes(1'200'000, 2), {}}}, {}, {}}};
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 4000} : HubFault{};
    };
    f.start();
    const DownloadJob first = job(f, "maker/a"), second = job(f, "maker/b");
    f.add(first);
    f.add(second);
    const DownloadProgress told = f.waitForEnd(second.id);
    QCOMPARE(told.state, DownloadState::failed);
    QCOMPARE(told.error.kind, NetworkErrorKind::disk);
    QVERIFY2(isOneSentence(told.error.sentence), qPrintable(told.error.sentence));
    QVERIFY2(told.error.sentence.contains("does not fit"), qPrintable(told.error.sentence));
    QCOMPARE(f.waitForEnd(first.id).state, DownloadState::done);
    QVERIFY(QFile::remove(first.files[0].path));
    f.downloads().settlement().waitUntilDone(5000); // it holds the removed file open
    f.call(&DownloadQueue::resume, second.id);
    QCOMPARE(f.waitForEnd(second.id).state, DownloadState::done);
    QCOMPARE(contentOf(second.files[0].path), f.hub.models[1].files[0].content);
}

void DiskFullTest::aDiskThatFillsUpLosesNothing_data() {
    QTest::addColumn<bool>("reserve");
    QTest::newRow("reserved") << true;
    QTest::newRow("not reserved, as on file systems that cannot") << false;
}

void DiskFullTest::aDiskThatFillsUpLosesNothing() {
    QFETCH(bool, reserve);
    DownloadOptions withOrWithout = options();
    withOrWithout.reserve = reserve;
    HubFixture f(withOrWithout);
    const QByteArray content = randomBytes(1'200'000, 3);
    f.hub.models = {{"maker/m", {{"m-Q8_0.gguf", content, {}}}, {}, {}}};
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 2000} : HubFault{};
    };
    f.start();
    const DownloadJob wanted = job(f, "maker/m");
    f.add(wanted);
    QTRY_VERIFY(f.latest(wanted.id).receivedBytes > 300'000);
    fill(smallDisk + "/others");
    DownloadProgress end = f.waitForEnd(wanted.id);
    if (reserve) { // the room was taken before
        QCOMPARE(end.state, DownloadState::done);
        QCOMPARE(contentOf(wanted.files[0].path), content);
        return;
    }
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::disk);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QVERIFY2(end.error.sentence.contains("no room left on the disk for m-Q8_0.gguf;"),
             qPrintable(end.error.sentence));
    QVERIFY(!QFileInfo::exists(wanted.files[0].path));
    const PartFile part(wanted.files[0].path, wanted.files[0].hash, quint64(content.size()));
    quint64 kept = 0;
    {
        const QByteArray there = contentOf(part.path());
        const PartJournal journal(part.journalPath(), quint64(content.size()), wanted.files[0].hash,
                                  kPart);
        kept = journal.receivedBytes();
        QVERIFY(kept > 200'000);
        for (int i = 0; i < journal.layout().count(); ++i) {
            const auto from = qsizetype(journal.layout().offset(i));
            const auto size = qsizetype(journal.layout().length(i));
            QVERIFY(!journal.has(i) || there.mid(from, size) == content.mid(from, size));
        }
    }
    f.call(&DownloadQueue::resume, wanted.id); // still full
    end = f.waitForEnd(wanted.id);
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::disk);
    QVERIFY(QFile::remove(smallDisk + "/others"));
    const qint64 sent = f.hub.bodyBytes();
    f.call(&DownloadQueue::resume, wanted.id);
    end = f.waitForEnd(wanted.id);
    QVERIFY2(end.state == DownloadState::done, qPrintable(end.error.sentence));
    QCOMPARE(contentOf(wanted.files[0].path), content);
    QVERIFY(f.hub.bodyBytes() - sent <= qint64(quint64(content.size()) - kept) + 100);
}

} // namespace conclave

int main(int argc, char* argv[]) {
    conclave::makeSmallDisk();
    QCoreApplication app(argc, argv);
    conclave::DiskFullTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "disk_full_test.moc"
