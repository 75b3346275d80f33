// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/app_fixture.h"

#include <QSignalSpy>
#include <QTest>

namespace conclave {

using namespace std::chrono_literals;

class ChatViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void aQuestionIsAnsweredAndMeasured();
    void emptyTextIsNotSent();
    void theAnswerGrowsWhileItArrives();
    void stopKeepsWhatHasArrived();
    void aFailureKeepsWhatHasArrived();
    void thinkingIsPassedOnAndShown();
    void thinkingIsRememberedPerChat();
    void answerNowEndsTheTrace();
    void anotherAnswerIsASibling();
    void anEditIsABranch();
    void aStoppedAnswerIsContinued();
    void theDraftOutlivesTheProgram();
    void theTitleComesFromTheFirstMessage();
    void theAnswerGoesOnInItsOwnChat();
    void tracesStayOutOfLaterPrompts();
    void aLongAnswerIsSavedWhileItArrives();
    void nothingHappensForRowsThatDoNotExist();
};

void ChatViewModelTest::aQuestionIsAnsweredAndMeasured() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.chat().isEmpty());
    QSignalSpy started(&f.chat(), &ChatViewModel::replyStarted);
    QSignalSpy finished(&f.chat(), &ChatViewModel::replyFinished);
    QVERIFY(f.ask("What is an expert?"));
    QCOMPARE(started.size(), 1);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(f.chat().messages()->count(), 2);
    QCOMPARE(f.shown(0, "role").toString(), QString("user"));
    QCOMPARE(f.shown(0, "text").toString(), QString("What is an expert?"));
    QCOMPARE(f.shown(1, "role").toString(), QString("assistant"));
    QCOMPARE(f.shown(1, "status").toString(), QString("done"));
    QVERIFY(f.shown(1, "text").toString().contains("**experts**"));
    QVERIFY(f.shown(1, "isLast").toBool());
    const QString facts = f.shown(1, "facts").toString();
    QVERIFY2(facts.contains("Guide") && facts.contains("F16") && facts.contains("Scripted device"),
             qPrintable(facts));
    QVERIFY(f.chat().contextUsed() > 0);
    QCOMPARE(f.chat().state(), QString("idle"));
}

void ChatViewModelTest::emptyTextIsNotSent() {
    AppFixture f;
    QVERIFY(f.start());
    f.chat().send(" \n\t");
    QVERIFY(!f.chat().busy());
    QVERIFY(f.chat().isEmpty());
    QCOMPARE(f.chats().count(), 0);
}

void ChatViewModelTest::theAnswerGrowsWhileItArrives() {
    AppFixture f({20ms});
    QVERIFY(f.start());
    f.chat().send("Hello");
    QTRY_VERIFY(!f.shown(1, "text").toString().isEmpty());
    QCOMPARE(f.chat().state(), QString("answering"));
    QCOMPARE(f.shown(1, "status").toString(), QString("streaming"));
    QVERIFY(f.shown(1, "facts").toString().isEmpty());
    const auto before = f.shown(1, "text").toString();
    QTRY_VERIFY(f.shown(1, "text").toString().size() > before.size());
    QVERIFY(f.shown(1, "text").toString().startsWith(before));
    QVERIFY(!f.shown(1, "blocks").toList().isEmpty());
    f.chat().send("Impatient"); // one answer at a time
    QCOMPARE(f.chat().messages()->count(), 2);
    QVERIFY(f.waitUntilIdle());
}

void ChatViewModelTest::stopKeepsWhatHasArrived() {
    AppFixture f({2ms});
    QVERIFY(f.start());
    f.chat().send("endless");
    QTRY_VERIFY(f.shown(1, "text").toString().size() > 40);
    f.chat().stop();
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.shown(1, "status").toString(), QString("stopped"));
    QVERIFY(f.shown(1, "text").toString().startsWith("and on it goes"));
    QVERIFY(f.ask("And again")); // usable afterwards
}

