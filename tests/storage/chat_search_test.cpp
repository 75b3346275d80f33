// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "tests/storage/temporary_database.h"

#include <SQLiteCpp/Database.h>

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace conclave::storage;

class ChatSearchTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_database = std::make_unique<Database>(Database::inMemory());
        m_chats = std::make_unique<ChatStore>(*m_database);
        m_chat = m_chats->createChat("Untitled");
    }

    void queriesFindTheirText_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("marked"); // empty: not found
        const auto row = [](const char* name, const char* text, const char* query,
                            const char* marked) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(query) << QByteArray(marked);
        };
        row("word", "The quick brown fox", "quick", "The \2quick\3 brown fox");
        row("beginning", "The quick brown fox", "qui", "The \2quick\3 brown fox");
        row("other case", "The Quick brown fox", "qUICK", "The \2Quick\3 brown fox");
        row("inside a word", "unbelievable", "lieva", "unbe\2lieva\3ble");
        row("no diacritics", "the café is shut", "cafe", "the \2café\3 is shut");
        row("two words", "alpha beta gamma", "gamma alpha", "\2alpha\3 beta \2gamma\3");
        row("one word missing", "alpha beta", "alpha delta", "");
        row("long and short term", "alpha x beta", "alpha x", "\2alpha\3 \2x\3 beta");
        row("Korean word", "양자 역학을 설명해 줘", "설명", "양자 역학을 \2설명해\3 줘");
        row("inside a Korean word", "데이터베이스관리", "베이스관", "데이터\2베이스관\3리");
        row("one Korean character", "데이터베이스", "베", "데이터\2베\3이스");
        row("two Korean characters", "데이터베이스", "이스", "데이터베\2이스\3");
        row("Japanese", "量子力学を説明して", "力学を", "量子\2力学を\3説明して");
        row("two characters inside", "fn main", "ai", "fn m\2ai\3n");
        row("one character", "a+b", "+", "a\2+\3b");
        row("punctuation", "std::vector<int>", "::vector<", "std::\2vector\3<int>");
        row("quotation mark", "say \"hello\" now", "\"hello\"", "say \"\2hello\3\" now");
        row("percent sign", "100% sure", "0%", "10\0020%\3 sure");
        row("percent sign is no pattern", "abc", "%", "");
        row("underscore is no pattern", "abc", "b_", "");
        row("FTS operators are words", "cats AND dogs", "AND", "cats \2AND\3 dogs");
        row("unfinished expression", "x (y", "(y OR", "");
        row("nothing", "anything", "  ", "");
    }
    void queriesFindTheirText() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, marked);
        const auto message = say(text.toStdString());
        const auto hits = m_chats->search(query.toStdString());
        if (marked.isEmpty()) {
            QVERIFY(hits.empty());
            return;
        }
        QCOMPARE(hits.size(), 1U);
        QCOMPARE(QString::fromStdString(hits[0].snippet), QString::fromUtf8(marked));
        QCOMPARE(hits[0].messageId, message);
        QCOMPARE(hits[0].chatId, m_chat);
        QCOMPARE(hits[0].chatTitle, std::string("Untitled"));
        QVERIFY(hits[0].createdAt > 0);
    }

    void hiddenBranchesAreFound() {
        const auto hidden = say("first version of it");
        say("second version of it");
        const auto hits = m_chats->search("first version");
        QCOMPARE(hits.size(), 1U);
        QCOMPARE(hits[0].messageId, hidden);
        QCOMPARE(m_chats->switchSibling(hidden), hidden);
    }

    void titlesComeBeforeMessages() {
        say("about whales");
        const auto titled = m_chats->createChat("Whales and dolphins");
        const auto hits = m_chats->search("whale");
        QCOMPARE(hits.size(), 2U);
        QCOMPARE(hits[0].chatId, titled);
        QVERIFY(hits[0].messageId.empty());
        QCOMPARE(hits[0].snippet, std::string("\2Whale\3s and dolphins"));
    }

    void newestComesFirstUpToTheLimit() {
        std::vector<std::string> ids;
        for (int i = 0; i < 10; ++i)
            ids.push_back(say("repeated words"));
        const auto hits = m_chats->search("repeated", 4);
        QCOMPARE(hits.size(), 4U);
        QCOMPARE(hits[0].messageId, ids[9]);
        QCOMPARE(hits[3].messageId, ids[6]);
        QVERIFY(m_chats->search("repeated", 0).empty());
    }

    void answersAreFoundOnceTheyAreComplete() {
        const auto reply = m_chats->appendReply(m_chat, {});
        m_chats->updateStreaming(reply, "zebra crossing", {});
        QVERIFY(m_chats->search("zebra").empty());
        QVERIFY(m_chats->search("ze").empty());
        m_chats->finishMessage(reply, "zebra crossing done", {}, MessageStatus::done);
        QCOMPARE(m_chats->search("zebra").size(), 1U);
        m_chats->resumeStreaming(reply);
        QVERIFY(m_chats->search("zebra").empty());
        m_chats->finishMessage(reply, "horse", {}, MessageStatus::done);
        QVERIFY(m_chats->search("zebra").empty());
        QCOMPARE(m_chats->search("horse").size(), 1U);
    }

    void theIndexAgreesWithTheMessagesAfterEveryKindOfChange() {
        const auto reply = m_chats->appendReply(m_chat, say("question"));
        m_chats->updateStreaming(reply, "half an answer", {});
        m_chats->markInterrupted();
        m_chats->resumeStreaming(reply);
        m_chats->finishMessage(reply, "an answer", {}, MessageStatus::done);
        const auto gone = m_chats->createChat();
        m_chats->appendMessage(gone, {}, Role::user, "to be purged");
        m_chats->appendReply(gone, {});
        m_chats->deleteChat(gone);
        m_chats->purgeDeleted(std::numeric_limits<Milliseconds>::max());
        // SQLite compares every entry with the messages and throws if they differ.
        for (const std::string table : {"message_words", "message_trigrams"})
            m_database->connection().exec("INSERT INTO " + table + "(" + table +
                                          ", rank) VALUES ('integrity-check', 1)");
    }

    void longTextsAreCutAroundTheMatch() {
        std::string text;
        for (int i = 0; i < 500; ++i)
            text += "한국어 ";
        text += "needlepoint";
        for (int i = 0; i < 500; ++i)
            text += " 한국어";
        say(text);
        for (const char* query : {"needle", "eedlep"}) {
            const auto hits = m_chats->search(query);
            QCOMPARE(hits.size(), 1U);
            const QString snippet = QString::fromStdString(hits[0].snippet);
            QVERIFY(snippet.size() < 200);
            QVERIFY(snippet.contains(QChar(2)) && snippet.contains(QChar(3)));
            QVERIFY(!snippet.contains(QChar::ReplacementCharacter));
        }
    }

    void thousandsOfMessagesAreSearchedQuickly() {
        for (int i = 0; i < 5000; ++i)
            say("line " + std::to_string(i) + (i % 1000 == 7 ? " 특별한 needle" : " ordinary"));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_chats->search("needle").size(), 5U);
        QCOMPARE(m_chats->search("eedl").size(), 5U);
        QCOMPARE(m_chats->search("특별").size(), 5U);
        QCOMPARE(m_chats->search("별").size(), 5U);
        QCOMPARE(m_chats->search("ordinary", 20).size(), 20U);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    std::string say(std::string_view text) {
        return m_chats->appendMessage(m_chat, {}, Role::user, text);
    }

    std::unique_ptr<Database> m_database;
    std::unique_ptr<ChatStore> m_chats;
    std::string m_chat;
};

QTEST_GUILESS_MAIN(ChatSearchTest)
#include "chat_search_test.moc"
