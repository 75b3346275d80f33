// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The journal of parts after everything that can happen to a file.
#include "app/hub/disk_fault.h"
#include "app/hub/part_file.h"
#include "app/hub/part_hash.h"
#include "app/hub/part_journal.h"
#include "app/hub/prefix_hasher.h"
#include "tests/hub/hub_fixture.h"

#include <QTest>

namespace conclave {

namespace {

const QString kSha(64, 'a');

void overwrite(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class PartJournalTest : public QObject {
    Q_OBJECT

private slots:
    void partsAreThereAgain() {
        QTemporaryDir folder;
        const QString path = folder.filePath("j");
        {
            PartJournal journal(path, 1000, kSha, 300);
            QCOMPARE(journal.layout().count(), 4);
            QCOMPARE(journal.layout().length(3), 100U);
            journal.received(2, 77);
            journal.received(3, 1ULL << 63);
            journal.received(0, 5);
            journal.lost(2);
            QCOMPARE(journal.receivedBytes(), 400U);
        }
        const PartJournal journal(path, 1000, kSha, 512); // the stored size of parts counts
        QCOMPARE(journal.layout().partBytes, 300U);
        QVERIFY(journal.has(0) && journal.has(3) && !journal.has(1) && !journal.has(2));
        QCOMPARE(journal.hash(3), 1ULL << 63);
        QCOMPARE(journal.missing(), 2);
        QCOMPARE(journal.receivedBytes(), 400U);
    }

    /// Whatever was torn off or garbled, the lines before it count and the file goes on from there.
    void aTornEndLosesOnlyItself() {
        QTemporaryDir folder;
        const QString path = folder.filePath("j");
        {
            PartJournal journal(path, 10'000, kSha, 100);
            for (int part = 0; part < 50; ++part)
                journal.received(part, quint64(part) * 1234567);
        }
        const QByteArray whole = contentOf(path);
        const qsizetype header = whole.indexOf('\n') + 1;
        for (qsizetype cut = header; cut < whole.size(); cut += 7) {
            for (const bool garbled : {false, true}) {
                QByteArray torn = whole.left(cut);
                if (garbled)
                    torn += QByteArray(40, '\0');
                overwrite(path, torn);
                const int lines = int(whole.left(cut).count('\n')) - 1;
                {
                    PartJournal journal(path, 10'000, kSha, 100);
                    QCOMPARE(100 - journal.missing(), lines);
                    journal.received(99, 9);
                }
                const PartJournal again(path, 10'000, kSha, 100);
                QVERIFY(again.has(99));
                QCOMPARE(100 - again.missing(), lines + 1);
            }
        }
    }

    void anotherFilesJournalIsNotBelieved() {
        QTemporaryDir folder;
        const QString path = folder.filePath("j");
        { PartJournal(path, 1000, kSha, 100).received(1, 2); }
        QCOMPARE(PartJournal(path, 1000, QString(64, 'b'), 100).missing(), 10);
        { PartJournal(path, 1000, kSha, 100).received(1, 2); }
        QCOMPARE(PartJournal(path, 1001, kSha, 100).missing(), 11);
        overwrite(path, randomBytes(5000, 1));
        QCOMPARE(PartJournal(path, 1000, kSha, 100).missing(), 10);
    }

    void onlyOneWritesAFile() {
        QTemporaryDir folder;
        const QString path = folder.filePath("m.gguf");
        PartFile first(path, kSha, 1000), second(path, kSha, 1000);
        first.open();
        QVERIFY_EXCEPTION_THROWN(second.open(), DiskFault);
        first.close();
        second.open();
        second.reserve();
        QCOMPARE(QFileInfo(second.path()).size(), 1000);
        QVERIFY(second.path().endsWith(".aaaaaaaa.part"));
    }

    void nothingIsReplaced() {
        QTemporaryDir folder;
        const QString path = folder.filePath("m.gguf");
        PartFile file(path, kSha, 4);
        file.open();
        file.write(0, "new!", 4);
        overwrite(path, "old");
        QVERIFY_EXCEPTION_THROWN(file.publish(), DiskFault);
        QCOMPARE(contentOf(path), QByteArray("old"));
        QCOMPARE(contentOf(file.path()), QByteArray("new!"));
        QVERIFY(QFile::remove(path));
        file.publish();
        QCOMPARE(contentOf(path), QByteArray("new!"));
    }

    void theHasherFollowsAndSeesDamage() {
        QTemporaryDir folder;
        const QByteArray content = randomBytes(10'000, 7);
        PartFile file(folder.filePath("m.gguf"), kSha, 10'000);
        file.open();
        file.write(0, content.constData(), 10'000);
        const PartLayout layout{10'000, 3000};
        std::vector<quint64> hashes;
        for (int part = 0; part < layout.count(); ++part) {
            PartHash hash;
            hash.add(content.constData() + layout.offset(part), layout.length(part));
            hashes.push_back(hash.value());
        }
        const std::atomic<bool> cancelled = false;
        PrefixHasher hasher(TestHub::sha256Of(content), quint64(content.size()));
        QVERIFY(hasher.advance(file, layout, {hashes[0], hashes[1]}, cancelled));
        QCOMPARE(hasher.next(), 2);
        file.write(6100, "x", 1);
        QVERIFY(!hasher.advance(file, layout, {hashes[2], hashes[3]}, cancelled));
        QCOMPARE(hasher.next(), 2);
        file.write(6100, content.constData() + 6100, 1);
        QVERIFY(hasher.advance(file, layout, {hashes[2], hashes[3]}, cancelled));
        QCOMPARE(hasher.value(), TestHub::sha256Of(content));
        QCOMPARE(hasher.bytes(), 10'000U);
    }
};

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::PartJournalTest)
#include "part_journal_test.moc"