void ChatViewModelTest::aFailureKeepsWhatHasArrived() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("fail please"));
    QCOMPARE(f.shown(1, "status").toString(), QString("error"));
    QVERIFY(f.shown(1, "text").toString().startsWith("This much came through"));
    QVERIFY(f.shown(1, "errorText").toString().contains("the device was lost"));
    QVERIFY(f.ask("What is an expert?"));
    QCOMPARE(f.shown(3, "status").toString(), QString("done"));
}

void ChatViewModelTest::thinkingIsPassedOnAndShown() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.chat().thinkingAvailable());
    QVERIFY(!f.chat().thinkingAlways());
    f.chat().setThinkingOn(true);
    QVERIFY(f.ask("Think about it"));
    QVERIFY(f.shown(1, "thinking").toString().contains("a short answer will do"));
    QVERIFY(f.shown(1, "thinkingTokens").toInt() > 5);
    QVERIFY(f.shown(1, "thinkingSeconds").toDouble() > 0);
    f.chat().setThinkingOn(false);
    QVERIFY(f.ask("Do not"));
    QVERIFY(f.shown(3, "thinking").toString().isEmpty());
    const auto asked = f.engine().generations();
    QCOMPARE(asked.size(), 2U);
    QVERIFY(asked[0].thinking == Thinking::on);
    QVERIFY(asked[1].thinking == Thinking::off);
}

void ChatViewModelTest::thinkingIsRememberedPerChat() {
    AppFixture f;
    QVERIFY(f.start());
    f.chat().setThinkingOn(true);
    QVERIFY(f.ask("First chat"));
    const QString first = f.chat().chatId();
    f.chats().newChat();
    QVERIFY(!f.chat().thinkingOn()); // the setting's default
    QVERIFY(f.ask("Second chat"));
    f.chats().open(first);
    QVERIFY(f.chat().thinkingOn());
}

void ChatViewModelTest::answerNowEndsTheTrace() {
    AppFixture f({30ms});
    QVERIFY(f.start());
    f.chat().setThinkingOn(true);
    f.chat().send("endless");
    QTRY_COMPARE(f.chat().state(), QString("thinking"));
    QTRY_VERIFY(f.chat().thinkingSeconds() > 0);
    f.chat().answerNow();
    QTRY_COMPARE_WITH_TIMEOUT(f.chat().state(), QString("answering"), 400); // the trace takes 800
    f.chat().stop();
    QVERIFY(f.waitUntilIdle());
}

void ChatViewModelTest::anotherAnswerIsASibling() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("What is an expert?"));
    const QString first = f.shown(1, "messageId").toString();
    f.chat().regenerate(1);
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.chat().messages()->count(), 2);
    QCOMPARE(f.shown(1, "siblingCount").toInt(), 2);
    QCOMPARE(f.shown(1, "siblingIndex").toInt(), 2);
    f.chat().previousSibling(1);
    QCOMPARE(f.shown(1, "messageId").toString(), first);
    QCOMPARE(f.shown(1, "siblingIndex").toInt(), 1);
    f.chat().previousSibling(1); // there is none before the first
    QCOMPARE(f.shown(1, "messageId").toString(), first);
    f.chat().nextSibling(1);
    QCOMPARE(f.shown(1, "siblingIndex").toInt(), 2);
}

void ChatViewModelTest::anEditIsABranch() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("First wording"));
    QVERIFY(f.ask("A second question"));
    f.chat().editMessage(0, "show code");
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.chat().messages()->count(), 2);
    QCOMPARE(f.shown(0, "text").toString(), QString("show code"));
    QCOMPARE(f.shown(0, "siblingCount").toInt(), 2);
    QVERIFY(f.shown(1, "text").toString().contains("```python"));
    f.chat().previousSibling(0);
    QCOMPARE(f.chat().messages()->count(), 4); // the whole first branch is back
    QCOMPARE(f.shown(2, "text").toString(), QString("A second question"));
}

