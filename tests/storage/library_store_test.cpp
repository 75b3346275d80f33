// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/chat_store.h"
#include "storage/library_store.h"
#include "tests/storage/temporary_database.h"

#include <QTest>

using namespace conclave::storage;

namespace {

ModelFileRow fileAt(const std::string& path, std::int64_t added) {
    ModelFileRow file;
    file.path = path;
    file.bytes = 18'556'623'636;
    file.modifiedAt = 12;
    file.name = "Qwen3-30B-A3B";
    file.architecture = "qwen3moe";
    file.quantisation = "Q4_K_M";
    file.bitsPerWeight = 4.86;
    file.parameters = 30'532'108'288;
    file.activeParameters = 3'353'018'368;
    file.contextLength = 40960;
    file.identity = "identity";
    file.sha256 = std::string(64, 'a');
    file.expectedSha256 = std::string(64, 'b');
    file.verifiedAt = 34;
    file.source = "hub";
    file.owned = true;
    file.repository = "Qwen/Qwen3-30B-A3B-GGUF";
    file.revision = "0123";
    file.licence = "apache-2.0";
    file.fault = "It is broken.";
    file.addedAt = added;
    return file;
}

void answer(ChatStore& chats, const std::string& chat, double speed, std::int64_t tokens) {
    const std::string message = chats.appendReply(chat, {});
    GenerationRow row;
    row.model = "Guide";
    row.quantisation = "F16";
    row.device = "llvmpipe";
    row.answerTokens = tokens;
    row.decodeTokensPerSecond = speed;
    chats.finishMessage(message, "An answer", {}, MessageStatus::done, {}, row);
}

} // namespace

class LibraryStoreTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsStoredComesBack() {
        Database database = Database::inMemory();
        LibraryStore library(database);
        library.store(fileAt("/models/a.gguf", 1));
        const ModelFileRow file = library.files().at(0);
        QCOMPARE(file.path, std::string("/models/a.gguf"));
        QCOMPARE(file.bytes, std::int64_t{18'556'623'636});
        QCOMPARE(file.quantisation, std::string("Q4_K_M"));
        QCOMPARE(file.bitsPerWeight, 4.86);
        QCOMPARE(file.activeParameters, std::int64_t{3'353'018'368});
        QCOMPARE(file.contextLength, std::int64_t{40960});
        QCOMPARE(file.expectedSha256, std::string(64, 'b'));
        QVERIFY(file.owned);
        QCOMPARE(file.licence, std::string("apache-2.0"));
        QCOMPARE(file.fault, std::string("It is broken."));
        QCOMPARE(file.addedAt, std::int64_t{1});
    }

    void aPathIsKeptOnce() {
        Database database = Database::inMemory();
        LibraryStore library(database);
        ModelFileRow file = fileAt("/models/a.gguf", 1);
        library.store(file);
        file.fault.clear();
        library.store(file);
        QCOMPARE(library.files().size(), 1U);
        QVERIFY(library.files()[0].fault.empty());
        library.forget(file.path);
        QVERIFY(library.files().empty());
    }

    void theLatestUsedComesFirst() {
        Database database = Database::inMemory();
        LibraryStore library(database);
        library.store(fileAt("/models/a.gguf", 1));
        library.store(fileAt("/models/b.gguf", 2));
        QCOMPARE(library.files()[0].path, std::string("/models/b.gguf"));
        library.markUsed("/models/a.gguf", 3);
        QCOMPARE(library.files()[0].path, std::string("/models/a.gguf"));
        QCOMPARE(library.files()[0].lastUsedAt, std::int64_t{3});
    }

    void speedsAreMediansOfLongAnswers() {
        Database database = Database::inMemory();
        ChatStore chats(database);
        const std::string chat = chats.createChat();
        LibraryStore library(database);
        QVERIFY(library.speeds().empty());
        answer(chats, chat, 999, 3); // too short to say anything
        for (const double speed : {10.0, 30.0, 20.0}) {
            answer(chats, chat, speed, 100);
        }
        const auto speeds = library.speeds();
        QCOMPARE(speeds.size(), 1U);
        QCOMPARE(speeds[0].model, std::string("Guide"));
        QCOMPARE(speeds[0].device, std::string("llvmpipe"));
        QCOMPARE(speeds[0].tokensPerSecond, 20.0);
        QCOMPARE(speeds[0].answers, std::int64_t{3});
    }
};

QTEST_GUILESS_MAIN(LibraryStoreTest)
#include "library_store_test.moc"
