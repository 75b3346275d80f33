// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/app_fixture.h"
#include "tests/support/scripted_history.h"

#include <QSignalSpy>
#include <QTest>

namespace conclave {

class ChatListViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void chatsAreGroupedByDay();
    void snippetsAreWithoutMarks();
    void searchFindsWordsOnEveryBranch();
    void searchFindsKorean();
    void searchMarksAreTheOnlyHtml();
    void oddQueriesFindNothing_data();
    void oddQueriesFindNothing();
    void aHitOpensItsBranch();
    void renameAndPinAreKept();
    void removeCanBeUndone();
    void removingTheOpenChatOpensANewOne();
    void removingTheChatThatIsAnsweringStopsIt();
    void theCurrentChatIsMarked();

private:
    /// A program that starts on a history.
    static bool startOnHistory(AppFixture& f, ScriptedHistory& history) {
        {
            storage::Database database(f.database());
            history = fillHistory(database);
        }
        return f.start();
    }
    static int rowOf(AppFixture& f, const std::string& chat) {
        return static_cast<int>(column(f.chats(), "chatId").indexOf(QString::fromStdString(chat)));
    }
};

void ChatListViewModelTest::chatsAreGroupedByDay() {
    AppFixture f;
    ScriptedHistory history;
    QVERIFY(startOnHistory(f, history));
    QCOMPARE(f.chats().count(), 6);
    const QStringList groups = column(f.chats(), "group");
    QCOMPARE(groups.first(), QString("Pinned"));
    QVERIFY(groups.contains("Previous 7 days"));
    QCOMPARE(groups.last(), QString("Earlier"));
    // Groups stand together: sections of the list begin once each.
    QStringList seen;
    for (const QString& group : groups) {
        if (seen.isEmpty() || seen.last() != group) {
            QVERIFY2(!seen.contains(group), qPrintable(groups.join(", ")));
            seen << group;
        }
    }
    QVERIFY(!shownBy(f.chats(), 0, "snippet").toString().isEmpty());
    QVERIFY(!shownBy(f.chats(), 0, "time").toString().isEmpty());
}

void ChatListViewModelTest::snippetsAreWithoutMarks() {
    AppFixture f;
    ScriptedHistory history;
    QVERIFY(startOnHistory(f, history));
    const QString code = shownBy(f.chats(), rowOf(f, history.showcase), "snippet").toString();
    QVERIFY2(code.startsWith("Here is the router: import numpy"), qPrintable(code));
    for (const QString& snippet : column(f.chats(), "snippet")) {
        QVERIFY2(!snippet.contains("**") && !snippet.contains('`'), qPrintable(snippet));
    }
}

void ChatListViewModelTest::searchFindsWordsOnEveryBranch() {
    AppFixture f;
    ScriptedHistory history;
    QVERIFY(startOnHistory(f, history));
    QSignalSpy counted(&f.chats(), &ChatListViewModel::countChanged);
    f.chats().setSearchText("ten lines"); // stands only in the answer that was replaced
    QVERIFY(f.chats().searching());
    QVERIFY(!counted.isEmpty());
    QCOMPARE(f.chats().count(), 1);
    QCOMPARE(rowOf(f, history.showcase), 0);
    f.chats().setSearchText("light"); // lighthouse, twice and in a title; light layers
    QVERIFY(f.chats().count() >= 3);
    f.chats().setSearchText({});
    QVERIFY(!f.chats().searching());
    QCOMPARE(f.chats().count(), 6);
}

void ChatListViewModelTest::searchFindsKorean() {
    AppFixture f;
    ScriptedHistory history;
    QVERIFY(startOnHistory(f, history));
    for (const char* word : {"가중치", "양자화", "비트"}) {
        f.chats().setSearchText(QString::fromUtf8(word));
        QVERIFY2(rowOf(f, history.korean) >= 0, word);
    }
}

void ChatListViewModelTest::searchMarksAreTheOnlyHtml() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("<i>zebra</i> & <img src=x>"));
    f.chats().setSearchText("zebra");
    QVERIFY(f.chats().count() >= 1);
    for (const QString& html : column(f.chats(), "snippetHtml")) {
        QVERIFY2(!html.contains("<i>") && !html.contains("<img"), qPrintable(html));
        QVERIFY2(html.contains("<b>zebra</b>"), qPrintable(html));
    }
}

