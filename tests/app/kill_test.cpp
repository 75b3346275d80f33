// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A program that is killed in mid-answer loses at most half a second of it.
#include "tests/app/app_fixture.h"

#include <QProcess>
#include <QTest>

#include <csignal>

namespace conclave {

class KillTest : public QObject {
    Q_OBJECT

private slots:
    void whatHadArrivedIsThereAndInterrupted();

private:
    /// The answer as the file has it now; empty until there is one.
    static std::string storedAnswer(const AppFixture& f);
};

std::string KillTest::storedAnswer(const AppFixture& f) {
    storage::Database database(f.database());
    const storage::ChatStore store(database);
    const auto chats = store.listChats();
    const auto path = chats.empty() ? std::vector<storage::Message>() //
                                    : store.activePath(chats.front().id);
    return path.size() < 2 ? std::string() : path[1].content;
}

void KillTest::whatHadArrivedIsThereAndInterrupted() {
    AppFixture f;
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.start(CONCLAVE_KILL_CHILD, {f.path({})});
    QVERIFY(child.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(storedAnswer(f).size() > 200, 20'000);
    const std::string before = storedAnswer(f);
    QCOMPARE(::kill(static_cast<pid_t>(child.processId()), SIGKILL), 0);
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    QVERIFY(f.start());
    QVERIFY2(f.notices().isEmpty(), qPrintable(f.notices().join('\n')));
    QCOMPARE(f.chats().count(), 1);
    f.chats().open(shownBy(f.chats(), 0, "chatId").toString());
    QCOMPARE(f.chat().messages()->count(), 2);
    QCOMPARE(f.shown(1, "status").toString(), QString("interrupted"));
    QVERIFY(f.shown(1, "text").toString().startsWith(QString::fromStdString(before)));
    QVERIFY(f.shown(1, "thinking").toString().contains("a short answer will do"));
    f.chats().setSearchText("on it goes");
    QVERIFY(f.chats().count() >= 1);
    f.chats().setSearchText({});

    // Continue goes on in the same message.
    f.app().settings()->setMaxTokens(20);
    f.chat().continueReply(1);
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.chat().messages()->count(), 2);
    QVERIFY(f.shown(1, "text").toString().size() > static_cast<qsizetype>(before.size()));
}

} // namespace conclave

QTEST_MAIN(conclave::KillTest)
#include "kill_test.moc"
