// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "tests/storage/temporary_database.h"

#include <SQLiteCpp/Database.h>

#include <QFile>
#include <QTest>

#include <unistd.h>

#include <fstream>

using namespace conclave::storage;

namespace {

constexpr auto kEveryone = std::filesystem::perms::all;
constexpr auto kReadOnly = static_cast<std::filesystem::perms>(0555);

/// The administrator may write everywhere: such a run acts as the user "nobody" meanwhile.
class OrdinaryUser {
public:
    OrdinaryUser() {
        if (m_wasAdministrator)
            m_changed = seteuid(65534) == 0;
    }
    ~OrdinaryUser() {
        if (m_changed && seteuid(0) != 0)
            std::abort();
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    [[nodiscard]] bool isOrdinary() const { return !m_wasAdministrator || m_changed; }

private:
    bool m_wasAdministrator = geteuid() == 0;
    bool m_changed = false;
};

void write(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string bytesOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string("missing");
}

bool refused(const std::optional<Error>& error, ErrorKind kind) {
    if (!error)
        return false;
    qInfo("%s", error->what());
    return error->kind() == kind && isOneSentence(error->what());
}

} // namespace

class DatabaseTest : public QObject {
    Q_OBJECT

private slots:
    void aMissingFileIsCreatedReadyForUse() {
        const TemporaryPath path;
        Database database(path.file());
        QVERIFY(!database.isInMemory());
        QCOMPARE(pragma(database, "journal_mode"), std::string("wal"));
        QCOMPARE(pragma(database, "foreign_keys"), std::string("1"));
        QCOMPARE(pragma(database, "busy_timeout"), std::string("5000"));
        QCOMPARE(pragma(database, "application_id"), std::to_string(0x434E434C));
        QCOMPARE(pragma(database, "user_version"), std::to_string(migrations().size()));
        QCOMPARE(pragma(database, "integrity_check"), std::string("ok"));
        QVERIFY(ChatStore(database).listChats().empty());
    }

    void whatWasWrittenIsThereAfterReopening() {
        const TemporaryPath path;
        {
            Database database(path.file());
            ChatStore chats(database);
            chats.appendMessage(chats.createChat("kept"), {}, Role::user, "text");
        }
        Database database(path.file());
        QCOMPARE(ChatStore(database).listChats()[0].title, std::string("kept"));
        QCOMPARE(ChatStore(database).search("text").size(), 1U);
        QVERIFY(!std::filesystem::exists(path.file("chats.db.backup-v1")));
    }

    void memoryHoldsEverythingButNoFile() {
        Database database = Database::inMemory();
        QVERIFY(database.isInMemory());
        ChatStore chats(database);
        chats.createChat("fleeting");
        QCOMPARE(chats.listChats().size(), 1U);
    }

    void twoConnectionsSeeEachOther() {
        const TemporaryPath path;
        Database writer(path.file());
        Database reader(path.file());
        ChatStore(writer).createChat("seen");
        QCOMPARE(ChatStore(reader).listChats().size(), 1U);
    }

    void anEmptyFileIsTakenOver() {
        const TemporaryPath path;
        write(path.file(), {});
        Database database(path.file());
        QCOMPARE(pragma(database, "user_version"), std::to_string(migrations().size()));
    }

    void somethingElseIsRefusedUntouched() {
        const TemporaryPath path;
        const std::string text =
            "These are my notes and not a database at all." + std::string(5000, '.');
        write(path.file(), text);
        QVERIFY(
            refused(failureOf([&] { Database database(path.file()); }), ErrorKind::notADatabase));
        QCOMPARE(bytesOf(path.file()), text);
    }