void ChatViewModelTest::aStoppedAnswerIsContinued() {
    AppFixture f({10ms});
    QVERIFY(f.start());
    f.chat().send("What is an expert?");
    QTRY_VERIFY(f.shown(1, "text").toString().size() > 20);
    f.chat().stop();
    QVERIFY(f.waitUntilIdle());
    const QString part = f.shown(1, "text").toString();
    QVERIFY(!part.contains("weighted by the router"));
    f.chat().continueReply(1);
    QVERIFY(f.chat().busy());
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.chat().messages()->count(), 2);
    QVERIFY(f.shown(1, "text").toString().startsWith(part));
    QVERIFY(f.shown(1, "text").toString().endsWith("weighted by the router."));
    QCOMPARE(f.shown(1, "status").toString(), QString("done"));
    const auto asked = f.engine().generations();
    QVERIFY(asked.back().continueLast);
    QCOMPARE(QString::fromStdString(asked.back().messages.back().content), part);
}

void ChatViewModelTest::theDraftOutlivesTheProgram() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Hello"));
    const QString chat = f.chat().chatId();
    f.chat().setDraft("half a thought");
    QVERIFY(f.restart());
    f.chats().open(chat);
    QCOMPARE(f.chat().draft(), QString("half a thought"));
    QVERIFY(f.ask("Sent now"));
    QVERIFY(f.chat().draft().isEmpty());
}

void ChatViewModelTest::theTitleComesFromTheFirstMessage() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Please explain in some detail\nhow a mixture of experts decides whom to ask"));
    const QString title = shownBy(f.chats(), 0, "title").toString();
    QVERIFY2(title.startsWith("Please explain in some detail how"), qPrintable(title));
    QVERIFY(title.size() <= 50);
    QVERIFY(!title.contains('\n'));
}

void ChatViewModelTest::theAnswerGoesOnInItsOwnChat() {
    AppFixture f({5ms});
    QVERIFY(f.start());
    f.chat().send("What is an expert?");
    const QString chat = f.chat().chatId();
    f.chats().newChat();
    QVERIFY(f.chat().isEmpty());
    QVERIFY(f.waitUntilIdle());
    QVERIFY(f.chat().isEmpty());
    f.chats().open(chat);
    QVERIFY(f.shown(1, "text").toString().endsWith("weighted by the router."));
    QCOMPARE(f.shown(1, "status").toString(), QString("done"));
}

void ChatViewModelTest::tracesStayOutOfLaterPrompts() {
    AppFixture f;
    QVERIFY(f.start());
    f.chat().setThinkingOn(true);
    QVERIFY(f.ask("First"));
    QVERIFY(f.ask("Second"));
    const auto messages = f.engine().generations().back().messages;
    QCOMPARE(messages.size(), 3U);
    QCOMPARE(messages[1].role, std::string("assistant"));
    QVERIFY(messages[1].thinking.empty());
    QVERIFY(messages[1].content.find("a short answer will do") == std::string::npos);
}

void ChatViewModelTest::aLongAnswerIsSavedWhileItArrives() {
    AppFixture f({5ms});
    QVERIFY(f.start());
    f.chat().send("endless");
    QTest::qWait(1300);
    storage::Database second(f.database()); // as another program sees it
    const auto path = storage::ChatStore(second).activePath(f.chat().chatId().toStdString());
    QCOMPARE(path.size(), 2U);
    QVERIFY(path[1].content.size() > 100);
    QVERIFY(path[1].status == storage::MessageStatus::streaming);
    f.chat().stop();
    QVERIFY(f.waitUntilIdle());
}

void ChatViewModelTest::nothingHappensForRowsThatDoNotExist() {
    AppFixture f;
    QVERIFY(f.start());
    QVERIFY(f.ask("Hello"));
    for (const int row : {-1, 2, 1000}) {
        f.chat().regenerate(row);
        f.chat().editMessage(row, "x");
        f.chat().previousSibling(row);
        f.chat().nextSibling(row);
        f.chat().continueReply(row);
        f.chat().copyMessage(row);
    }
    f.chat().editMessage(1, "an answer cannot be edited");
    QVERIFY(!f.chat().busy());
    QCOMPARE(f.chat().messages()->count(), 2);
    QVERIFY(f.notices().isEmpty());
}

} // namespace conclave

QTEST_MAIN(conclave::ChatViewModelTest)
#include "chat_view_model_test.moc"
