// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "tests/storage/temporary_database.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace conclave::storage;

namespace {

GenerationRow someGeneration() {
    return {.model = "Qwen3-30B-A3B",
            .quantisation = "Q4_K_M",
            .device = "GPU 0",
            .promptTokens = 11,
            .cachedTokens = 7,
            .thinkingTokens = 30,
            .answerTokens = 40,
            .firstTokenMs = 1.5,
            .prefillMs = 2.5,
            .thinkingMs = 3.5,
            .decodeMs = 4.5,
            .totalMs = 5.5,
            .decodeTokensPerSecond = 66.25,
            .prefillTokensPerSecond = 777.75,
            .seed = 0xffff'ffff'ffff'fffeU,
            .promptSha256 = "abc",
            .contextUsed = 81,
            .contextLength = 4096,
            .stopReason = "endOfTurn",
            .samplerJson = R"({"topK":40})"};
}

} // namespace

class MessageTreeTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_database = std::make_unique<Database>(Database::inMemory());
        m_chats = std::make_unique<ChatStore>(*m_database);
        m_chat = m_chats->createChat();
    }

    void aNewChatHasNoMessages() { QVERIFY(m_chats->activePath(m_chat).empty()); }

    void messagesFollowEachOther() {
        const auto question = say({}, "Hello");
        const auto answer = m_chats->appendMessage(m_chat, question, Role::assistant, "Hi");
        const auto path = m_chats->activePath(m_chat);
        QCOMPARE(path.size(), 2U);
        QCOMPARE(path[0].id, question);
        QVERIFY(path[0].parentId.empty());
        QVERIFY(path[0].role == Role::user);
        QCOMPARE(path[1].id, answer);
        QCOMPARE(path[1].parentId, question);
        QVERIFY(path[1].role == Role::assistant);
        QVERIFY(path[1].status == MessageStatus::done);
        QCOMPARE(path[1].siblingIndex, 0);
        QCOMPARE(path[1].siblingCount, 1);
        QVERIFY(path[0].createdAt < path[1].createdAt);
        QVERIFY(!path[1].generation);
    }

    void anotherAnswerIsASibling() {
        const auto question = say({}, "Hello");
        const auto first = m_chats->appendMessage(m_chat, question, Role::assistant, "one");
        const auto second = m_chats->appendMessage(m_chat, question, Role::assistant, "two");
        const auto path = m_chats->activePath(m_chat);
        QCOMPARE(path.size(), 2U);
        QCOMPARE(path[1].content, std::string("two"));
        QCOMPARE(path[1].siblingIndex, 1);
        QCOMPARE(path[1].siblingCount, 2);
        QCOMPARE(m_chats->siblings(first), (std::vector{first, second}));
    }

    void firstMessagesAreSiblingsOfTheirChatOnly() {
        const auto other = m_chats->createChat();
        m_chats->appendMessage(other, {}, Role::user, "elsewhere");
        const auto first = say({}, "one");
        const auto second = say({}, "one, edited");
        QCOMPARE(m_chats->siblings(second), (std::vector{first, second}));
        QCOMPARE(m_chats->activePath(m_chat)[0].siblingCount, 2);
    }

    void switchingGoesToTheNewestLeafOfTheBranch() {
        const auto question = say({}, "Q");
        const auto oldAnswer = m_chats->appendMessage(m_chat, question, Role::assistant, "old");
        const auto follow = say(oldAnswer, "follow");
        const auto deep = m_chats->appendMessage(m_chat, follow, Role::assistant, "deep");
        const auto shallow = say(oldAnswer, "instead");
        m_chats->appendMessage(m_chat, question, Role::assistant, "new");

        QCOMPARE(m_chats->switchSibling(oldAnswer), shallow);
        QCOMPARE(contents(), (std::vector<std::string>{"Q", "old", "instead"}));
        QCOMPARE(m_chats->switchSibling(follow), deep);
        QCOMPARE(contents(), (std::vector<std::string>{"Q", "old", "follow", "deep"}));
    }

    void switchingPrefersWhatWasChangedLast() {
        const auto question = say({}, "Q");
        const auto early = m_chats->appendReply(m_chat, question);
        const auto late = m_chats->appendReply(m_chat, question);
        m_chats->finishMessage(late, "late", {}, MessageStatus::done);
        m_chats->finishMessage(early, "early", {}, MessageStatus::done);
        QCOMPARE(m_chats->switchSibling(question), early);
    }

    void theActiveLeafCanBeAnyMessageOrNone() {
        const auto question = say({}, "Q");
        say(question, "A");
        m_chats->setActiveLeaf(m_chat, question);
        QCOMPARE(contents(), (std::vector<std::string>{"Q"}));
        m_chats->setActiveLeaf(m_chat, {});
        QVERIFY(contents().empty());
    }

    void aReplyGrowsAndEndsWithItsFacts() {
        const auto question = say({}, "Q");
        const auto reply = m_chats->appendReply(m_chat, question);
        QVERIFY(m_chats->activePath(m_chat)[1].status == MessageStatus::streaming);
        m_chats->updateStreaming(reply, "so f", "hmm");
        QCOMPARE(m_chats->activePath(m_chat)[1].content, std::string("so f"));
        const GenerationRow facts = someGeneration();
        m_chats->finishMessage(reply, "so far", "hmm.", MessageStatus::stopped, {}, facts);

        const Message message = m_chats->activePath(m_chat)[1];
        QCOMPARE(message.content, std::string("so far"));
        QCOMPARE(message.thinking, std::string("hmm."));
        QVERIFY(message.status == MessageStatus::stopped);
        QVERIFY(message.generation.has_value());
        compare(*message.generation, facts);
    }

    void aFailedReplyKeepsItsTextAndReason() {
        const auto reply = m_chats->appendReply(m_chat, say({}, "Q"));
        m_chats->finishMessage(reply, "half", {}, MessageStatus::error, "The device was lost.");
        const Message message = m_chats->activePath(m_chat)[1];
        QVERIFY(message.status == MessageStatus::error);
        QCOMPARE(message.errorText, std::string("The device was lost."));
        QCOMPARE(message.content, std::string("half"));
    }

    void aCompleteAnswerIsNotOverwritten() {
        const auto reply = m_chats->appendReply(m_chat, say({}, "Q"));
        m_chats->finishMessage(reply, "final", {}, MessageStatus::done);
        QVERIFY(failureOf([&] { m_chats->updateStreaming(reply, "late", {}); }));
        QVERIFY(failureOf([&] { m_chats->finishMessage(reply, "x", {}, MessageStatus::done); }));
        QCOMPARE(m_chats->activePath(m_chat)[1].content, std::string("final"));
    }

    void streamingIsNotAnEnd() {
        const auto reply = m_chats->appendReply(m_chat, say({}, "Q"));
        QVERIFY(
            failureOf([&] { m_chats->finishMessage(reply, "x", {}, MessageStatus::streaming); }));
    }

    void anInterruptedAnswerCanBeContinued() {
        const auto reply = m_chats->appendReply(m_chat, say({}, "Q"));
        m_chats->updateStreaming(reply, "partword", {});
        QCOMPARE(m_chats->markInterrupted(), 1);
        QVERIFY(m_chats->activePath(m_chat)[1].status == MessageStatus::interrupted);
        m_chats->resumeStreaming(reply);
        m_chats->finishMessage(reply, "partword wholeword", {}, MessageStatus::done, {},
                               someGeneration());
        QCOMPARE(m_chats->search("partword").size(), 1U);
        QCOMPARE(m_chats->search("wholeword").size(), 1U);
    }

    void continuingReplacesTheFacts() {
        const auto reply = m_chats->appendReply(m_chat, say({}, "Q"));
        GenerationRow facts = someGeneration();
        m_chats->finishMessage(reply, "a", {}, MessageStatus::stopped, {}, facts);
        m_chats->resumeStreaming(reply);
        facts.answerTokens = 99;
        m_chats->finishMessage(reply, "ab", {}, MessageStatus::done, {}, facts);
        QCOMPARE(m_chats->activePath(m_chat)[1].generation->answerTokens, 99);
    }

    void unknownIdsAreRefusedInOneSentence_data() {
        QTest::addColumn<int>("call");
        for (int call = 0; call < 9; ++call)
            QTest::addRow("call %d", call) << call;
    }
    void unknownIdsAreRefusedInOneSentence() {
        QFETCH(int, call);
        const auto error = failureOf([&] { callWithUnknownId(call); });
        QVERIFY(error.has_value());
        QVERIFY(error->kind() == ErrorKind::badRequest);
        QVERIFY2(isOneSentence(error->what()), error->what());
    }

    void aMessageOfAnotherChatIsNoParent() {
        const auto other = m_chats->createChat();
        const auto foreign = m_chats->appendMessage(other, {}, Role::user, "elsewhere");
        QVERIFY(failureOf([&] { say(foreign, "here"); }));
        QVERIFY(failureOf([&] { m_chats->setActiveLeaf(m_chat, foreign); }));
        QVERIFY(m_chats->activePath(m_chat).empty());
    }

    void textsComeBackByteForByte() {
        const std::string text = std::string("안녕 🌿 \n\t'\"%_\\ ") + '\0' + " end";
        say({}, text);
        QCOMPARE(m_chats->activePath(m_chat)[0].content, text);
    }

    void idsSortByTheirCreation() {
        std::string last;
        std::string id;
        for (int i = 0; i < 200; ++i) {
            id = say(id, "x");
            QVERIFY(id > last);
            QCOMPARE(id.size(), 36U);
            QCOMPARE(id[14], '7');
            QVERIFY(std::string("89ab").find(id[19]) != std::string::npos);
            last = id;
        }
    }

    void thousandsOfMessagesStayQuickAndCanBePurged() {
        constexpr int kMessages = 4000;
        std::string parent;
        for (int i = 0; i < kMessages; ++i)
            parent = say(parent, "message number " + std::to_string(i));
        QElapsedTimer timer;
        timer.start();
        const auto path = m_chats->activePath(m_chat);
        QCOMPARE(path.size(), static_cast<std::size_t>(kMessages));
        QVERIFY2(timer.restart() < 2000, "reading the path");
        QCOMPARE(m_chats->switchSibling(path[0].id), parent);
        QVERIFY2(timer.restart() < 2000, "finding the leaf");
        QCOMPARE(m_chats->search("number 3999").size(), 1U);
        QVERIFY2(timer.restart() < 2000, "searching");
        m_chats->deleteChat(m_chat);
        QCOMPARE(m_chats->purgeDeleted(std::numeric_limits<Milliseconds>::max()), 1);
        QVERIFY2(timer.restart() < 5000, "purging");
        QVERIFY(m_chats->search("message").empty());
    }

