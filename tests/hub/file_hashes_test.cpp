// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Files whose SHA-256 the list of a repository does not say: kept in Git, or in Xet storage.
#include "app/hub/content_hash.h"
#include "app/hub/downloads_model.h"
#include "tests/hub/hub_fixture.h"
#include "tests/hub/raw_server.h"

#include <QTest>

#include <algorithm>

namespace conclave {

class FileHashesTest : public QObject {
    Q_OBJECT

private slots:
    void gitsHashIsThatOfGit();
    void copiesOfAHashGoOnAlone();
    void aFileInGitIsVerified();
    void aWrongFileInGitIsNotTaken();
    void aFileInGitGoesOnAfterARestart();
    void aFileInXetIsVerifiedByWhatTheHubSaysLater();
    void aFileInXetWithoutAHashIsRefused();
    void filesInLfsAreNotAskedFor();
    void aMirrorWithoutListsIsEnough();
    void theCheckIsNamed();

private:
    static int heads(const HubFixture& f) {
        const auto all = f.hub.requests();
        return int(std::count_if(all.begin(), all.end(), [](const HubRequest& r) {
            return r.headers["range"] == "bytes=0-0";
        }));
    }
};

/// git hash-object of "hello\n" and of nothing, as any Git prints them.
void FileHashesTest::gitsHashIsThatOfGit() {
    const QString hello = "ce013625030ba8dba906f756967f9e9ca394464a";
    ContentHash hash(hello, 6);
    hash.add("he", 2);
    hash.add("llo\n", 4);
    QCOMPARE(hash.value(), hello);
    const QString nothing = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    QCOMPARE(ContentHash(nothing, 0).value(), nothing);
    QCOMPARE(hashName(hello), QString("Git SHA-1"));
    QCOMPARE(hashName(QString(64, 'a')), QString("SHA-256"));
}

void FileHashesTest::copiesOfAHashGoOnAlone() {
    ContentHash one(QString(64, '0'), 0);
    one.add("a", 1);
    ContentHash other = one;
    other.add("b", 1);
    QCOMPARE(one.value(), TestHub::sha256Of("a"));
    QCOMPARE(other.value(), TestHub::sha256Of("ab"));
}

void FileHashesTest::aFileInGitIsVerified() {
    for (const bool direct : {true, false}) {
        SmallHub f;
        f.file().storage = HubTestFile::git;
        f.hub.direct = direct;
        f.start();
        const DownloadProgress end = f.pull("maker/m:Q8_0");
        QCOMPARE(end.error.sentence, QString());
        QCOMPARE(end.state, DownloadState::done);
        QCOMPARE(contentOf(end.paths[0]), f.file().content);
        QVERIFY(f.files("*.part*").isEmpty());
    }
}

void FileHashesTest::aWrongFileInGitIsNotTaken() {
    SmallHub f;
    f.file().storage = HubTestFile::git;
    f.file().gitHash = QString(40, 'd');
    f.hub.direct = true;
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::wrongContent);
    QVERIFY2(end.error.sentence.contains("Git SHA-1"), qPrintable(end.error.sentence));
    QVERIFY(f.files("*.gguf").isEmpty());
}

void FileHashesTest::aFileInGitGoesOnAfterARestart() {
    SmallHub f;
    f.file().storage = HubTestFile::git;
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::slow, 40} : HubFault{};
    };
    f.start();
    const auto job = std::get<DownloadJob>(f.job("maker/m"));
    f.add(job);
    QTRY_VERIFY(f.latest(job.id).receivedBytes > 50'000);
    f.restart();
    const qint64 before = f.hub.bodyBytes();
    f.add(job);
    QCOMPARE(f.waitForEnd(job.id).state, DownloadState::done);
    QVERIFY(f.hub.bodyBytes() - before < 70'000);
    QCOMPARE(contentOf(job.files[0].path), f.file().content);
}

/// The list knows the file by its Xet hash alone; the answer to a download has X-Linked-Etag.
void FileHashesTest::aFileInXetIsVerifiedByWhatTheHubSaysLater() {
    SmallHub f;
    f.file().storage = HubTestFile::xet;
    f.start();
    const auto model = std::get<HubModel>(f.model("maker/m"));
    QCOMPARE(model.files[0].hash, f.file().sha256);
    QCOMPARE(heads(f), 1);
    QCOMPARE(f.pull("maker/m").state, DownloadState::done);
    const auto all = f.hub.requests(); // where the hub leads was not followed for the hash
    QVERIFY(std::none_of(all.begin(), all.end(), [](const HubRequest& r) {
        return r.atFiles && r.headers["range"] == "bytes=0-0";
    }));
}

void FileHashesTest::aFileInXetWithoutAHashIsRefused() {
    SmallHub f;
    f.file().storage = HubTestFile::xet;
    f.file().sha256 = "unknown";
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::failed);
    QVERIFY2(end.error.sentence.contains("Xet"), qPrintable(end.error.sentence));
    QVERIFY(isOneSentence(end.error.sentence));
}

void FileHashesTest::filesInLfsAreNotAskedFor() {
    SmallHub f;
    f.hub.models[0].files.append({"README.md", "words", {}, HubTestFile::git, {}});
    f.start();
    QVERIFY(std::holds_alternative<HubModel>(f.model("maker/m")));
    QCOMPARE(heads(f), 0);
}

void FileHashesTest::aMirrorWithoutListsIsEnough() {
    const QByteArray content = randomBytes(50'000, 3);
    const QByteArray sha256 = TestHub::sha256Of(content).toLatin1();
    const RawServer server([&](const QByteArray& target, const QByteArray& head) -> QByteArray {
        if (target.contains("/tree/"))
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        if (target.startsWith("/api/"))
            return okay(R"({"id":"maker/m","sha":"0123456789abcdef0123456789abcdef01234567",)"
                        R"("siblings":[{"rfilename":"README.md"},{"rfilename":"m-Q8_0.gguf",)"
                        R"("size":50000,"blobId":"2f9d","lfs":{"size":50000,"pointerSize":134,)"
                        R"("sha256":")" +
                        sha256 + R"("}}]})");
        return ranged(content, head);
    });
    HubFixture f;
    f.policy.setHubUrl(server.url());
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
}

void FileHashesTest::theCheckIsNamed() {
    HubFixture f;
    f.hub.models = {smallModel(),
                    {"maker/git", {{"g-Q8_0.gguf", "small", {}, HubTestFile::git, {}}}, {}, {}}};
    f.start();
    storage::DownloadStore store(f.database);
    DownloadsModel list(f.downloads().queue(), store, f.notices);
    list.add(std::get<DownloadJob>(f.job("maker/m")));
    list.add(std::get<DownloadJob>(f.job("maker/git")));
    const auto text = [&](int row) {
        return list.data(list.index(row), DownloadsModel::StateTextRole).toString();
    };
    QTRY_COMPARE(text(0), QString("Verified by SHA-256"));
    QTRY_COMPARE(text(1), QString("Verified by Git SHA-1"));
    QCOMPARE(list.data(list.index(1), DownloadsModel::Sha256Role).toString(), QString());
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::FileHashesTest)
#include "file_hashes_test.moc"
