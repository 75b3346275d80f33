// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "storage/comparison_store.h"
#include "storage/library_store.h"
#include "storage/setting_store.h"
#include "tests/storage/temporary_database.h"

#include <SQLiteCpp/Database.h>

#include <QFile>
#include <QTest>

#include <array>

using namespace conclave::storage;

namespace {

constexpr std::array kTwoSteps = {
    Migration{"CREATE TABLE note(text TEXT); INSERT INTO note VALUES ('from step 1');"},
    Migration{"ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'green';"},
};
constexpr std::array kBrokenSecondStep = {
    kTwoSteps[0],
    Migration{"ALTER TABLE note ADD COLUMN half TEXT; INSERT INTO nowhere VALUES (1);"},
};

std::string bytesOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string("missing");
}

std::string single(Database& database, const std::string& sql) {
    return database.connection().execAndGet(sql).getString();
}

void createOld(const TemporaryPath& path) {
    Database database(path.file(), std::span(kTwoSteps).first(1));
    database.connection().exec("INSERT INTO note VALUES ('by the user')");
}

} // namespace

class MigrationTest : public QObject {
    Q_OBJECT

private slots:
    void anEmptyFileTakesEveryStepWithoutABackup() {
        const TemporaryPath path;
        Database database(path.file(), kTwoSteps);
        QCOMPARE(single(database, "PRAGMA user_version"), std::string("2"));
        QCOMPARE(single(database, "SELECT colour FROM note"), std::string("green"));
        QVERIFY(!std::filesystem::exists(path.file("chats.db.backup-v0")));
    }

    void anOlderFileTakesTheMissingStepsAfterABackup() {
        const TemporaryPath path;
        createOld(path);
        Database database(path.file(), kTwoSteps);
        QCOMPARE(single(database, "PRAGMA user_version"), std::string("2"));
        QCOMPARE(single(database, "SELECT count(*) FROM note WHERE colour = 'green'"),
                 std::string("2"));

        const Database backup(path.file("chats.db.backup-v1"), std::span(kTwoSteps).first(1));
        QCOMPARE(backup.connection().execAndGet("SELECT count(*) FROM note").getInt(), 2);
        QCOMPARE(backup.connection().execAndGet("PRAGMA user_version").getInt(), 1);
    }

    void aFailedStepLeavesTheFileAsItWas() {
        const TemporaryPath path;
        createOld(path);
        const auto error = failureOf([&] { Database database(path.file(), kBrokenSecondStep); });
        QVERIFY(error.has_value());
        Database database(path.file(), std::span(kTwoSteps).first(1));
        QCOMPARE(single(database, "PRAGMA user_version"), std::string("1"));
        QCOMPARE(single(database, "SELECT count(*) FROM pragma_table_info('note')"),
                 std::string("1"));
        QCOMPARE(single(database, "SELECT count(*) FROM note"), std::string("2"));
    }

    void aNewerFileIsRefusedByteForByteUntouched() {
        const TemporaryPath path;
        { Database database(path.file(), kTwoSteps); }
        const std::string before = bytesOf(path.file());
        const auto error =
            failureOf([&] { Database database(path.file(), std::span(kTwoSteps).first(1)); });
        QVERIFY(error && error->kind() == ErrorKind::newerVersion);
        QVERIFY2(isOneSentence(error->what()), error->what());
        QCOMPARE(bytesOf(path.file()), before);
        QVERIFY(!std::filesystem::exists(path.file("chats.db.backup-v2")));
    }

    void aNewerFileKeepsItsUnmergedLog() {
        const TemporaryPath path;
        Database newer(path.file(), kTwoSteps);
        newer.connection().exec("INSERT INTO note(text) VALUES ('still in the log')");
        const std::string log = bytesOf(path.file("chats.db-wal"));
        // A copy of the pair is what a killed program leaves behind.
        const TemporaryPath left;
        std::filesystem::copy(path.file(), left.file());
        std::filesystem::copy(path.file("chats.db-wal"), left.file("chats.db-wal"));
        const std::string before = bytesOf(left.file());
        QVERIFY(failureOf([&] { Database database(left.file(), std::span(kTwoSteps).first(1)); }));
        QCOMPARE(bytesOf(left.file()), before);
        QCOMPARE(bytesOf(left.file("chats.db-wal")), log);
    }

    /// One stored file per released schema: its content must still be readable.
    void storedFilesOfEveryVersionOpen_data() {
        QTest::addColumn<QString>("name");
        for (std::size_t version = 1; version <= migrations().size(); ++version)
            QTest::addRow("version %zu", version) << QStringLiteral("v%1.db").arg(version);
    }
    void storedFilesOfEveryVersionOpen() {
        QFETCH(QString, name);
        const TemporaryPath path;
        const QString stored = QStringLiteral(CONCLAVE_SOURCE_DIR "/tests/data/storage/") + name;
        QVERIFY(QFile::copy(stored, QString::fromStdString(path.file().string())));
        QFile::setPermissions(QString::fromStdString(path.file().string()),
                              QFile::ReadOwner | QFile::WriteOwner);

        Database database(path.file());
        ChatStore chats(database);
        const auto list = chats.listChats();
        QCOMPARE(list.size(), 1U);
        QCOMPARE(list[0].title, std::string("A chat to keep"));
        QVERIFY(list[0].pinned);
        const auto messages = chats.activePath(list[0].id);
        QCOMPARE(messages.size(), 2U);
        QCOMPARE(messages[0].content, std::string("바다는 왜 파란가요?"));
        QCOMPARE(messages[1].siblingCount, 2);
        QCOMPARE(messages[1].thinking, std::string("Light and water."));
        QCOMPARE(messages[1].generation->model, std::string("Guide"));
        QCOMPARE(chats.search("scatters").size(), 1U);
        QCOMPARE(SettingStore(database).text("language"), std::string("ko"));
        const auto comparisons = ComparisonStore(database).list();
        QCOMPARE(comparisons.size(), name == "v1.db" ? 0U : 1U); // since version 2
        QVERIFY(comparisons.empty() || comparisons[0].columns == "F16 · Q4_K_M");
        const auto files = LibraryStore(database).files();
        QCOMPARE(files.size(), name < "v3.db" ? 0U : 1U); // since version 3
        QVERIFY(files.empty() || files[0].path == "/models/kept.gguf");
    }
};

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration_test.moc"