void ChatListViewModelTest::oddQueriesFindNothing_data() {
    QTest::addColumn<QString>("query");
    for (const char* query : {"\"", "'", "*", "AND", "NEAR(", "a\" OR \"b", "%", "_", "-x", "()",
                              "\\", "content:", "^"}) {
        QTest::newRow(query) << query;
    }
}

void ChatListViewModelTest::oddQueriesFindNothing() {
    QFETCH(const QString, query);
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Hello"));
    f.chats().setSearchText(query);
    QVERIFY2(f.notices().isEmpty(), qPrintable(f.notices().join('\n')));
    f.chats().setSearchText({});
    QCOMPARE(f.chats().count(), 1);
}

void ChatListViewModelTest::aHitOpensItsBranch() {
    AppFixture f;
    ScriptedHistory history;
    QVERIFY(startOnHistory(f, history));
    f.chats().setSearchText("ten lines");
    QSignalSpy scrolled(&f.chat(), &ChatViewModel::scrollToRow);
    f.chats().openHit(0);
    QCOMPARE(f.chat().chatId().toStdString(), history.showcase);
    QCOMPARE(scrolled.size(), 1);
    const int row = scrolled.first().first().toInt();
    QVERIFY(f.shown(row, "text").toString().contains("ten lines"));
    QCOMPARE(f.shown(row, "siblingIndex").toInt(), 1);
}

void ChatListViewModelTest::renameAndPinAreKept() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("First"));
    const QString first = f.chat().chatId();
    f.chats().newChat();
    QVERIFY(f.ask("Second"));
    f.chats().rename(first, "  Named by me ");
    f.chats().setPinned(first, true);
    QCOMPARE(column(f.chats(), "title"), QStringList({"Named by me", "Second"}));
    QVERIFY(f.restart());
    QCOMPARE(column(f.chats(), "title"), QStringList({"Named by me", "Second"}));
    QVERIFY(shownBy(f.chats(), 0, "pinned").toBool());
}

void ChatListViewModelTest::removeCanBeUndone() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Keep me"));
    const QString chat = f.chat().chatId();
    f.chats().remove(chat);
    QCOMPARE(f.chats().count(), 0);
    QCOMPARE(f.app().notices()->count(), 1);
    QVERIFY(!shownBy(*f.app().notices(), 0, "actionText").toString().isEmpty());
    f.app().notices()->act(0);
    QCOMPARE(column(f.chats(), "chatId"), QStringList({chat}));
    QCOMPARE(f.app().notices()->count(), 0);
    f.chats().open(chat);
    QCOMPARE(f.chat().messages()->count(), 2);
}

void ChatListViewModelTest::removingTheOpenChatOpensANewOne() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Hello"));
    f.chats().remove(f.chat().chatId());
    QVERIFY(f.chat().isEmpty());
    QVERIFY(f.chat().chatId().isEmpty());
    QVERIFY(f.ask("A new one"));
    QCOMPARE(column(f.chats(), "title"), QStringList({"A new one"}));
}

void ChatListViewModelTest::removingTheChatThatIsAnsweringStopsIt() {
    using namespace std::chrono_literals;
    AppFixture f({2ms});
    QVERIFY(f.start());
    f.chat().send("endless");
    QTRY_VERIFY(!f.shown(1, "text").toString().isEmpty());
    f.chats().remove(f.chat().chatId());
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.chats().count(), 0);
    QCOMPARE(f.app().notices()->count(), 1); // only the offer to undo
}

void ChatListViewModelTest::theCurrentChatIsMarked() {
    AppFixture f;
    ScriptedHistory history;
    QVERIFY(startOnHistory(f, history));
    QVERIFY(!column(f.chats(), "current").contains("true"));
    f.chats().open(QString::fromStdString(history.korean));
    QCOMPARE(f.chats().currentId().toStdString(), history.korean);
    QCOMPARE(column(f.chats(), "current").count("true"), 1);
    QCOMPARE(column(f.chats(), "current").indexOf("true"), rowOf(f, history.korean));
}

} // namespace conclave

QTEST_MAIN(conclave::ChatListViewModelTest)
#include "chat_list_view_model_test.moc"
