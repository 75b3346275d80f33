// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a program finds when it starts: its chats, an ended answer, a database it cannot use.
#include "tests/app/app_fixture.h"

#include <QFile>
#include <QTest>

#include <SQLiteCpp/Database.h>

namespace conclave {

using namespace std::chrono_literals;

class RestartTest : public QObject {
    Q_OBJECT

private slots:
    void chatsAreFoundAgain();
    void anAnswerCutOffByTheEndIsInterrupted();
    void aDatabaseOfANewerVersionIsLeftAlone();
    void aFileThatIsNoDatabaseIsLeftAlone();
    void aReadOnlyFolderIsToldOnce();

private:
    /// The program works, keeps nothing, and has said so once.
    static void verifyUsableWithOneNotice(AppFixture& f);
};

void RestartTest::chatsAreFoundAgain() {
    AppFixture f;
    QVERIFY(f.start());
    f.chat().setThinkingOn(true);
    QVERIFY(f.ask("show code"));
    const QString text = f.shown(1, "text").toString();
    const QString trace = f.shown(1, "thinking").toString();
    const QString facts = f.shown(1, "facts").toString();
    QVERIFY(f.restart());
    QCOMPARE(column(f.chats(), "title"), QStringList({"show code"}));
    f.chats().open(shownBy(f.chats(), 0, "chatId").toString());
    QCOMPARE(f.shown(1, "text").toString(), text);
    QCOMPARE(f.shown(1, "thinking").toString(), trace);
    QCOMPARE(f.shown(1, "facts").toString(), facts);
    const QVariantList blocks = f.shown(1, "blocks").toList();
    QVERIFY(std::any_of(blocks.begin(), blocks.end(),
                        [](const QVariant& b) { return b.toMap()["type"] == "table"; }));
    QVERIFY(f.ask("And on")); // the conversation goes on
    QCOMPARE(f.engine().generations().back().messages.size(), 3U);
}

void RestartTest::anAnswerCutOffByTheEndIsInterrupted() {
    AppFixture f({5ms});
    QVERIFY(f.start());
    f.chat().send("What is an expert?");
    QTRY_VERIFY(f.shown(1, "text").toString().size() > 20);
    const QString part = f.shown(1, "text").toString();
    QVERIFY(f.restart());
    f.chats().open(shownBy(f.chats(), 0, "chatId").toString());
    QCOMPARE(f.shown(1, "status").toString(), QString("interrupted"));
    QVERIFY(f.shown(1, "text").toString().startsWith(part));
    f.chat().continueReply(1);
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.shown(1, "status").toString(), QString("done"));
    QVERIFY(f.shown(1, "text").toString().endsWith("weighted by the router."));
}

void RestartTest::verifyUsableWithOneNotice(AppFixture& f) {
    QVERIFY(f.start());
    QCOMPARE(f.notices().size(), 1);
    QVERIFY2(f.notices().first().contains("nothing will be kept"), qPrintable(f.notices().first()));
    QVERIFY(f.ask("Hello"));
    QCOMPARE(f.shown(1, "status").toString(), QString("done"));
    f.app().settings()->setTheme("dark");
    QVERIFY(f.app().settings()->dark());
    QCOMPARE(f.notices().size(), 1);
}

void RestartTest::aDatabaseOfANewerVersionIsLeftAlone() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Kept"));
    f.end();
    {
        SQLite::Database file(f.database(), SQLite::OPEN_READWRITE);
        file.exec("PRAGMA user_version = 9999");
    }
    verifyUsableWithOneNotice(f);
    f.end();
    SQLite::Database file(f.database(), SQLite::OPEN_READONLY);
    QCOMPARE(file.execAndGet("PRAGMA user_version").getInt(), 9999);
    QCOMPARE(file.execAndGet("SELECT count(*) FROM message").getInt(), 2);
}

void RestartTest::aFileThatIsNoDatabaseIsLeftAlone() {
    AppFixture f;
    QFile file(f.path("conclave.db"));
    const QByteArray letter("Dear diary, this is not a database. ", 36);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(letter.repeated(100));
    file.close();
    verifyUsableWithOneNotice(f);
    f.end();
    QVERIFY(file.open(QFile::ReadOnly));
    QCOMPARE(file.readAll(), letter.repeated(100));
}

void RestartTest::aReadOnlyFolderIsToldOnce() {
    AppFixture f;
    f.setDataFolder("/proc/self/conclave"); // not even root can write there
    verifyUsableWithOneNotice(f);
}

} // namespace conclave

QTEST_MAIN(conclave::RestartTest)
#include "restart_test.moc"
