// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A newcomer's first minutes, with everything real: window, keys, engine, Guide, database.
#include "tests/app/window_fixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace conclave {

namespace {

/// Software devices are slow, and so are machines that run many tests.
constexpr int kPatience = 120'000;

} // namespace

class EndToEndTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    // In this order, in one program.
    void theWindowOpens();
    void theGuideAnswers();
    void thinkingOnShowsATrace();
    void thinkingOffShowsNone();
    void escapeStopsTheAnswer();
    // In a second one.
    void theChatIsThereAfterARestart();
    void searchFindsIt();
    void cleanupTestCase() { m_window.reset(); }

private:
    QVariant shown(int row, const char* role) {
        const MessageListModel& messages = *m_window->app().chat()->messages();
        return messages.data(messages.index(row), messages.roleNames().key(role));
    }
    ChatViewModel& chat() { return *m_window->app().chat(); }
    bool ask(const QString& question);

    QTemporaryDir m_folder;
    std::unique_ptr<WindowFixture> m_window;
    QString m_firstAnswer;
};

void EndToEndTest::initTestCase() {
    chooseTestStyle();
}

void EndToEndTest::init() {
    QTest::failOnWarning(QRegularExpression("QQml|qrc:")); // what QML complains about
    QVERIFY(m_window == nullptr || m_window->window() != nullptr);
}

bool EndToEndTest::ask(const QString& question) {
    if (!m_window->type("composerInput", question)) {
        return false;
    }
    m_window->press(Qt::Key_Return);
    return chat().busy();
}

void EndToEndTest::theWindowOpens() {
    m_window = std::make_unique<WindowFixture>(m_folder.path());
    QVERIFY(m_window->window() != nullptr);
    QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
    QVERIFY(chat().isEmpty());
    for (const char* name : {"composerInput", "sendButton", "newChatButton", "searchField"}) {
        QVERIFY2(m_window->item(name) != nullptr, name);
    }
}

void EndToEndTest::theGuideAnswers() {
    QElapsedTimer clock;
    clock.start();
    QVERIFY(ask("What is a mixture of experts?")); // the model may still be loading
    QTRY_VERIFY_WITH_TIMEOUT(!chat().busy(), kPatience);
    qInfo("first answer after %lld ms on %s", static_cast<long long>(clock.elapsed()),
          qPrintable(m_window->app().models()->info()["device"].toString()));
    QCOMPARE(chat().messages()->count(), 2);
    QCOMPARE(shown(0, "text").toString(), QString("What is a mixture of experts?"));
    QCOMPARE(shown(1, "status").toString(), QString("done"));
    m_firstAnswer = shown(1, "text").toString();
    QVERIFY2(m_firstAnswer.contains("expert"), qPrintable(m_firstAnswer));
    QVERIFY(shown(1, "facts").toString().contains("tokens/s"));
    QVERIFY(m_window->item("messageList") != nullptr);
    QCOMPARE(m_window->item("messageList")->property("count").toInt(), 2);
    QVERIFY(m_window->item("composerInput")->property("text").toString().isEmpty());
}

void EndToEndTest::thinkingOnShowsATrace() {
    QVERIFY(chat().thinkingAvailable());
    QVERIFY(m_window->click("thinkingChip"));
    QTRY_VERIFY(chat().thinkingOn());
    QVERIFY(ask("What is 3 + 4?"));
    QTRY_VERIFY_WITH_TIMEOUT(!chat().busy(), kPatience);
    QVERIFY(!shown(3, "thinking").toString().isEmpty());
    QVERIFY(!shown(3, "text").toString().isEmpty());
    QVERIFY(shown(3, "thinkingSeconds").toDouble() > 0);
}

void EndToEndTest::thinkingOffShowsNone() {
    QVERIFY(m_window->click("thinkingChip"));
    QTRY_VERIFY(!chat().thinkingOn());
    QVERIFY(ask("What is 5 + 2?"));
    QTRY_VERIFY_WITH_TIMEOUT(!chat().busy(), kPatience);
    QVERIFY(shown(5, "thinking").toString().isEmpty());
    QVERIFY(!shown(5, "text").toString().isEmpty());
}

void EndToEndTest::escapeStopsTheAnswer() {
    QVERIFY(ask("How much memory does a large model need?"));
    m_window->press(Qt::Key_Escape); // an answer takes many steps: this one has not ended
    QTRY_VERIFY_WITH_TIMEOUT(!chat().busy(), kPatience);
    QCOMPARE(shown(7, "status").toString(), QString("stopped"));
}

void EndToEndTest::theChatIsThereAfterARestart() {
    m_window.reset();
    m_window = std::make_unique<WindowFixture>(m_folder.path());
    QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
    ChatListViewModel& chats = *m_window->app().chats();
    QCOMPARE(chats.count(), 1);
    chats.open(chats.data(chats.index(0), ChatListViewModel::ChatIdRole).toString());
    QCOMPARE(chat().messages()->count(), 8);
    QCOMPARE(shown(1, "text").toString(), m_firstAnswer);
    QVERIFY(!shown(3, "thinking").toString().isEmpty());
}

void EndToEndTest::searchFindsIt() {
    ChatListViewModel& chats = *m_window->app().chats();
    m_window->app().chats()->newChat();
    QVERIFY(m_window->type("searchField", "mixture"));
    QTRY_VERIFY(chats.searching());
    QTRY_VERIFY(chats.count() >= 1);
    chats.openHit(0);
    QCOMPARE(chat().messages()->count(), 8);
    QVERIFY(m_window->type("searchField", "zebra crossing"));
    QTRY_COMPARE(chats.count(), 0);
}

} // namespace conclave

QTEST_MAIN(conclave::EndToEndTest)
#include "end_to_end_test.moc"
