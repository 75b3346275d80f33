// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Downloads over lines that break and from servers that answer otherwise than they should.
#include "tests/hub/hub_fixture.h"

#include <QTest>

#include <atomic>

namespace conclave {

class BadLineTest : public QObject {
    Q_OBJECT

private slots:
    void aServerWithoutRangesIsFine();
    void aServerWithoutRangesRepairs();
    void aCutLineGoesOnInMidPart();
    void aLineThatIsDownIsWaitedFor();
    void silenceIsNotWaitedForForever();
    void aBusyHubIsGivenTime();
    void anExpiredAddressIsAskedForAgain();
    void aReplacedFileIsNoticed_data();
    void aReplacedFileIsNoticed();
    void badAnswersEndInASentence_data();
    void badAnswersEndInASentence();
};

void BadLineTest::aServerWithoutRangesIsFine() {
    SmallHub f;
    std::atomic<int> cuts = 0;
    f.hub.fault = [&](const HubRequest& r) {
        if (!r.atFiles)
            return HubFault{};
        return HubFault{HubFault::ignoreRange, ++cuts};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(contentOf(end.paths[0]), f.file().content);
    QCOMPARE(f.fileRequests(), 1); // one stream is enough
}

void BadLineTest::aServerWithoutRangesRepairs() {
    SmallHub f;
    std::atomic<int> requests = 0;
    f.hub.direct = true;
    // The first answer is wrong and honours the range; later ones ignore it.
    f.hub.fault = [&](const HubRequest& r) {
        if (!r.path.contains("/resolve/"))
            return HubFault{};
        return requests++ == 0 ? HubFault{HubFault::wrongByte, 5} : HubFault{HubFault::ignoreRange};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(contentOf(end.paths[0]), f.file().content);
}

/// A line so bad that no part ever comes in one piece.
void BadLineTest::aCutLineGoesOnInMidPart() {
    DownloadOptions options = fastOptions();
    options.partBytes = 400'000;
    options.attempts = 3;
    HubFixture f(options);
    f.hub.models = {smallModel(randomBytes(1'000'000, 5))};
    f.hub.fault = [](const HubRequest& r) {
        return r.atFiles ? HubFault{HubFault::cut, 90'000} : HubFault{};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(contentOf(end.paths[0]), f.file().content);
}

/// Longer than there are attempts: as after a night in a tunnel.
void BadLineTest::aLineThatIsDownIsWaitedFor() {
    DownloadOptions options = fastOptions();
    options.attempts = 2;
    options.patient = true;
    SmallHub f(options);
    constexpr int kLong = 12;
    std::atomic<int> hangUps = 0;
    f.hub.fault = [&](const HubRequest& r) {
        return r.path.contains("/resolve/") && hangUps++ < kLong ? HubFault{HubFault::hangUp}
                                                                 : HubFault{};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QVERIFY(hangUps > kLong);
}

void BadLineTest::silenceIsNotWaitedForForever() {
    SmallHub f;
    std::atomic<int> stalls = 0;
    f.hub.fault = [&](const HubRequest& r) {
        return r.atFiles && stalls++ < 2 ? HubFault{HubFault::stall, 3000} : HubFault{};
    };
    f.start();
    QCOMPARE(f.pull("maker/m").state, DownloadState::done);
    QVERIFY(stalls > 2);
}

void BadLineTest::aBusyHubIsGivenTime() {
    SmallHub f;
    std::atomic<int> refusals = 0;
    f.hub.fault = [&](const HubRequest& r) {
        return r.path.contains("/resolve/") && refusals++ < 3 ? HubFault{HubFault::status, 429}
                                                              : HubFault{};
    };
    f.start();
    QCOMPARE(f.pull("maker/m").state, DownloadState::done);
    QVERIFY(refusals > 3);
}

void BadLineTest::anExpiredAddressIsAskedForAgain() {
    SmallHub f;
    std::atomic<int> count = 0;
    f.hub.fault = [&](const HubRequest& r) { // every third answer of the content network
        return r.atFiles && ++count % 3 == 0 ? HubFault{HubFault::status, 403} : HubFault{};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    const auto all = f.hub.requests();
    const auto resolved = std::count_if(all.begin(), all.end(),
                                        [](const auto& r) { return r.path.contains("/resolve/"); });
    QVERIFY(resolved >= 2);
}

void BadLineTest::aReplacedFileIsNoticed_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("direct");
    QTest::newRow("other bytes") << int(kSmallModel) << false;
    QTest::newRow("another size") << int(kSmallModel) - 1 << false;
    QTest::newRow("other bytes, no redirect") << int(kSmallModel) << true;
    QTest::newRow("another size, no redirect") << int(kSmallModel) + 1 << true;
}

/// Between the look-up and the download, the hub got another file under the same address.
void BadLineTest::aReplacedFileIsNoticed() {
    QFETCH(int, size);
    QFETCH(bool, direct);
    SmallHub f;
    f.hub.direct = direct;
    f.start();
    auto job = std::get<DownloadJob>(f.job("maker/m"));
    HubFixture other;
    other.hub.models = {smallModel(randomBytes(size, 99))};
    other.hub.direct = direct;
    other.start();
    QUrl url = job.files[0].url;
    url.setPort(other.hub.url().port());
    job.files[0].url = url;
    f.add(job);
    const DownloadProgress end = f.waitForEnd(job.id);
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::changed);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QVERIFY(f.files("*.gguf").isEmpty());
}

void BadLineTest::badAnswersEndInASentence_data() {
    QTest::addColumn<HubFault::Kind>("kind");
    QTest::addColumn<int>("value");
    QTest::newRow("404") << HubFault::status << 404;
    QTest::newRow("500") << HubFault::status << 500;
    QTest::newRow("416") << HubFault::status << 416;
    QTest::newRow("hang up") << HubFault::hangUp << 0;
    QTest::newRow("garbage") << HubFault::garbage << 0;
    QTest::newRow("wrong size") << HubFault::wrongSize << 0;
    QTest::newRow("cut at once") << HubFault::cut << 0;
    QTest::newRow("cut after little") << HubFault::cut << 10;
    QTest::newRow("silent") << HubFault::stall << 0;
    QTest::newRow("packed") << HubFault::packed << 0;
    QTest::newRow("endless redirect") << HubFault::redirectLoop << 0;
}

void BadLineTest::badAnswersEndInASentence() {
    QFETCH(HubFault::Kind, kind);
    QFETCH(int, value);
    SmallHub f;
    f.hub.fault = [=](const HubRequest& r) {
        return r.atFiles ? HubFault{kind, value} : HubFault{};
    };
    f.start();
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.state, DownloadState::failed);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QVERIFY(f.files("*.gguf").isEmpty());
    QVERIFY(f.fileRequests() < 40);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::BadLineTest)
#include "bad_line_test.moc"
