// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "tests/storage/temporary_database.h"

#include <QTest>

#include <limits>

using namespace conclave::storage;

class ChatStoreTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_database = std::make_unique<Database>(Database::inMemory());
        m_chats = std::make_unique<ChatStore>(*m_database);
    }

    void theListStartsEmpty() { QVERIFY(m_chats->listChats().empty()); }

    void theLatestChangeComesFirst() {
        const auto first = m_chats->createChat("first");
        const auto second = m_chats->createChat("second");
        QCOMPARE(listed(), (std::vector{second, first}));
        m_chats->appendMessage(first, {}, Role::user, "again");
        QCOMPARE(listed(), (std::vector{first, second}));
        const auto reply = m_chats->appendReply(second, {});
        m_chats->appendMessage(first, {}, Role::user, "and again");
        m_chats->finishMessage(reply, "done", {}, MessageStatus::done);
        QCOMPARE(listed(), (std::vector{second, first}));
    }

    void pinnedChatsStayOnTop() {
        const auto pinned = m_chats->createChat("pinned");
        const auto newer = m_chats->createChat("newer");
        m_chats->setPinned(pinned, true);
        QCOMPARE(listed(), (std::vector{pinned, newer}));
        QVERIFY(m_chats->listChats()[0].pinned);
        m_chats->setPinned(pinned, false);
        QCOMPARE(listed(), (std::vector{newer, pinned}));
    }

    void renamingDoesNotReorder() {
        const auto first = m_chats->createChat();
        const auto second = m_chats->createChat();
        m_chats->renameChat(first, "renamed", true);
        m_chats->setDraft(first, "unsent");
        QCOMPARE(listed(), (std::vector{second, first}));
    }

    void aTitleByTheUserStays() {
        const auto chat = m_chats->createChat();
        m_chats->renameChat(chat, "guess", false);
        QCOMPARE(m_chats->listChats()[0].title, std::string("guess"));
        QVERIFY(!m_chats->listChats()[0].titledByUser);
        m_chats->renameChat(chat, "better guess", false);
        QCOMPARE(m_chats->listChats()[0].title, std::string("better guess"));
        m_chats->renameChat(chat, "mine", true);
        m_chats->renameChat(chat, "late guess", false);
        QCOMPARE(m_chats->listChats()[0].title, std::string("mine"));
        QVERIFY(m_chats->listChats()[0].titledByUser);
        m_chats->renameChat(chat, "mine too", true);
        QCOMPARE(m_chats->listChats()[0].title, std::string("mine too"));
    }

    void theSnippetIsTheLatestTextOnOneLine() {
        const auto chat = m_chats->createChat();
        QVERIFY(m_chats->listChats()[0].snippet.empty());
        const auto question = m_chats->appendMessage(chat, {}, Role::user, "Line\n\n  two");
        QCOMPARE(m_chats->listChats()[0].snippet, std::string("Line two"));
        const auto reply = m_chats->appendReply(chat, question);
        QCOMPARE(m_chats->listChats()[0].snippet, std::string("Line two"));
        m_chats->updateStreaming(reply, "Answer", {});
        QCOMPARE(m_chats->listChats()[0].snippet, std::string("Answer"));
    }

    void theBinGivesBackWhatWasDeleted() {
        const auto chat = m_chats->createChat("kept");
        m_chats->appendMessage(chat, {}, Role::user, "text");
        m_chats->deleteChat(chat);
        QVERIFY(m_chats->listChats().empty());
        QCOMPARE(m_chats->listDeletedChats().size(), 1U);
        QVERIFY(m_chats->search("text").empty());
        m_chats->restoreChat(chat);
        QCOMPARE(listed(), (std::vector{chat}));
        QCOMPARE(m_chats->activePath(chat).size(), 1U);
        QCOMPARE(m_chats->search("text").size(), 1U);
    }

    void onlyWhatIsOldEnoughIsPurged() {
        const auto kept = m_chats->createChat("kept");
        const auto gone = m_chats->createChat("gone");
        m_chats->appendMessage(gone, {}, Role::user, "text");
        m_chats->deleteChat(gone);
        QCOMPARE(m_chats->purgeDeleted(0), 0);
        QCOMPARE(m_chats->purgeDeleted(std::numeric_limits<Milliseconds>::max()), 1);
        QCOMPARE(listed(), (std::vector{kept}));
        QVERIFY(m_chats->listDeletedChats().empty());
        QVERIFY(failureOf([&] { m_chats->restoreChat(gone); }));
    }

    void purgingRemovesTheWholeTree() {
        const auto chat = m_chats->createChat();
        const auto root = m_chats->appendMessage(chat, {}, Role::user, "root");
        const auto reply = m_chats->appendReply(chat, root);
        m_chats->finishMessage(reply, "leaf", {}, MessageStatus::done, {}, GenerationRow{});
        m_chats->appendMessage(chat, root, Role::assistant, "other leaf");
        m_chats->deleteChat(chat);
        m_chats->purgeDeleted(std::numeric_limits<Milliseconds>::max());
        QVERIFY(failureOf([&] { m_chats->switchSibling(root); }));
        QVERIFY(failureOf([&] { m_chats->switchSibling(reply); }));
    }

    void draftsBelongToTheirChat() {
        const auto first = m_chats->createChat();
        const auto second = m_chats->createChat();
        m_chats->setDraft(first, "반쯤 쓴");
        QCOMPARE(m_chats->draft(first), std::string("반쯤 쓴"));
        QVERIFY(m_chats->draft(second).empty());
        m_chats->setDraft(first, {});
        QVERIFY(m_chats->draft(first).empty());
    }

    void theThinkingModeFollowsTheSettingUntilChosen() {
        const auto chat = m_chats->createChat();
        QVERIFY(!m_chats->thinkMode(chat));
        for (const ThinkMode mode : {ThinkMode::automatic, ThinkMode::on, ThinkMode::off}) {
            m_chats->setThinkMode(chat, mode);
            QVERIFY(m_chats->thinkMode(chat) == mode);
        }
        m_chats->setThinkMode(chat, std::nullopt);
        QVERIFY(!m_chats->thinkMode(chat));
    }

    void unknownChatsAreRefused() {
        const std::string nobody = "nobody";
        const auto refused = [&](auto&& call) {
            const auto error = failureOf(call);
            return error && error->kind() == ErrorKind::badRequest && isOneSentence(error->what());
        };
        QVERIFY(refused([&] { m_chats->renameChat(nobody, "x", true); }));
        QVERIFY(refused([&] { m_chats->setPinned(nobody, true); }));
        QVERIFY(refused([&] { m_chats->deleteChat(nobody); }));
        QVERIFY(refused([&] { m_chats->restoreChat(nobody); }));
        QVERIFY(refused([&] { m_chats->setDraft(nobody, "x"); }));
        QVERIFY(refused([&] { static_cast<void>(m_chats->draft(nobody)); }));
        QVERIFY(refused([&] { m_chats->setThinkMode(nobody, ThinkMode::on); }));
        QVERIFY(refused([&] { static_cast<void>(m_chats->thinkMode(nobody)); }));
    }

private:
    std::vector<std::string> listed() const {
        std::vector<std::string> ids;
        for (const ChatSummary& chat : m_chats->listChats())
            ids.push_back(chat.id);
        return ids;
    }

    std::unique_ptr<Database> m_database;
    std::unique_ptr<ChatStore> m_chats;
};

QTEST_GUILESS_MAIN(ChatStoreTest)
#include "chat_store_test.moc"
