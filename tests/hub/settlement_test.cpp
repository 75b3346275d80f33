// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What happens to a verified file when the computer goes off before the disk has it.
#include "tests/hub/hub_fixture.h"

#include "app/hub/part_journal.h"

#include <QTest>

namespace conclave {

constexpr qsizetype kSize = kSmallModel;

class SettlementTest : public QObject {
    Q_OBJECT

private slots:
    void aPowerCutAfterTheEndIsNoticed();
    void aNoteStaysWhileItIsOfUse();
};

void SettlementTest::aPowerCutAfterTheEndIsNoticed() {
    HubFixture f;
    f.hub.models = {smallModel()};
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    // What publish() leaves until the disk has everything, as an earlier boot would have left it.
    const QByteArray content = f.hub.models[0].files[0].content;
    f.endDownloads();
    {
        Settlement settlement(f.path("data/unsettled"));
        PartFile part(job.files[0].path, job.files[0].hash, kSize);
        part.open();
        settlement.announce(part, job.files[0].hash, kSize);
        part.write(0, content.constData(), kSize);
        PartJournal journal(part.journalPath(), kSize, job.files[0].hash, 4096);
        for (int i = 0; i < journal.layout().count(); ++i) {
            PartHash hash;
            hash.add(content.constData() + journal.layout().offset(i), journal.layout().length(i));
            journal.received(i, hash.value());
        }
        settlement.keepHashes(part, journal.text());
        part.publish();
        journal.discard();
    }
    const QString note = f.files("*.note").value(0);
    QVERIFY(!note.isEmpty());
    QByteArray text = contentOf(note);
    const qsizetype boot = text.indexOf("\"boot\": \"") + 9;
    text[boot] = text[boot] == 'x' ? 'y' : 'x'; // another boot
    write(note, text);
    write(job.files[0].path, QByteArray(50, '\0'), 5000); // a block never reached the disk

    f.restart();
    QStringList damaged;
    connect(&f.downloads().settlement(), &Settlement::damaged, &f,
            [&](const QString& path) { damaged << path; });
    f.downloads().settlement().checkNotes();
    QTRY_COMPARE(damaged, QStringList{job.files[0].path});
    QVERIFY(!QFileInfo::exists(job.files[0].path)); // no longer looks like a model
    const qint64 sent = f.hub.bodyBytes();
    f.add(job);
    QCOMPARE(f.waitForEnd(job.id).state, DownloadState::done);
    QCOMPARE(contentOf(job.files[0].path), content);
    QCOMPARE(f.hub.bodyBytes() - sent, 4096 + 5); // one part, and "moved" of the redirect
    QVERIFY(f.downloads().settlement().waitUntilDone(5000));
    QVERIFY(f.files("*.note").isEmpty());
}

/// Another start of the program, or another program, does not take it away.
void SettlementTest::aNoteStaysWhileItIsOfUse() {
    HubFixture f;
    const QString path = f.path("models/m-Q8_0.gguf"), sha256(64, 'a');
    PartFile part(path, sha256, 5);
    part.open();
    part.write(0, "bytes", 5);
    Settlement settlement(f.path("data/unsettled"));
    settlement.announce(part, sha256, 5);
    settlement.checkNotes();
    QVERIFY(settlement.waitUntilDone(5000));
    QCOMPARE(f.files("*.note").size(), 1); // on its way
    part.publish();
    settlement.checkNotes();
    QVERIFY(settlement.waitUntilDone(5000));
    QVERIFY(f.files("*.note").isEmpty()); // in place and on the disk
    settlement.announce(part, sha256, 5);
    QVERIFY(QFile::remove(path));
    settlement.checkNotes();
    QVERIFY(settlement.waitUntilDone(5000));
    QVERIFY(f.files("*.note").isEmpty()); // deleted by its owner
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::SettlementTest)
#include "settlement_test.moc"
