// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "tests/storage/temporary_database.h"

#include <QProcess>
#include <QTest>

using namespace conclave::storage;

class CrashTest : public QObject {
    Q_OBJECT

private slots:
    void whatHadArrivedSurvivesAKill() {
        const TemporaryPath path;
        const std::size_t saved = streamUntilKilled(path);
        QVERIFY(saved > 0);

        Database database(path.file());
        ChatStore chats(database);
        QCOMPARE(chats.markInterrupted(), 1);
        const auto list = chats.listChats();
        QCOMPARE(list.size(), 1U);
        const auto messages = chats.activePath(list[0].id);
        QCOMPARE(messages.size(), 2U);
        QCOMPARE(messages[0].content, std::string("Count to a lot"));
        QVERIFY(messages[1].status == MessageStatus::interrupted);
        QVERIFY(messages[1].content.size() >= saved);
        QVERIFY(messages[1].content.starts_with("number1 number2 "));
        QCOMPARE(messages[1].thinking, std::string("I count."));
    }

    void whatHadArrivedIsFoundBySearch() {
        const TemporaryPath path;
        streamUntilKilled(path);
        Database database(path.file());
        ChatStore chats(database);
        QVERIFY(chats.search("number3").empty());
        chats.markInterrupted();
        QCOMPARE(chats.search("number3").size(), 1U);
    }

    void markingTwiceFindsNothingMore() {
        const TemporaryPath path;
        streamUntilKilled(path);
        Database database(path.file());
        ChatStore chats(database);
        QCOMPARE(chats.markInterrupted(), 1);
        QCOMPARE(chats.markInterrupted(), 0);
    }

private:
    /// Kills the child in the middle of its work; returns the last length it had saved.
    static std::size_t streamUntilKilled(const TemporaryPath& path) {
        QProcess child;
        child.start(STREAMING_CHILD, {QString::fromStdString(path.file().string())});
        QByteArray output;
        while (output.count('\n') < 50 && child.waitForReadyRead(10'000))
            output += child.readAllStandardOutput();
        child.kill(); // SIGKILL
        child.waitForFinished();
        if (child.exitStatus() != QProcess::CrashExit || output.count('\n') < 50)
            return 0;
        output += child.readAllStandardOutput();
        output.truncate(output.lastIndexOf('\n'));
        return output.mid(output.lastIndexOf('\n') + 1).toULongLong();
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "crash_test.moc"