private:
    std::string say(std::string_view parent, std::string_view text) {
        return m_chats->appendMessage(m_chat, parent, Role::user, text);
    }

    std::vector<std::string> contents() const {
        std::vector<std::string> texts;
        for (const Message& message : m_chats->activePath(m_chat))
            texts.push_back(message.content);
        return texts;
    }

    void callWithUnknownId(int call) {
        const std::string unknown = "0190-nobody";
        switch (call) {
        case 0:
            m_chats->appendMessage(unknown, {}, Role::user, "x");
            return;
        case 1:
            m_chats->appendMessage(m_chat, unknown, Role::user, "x");
            return;
        case 2:
            m_chats->updateStreaming(unknown, "x", {});
            return;
        case 3:
            m_chats->finishMessage(unknown, "x", {}, MessageStatus::done);
            return;
        case 4:
            m_chats->resumeStreaming(unknown);
            return;
        case 5:
            m_chats->setActiveLeaf(m_chat, unknown);
            return;
        case 6:
            m_chats->switchSibling(unknown);
            return;
        case 7:
            static_cast<void>(m_chats->activePath(unknown));
            return;
        default:
            static_cast<void>(m_chats->siblings(unknown));
        }
    }

    static void compare(const GenerationRow& actual, const GenerationRow& expected) {
        QCOMPARE(actual.model, expected.model);
        QCOMPARE(actual.quantisation, expected.quantisation);
        QCOMPARE(actual.device, expected.device);
        QCOMPARE(actual.promptTokens, expected.promptTokens);
        QCOMPARE(actual.cachedTokens, expected.cachedTokens);
        QCOMPARE(actual.thinkingTokens, expected.thinkingTokens);
        QCOMPARE(actual.answerTokens, expected.answerTokens);
        QCOMPARE(actual.firstTokenMs, expected.firstTokenMs);
        QCOMPARE(actual.prefillMs, expected.prefillMs);
        QCOMPARE(actual.thinkingMs, expected.thinkingMs);
        QCOMPARE(actual.decodeMs, expected.decodeMs);
        QCOMPARE(actual.totalMs, expected.totalMs);
        QCOMPARE(actual.decodeTokensPerSecond, expected.decodeTokensPerSecond);
        QCOMPARE(actual.prefillTokensPerSecond, expected.prefillTokensPerSecond);
        QCOMPARE(actual.seed, expected.seed);
        QCOMPARE(actual.promptSha256, expected.promptSha256);
        QCOMPARE(actual.contextUsed, expected.contextUsed);
        QCOMPARE(actual.contextLength, expected.contextLength);
        QCOMPARE(actual.stopReason, expected.stopReason);
        QCOMPARE(actual.samplerJson, expected.samplerJson);
    }

    std::unique_ptr<Database> m_database;
    std::unique_ptr<ChatStore> m_chats;
    std::string m_chat;
};

QTEST_GUILESS_MAIN(MessageTreeTest)
#include "message_tree_test.moc"