    void anotherProgramsDatabaseIsRefusedUntouched() {
        const TemporaryPath path;
        {
            SQLite::Database other(path.file().string(),
                                   SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            other.exec("CREATE TABLE notes(text)");
        }
        const std::string before = bytesOf(path.file());
        QVERIFY(
            refused(failureOf([&] { Database database(path.file()); }), ErrorKind::notADatabase));
        QCOMPARE(bytesOf(path.file()), before);
    }

    void aDamagedFileIsSaidToBeDamaged() {
        const TemporaryPath path;
        fill(path);
        std::string bytes = bytesOf(path.file());
        QVERIFY(bytes.size() > 8192);
        std::fill(bytes.begin() + 4096, bytes.end(), '\xa5'); // the first page stays
        write(path.file(), bytes);
        const auto error = failureOf([&] {
            Database database(path.file());
            static_cast<void>(ChatStore(database).listChats());
        });
        QVERIFY(refused(error, ErrorKind::damaged));
    }

    void aMissingFolderIsNamed() {
        const TemporaryPath path;
        QVERIFY(refused(failureOf([&] { Database database(path.folder() / "none" / "chats.db"); }),
                        ErrorKind::cannotOpen));
    }

    void aFolderIsNoFile() {
        const TemporaryPath path;
        QVERIFY(
            refused(failureOf([&] { Database database(path.folder()); }), ErrorKind::cannotOpen));
    }

    void aReadOnlyFileIsRefused() {
        const TemporaryPath path;
        fill(path);
        std::filesystem::permissions(path.folder(), kEveryone);
        std::filesystem::permissions(path.file(), kReadOnly);
        const OrdinaryUser user;
        if (!user.isOrdinary())
            QSKIP("This run cannot give up the right to write everywhere.");
        QVERIFY(refused(failureOf([&] { Database database(path.file()); }), ErrorKind::cannotOpen));
    }

    void aReadOnlyFolderIsRefused() {
        const TemporaryPath path;
        std::filesystem::permissions(path.folder(), kReadOnly);
        {
            const OrdinaryUser user;
            if (!user.isOrdinary())
                QSKIP("This run cannot give up the right to write everywhere.");
            QVERIFY(
                refused(failureOf([&] { Database database(path.file()); }), ErrorKind::cannotOpen));
        }
        std::filesystem::permissions(path.folder(), kEveryone);
    }

    void aFullDiskLosesNothingThatWasThere() {
        const TemporaryPath path;
        Database database(path.file());
        ChatStore chats(database);
        const auto chat = chats.createChat("kept");
        const auto first = chats.appendMessage(chat, {}, Role::user, "kept too");
        const std::string pages = pragma(database, "page_count");
        database.connection().exec("PRAGMA max_page_count = " + pages);
        const std::string large(1'000'000, 'x');
        QVERIFY(refused(failureOf([&] { chats.appendMessage(chat, first, Role::user, large); }),
                        ErrorKind::diskFull));
        QCOMPARE(chats.activePath(chat).size(), 1U);
        database.connection().exec("PRAGMA max_page_count = 1000000");
        chats.appendMessage(chat, first, Role::user, large);
        QCOMPARE(chats.activePath(chat).size(), 2U);
    }

    void aBusyFileIsSaidToBeBusy() {
        const TemporaryPath path;
        Database first(path.file());
        Database second(path.file());
        second.connection().setBusyTimeout(50);
        first.connection().exec("BEGIN IMMEDIATE");
        QVERIFY(refused(failureOf([&] { ChatStore(second).createChat(); }), ErrorKind::busy));
        first.connection().exec("ROLLBACK");
        ChatStore(second).createChat();
    }

    void aBackupHoldsEverythingAndReplacesAnOlderOne() {
        const TemporaryPath path;
        fill(path);
        Database database(path.file());
        write(path.file("copy.db"), "an older backup");
        database.backupTo(path.file("copy.db"));
        Database copy(path.file("copy.db"));
        QCOMPARE(ChatStore(copy).search("something").size(), 50U);
        QVERIFY(!std::filesystem::exists(path.file("copy.db.part")));
    }

    void aBackupIntoNowhereIsRefused() {
        const TemporaryPath path;
        const Database database(path.file());
        QVERIFY(refused(failureOf([&] { database.backupTo(path.folder() / "none" / "copy.db"); }),
                        ErrorKind::cannotOpen));
    }

private:
    static std::string pragma(Database& database, const std::string& name) {
        return database.connection().execAndGet("PRAGMA " + name).getString();
    }

    static void fill(const TemporaryPath& path) {
        Database database(path.file());
        ChatStore chats(database);
        const auto chat = chats.createChat("full");
        for (int i = 0; i < 50; ++i)
            chats.appendMessage(chat, {}, Role::user, "something to read");
    }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
