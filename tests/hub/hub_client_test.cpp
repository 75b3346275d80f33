// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The client against a hub on loopback: what is asked, what never is, and the sentences.
#include "tests/hub/hub_fixture.h"

#include "app/hub/http_error.h"
#include "app/hub/hub_names.h"

#include <QTest>

namespace conclave {

namespace {

HubTestModel tinyModel() {
    return {"maker/tiny-GGUF",
            {{"README.md", "---\nlicense: mit\n---\n# Tiny\n", {}},
             {"tiny-Q4_K_M.gguf", randomBytes(30'000, 1), {}},
             {"tiny-Q8_0.gguf", randomBytes(50'000, 2), {}}},
            {},
            R"({"gguf":{"total":11000000,"architecture":"qwen3moe","context_length":2048,
                "chat_template":"{{ messages }}"},"cardData":{"license":"mit","license_name":"x"}})"};
}

} // namespace

class HubClientTest : public QObject {
    Q_OBJECT

private slots:
    void aModelIsDescribed();
    void pagesFollowEachOther();
    void errorsAreSentences_data();
    void errorsAreSentences();
    void aGatedModelNeedsTheToken();
    void theTokenStaysWithTheHub();
    void plainTextGoesToThisComputerOnly();
    void aSwitchForbidsEverything();
    void aBadCertificateIsRefused();
    void redirectsAreWatched_data();
    void redirectsAreWatched();
    void everyRequestIsInTheLedger();
    void anOllamaModelIsDescribed();
    void aHeaderIsReadByRanges();
    void aHeaderIsReadFromAServerWithoutRanges();
    void brokenHeadersAreSentences();
    void waitingTimesAreUnderstood();
};

void HubClientTest::aModelIsDescribed() {
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.hub.pageSize = 2; // the tree comes in two pages
    f.start();
    const auto outcome = f.model("maker/tiny-GGUF");
    QVERIFY(std::holds_alternative<HubModel>(outcome));
    const auto& model = std::get<HubModel>(outcome);
    QCOMPARE(model.commit, TestHub::commit());
    QCOMPARE(model.summary.licence, QString("mit"));
    QCOMPARE(model.licenceName, QString("x"));
    QCOMPARE(model.summary.architecture, QString("qwen3moe"));
    QCOMPARE(model.summary.parameters, 11'000'000);
    QCOMPARE(model.summary.contextLength, 2048);
    QCOMPARE(model.summary.chatTemplate, QString("{{ messages }}"));
    QCOMPARE(model.files.size(), 3);
    QCOMPARE(model.quants.size(), 2);
    QCOMPARE(model.quants[0].label, QString("Q8_0"));
    QCOMPARE(f.client.fileUrl(model, model.quants[0].files[0]).path(),
             "/maker/tiny-GGUF/resolve/" + TestHub::commit() + "/tiny-Q8_0.gguf");
}

void HubClientTest::pagesFollowEachOther() {
    HubFixture f;
    for (int i = 0; i < 7; ++i)
        f.hub.models.append({QString("maker/model-%1").arg(i), {}, {}, {}});
    f.hub.pageSize = 3;
    f.start();
    QStringList seen;
    auto outcome = f.search("model");
    for (int pages = 1;; ++pages) {
        QVERIFY(std::holds_alternative<HubPage>(outcome));
        const auto page = std::get<HubPage>(outcome);
        for (const HubSummary& model : page.models)
            seen << model.repository;
        if (page.next.isEmpty()) {
            QCOMPARE(pages, 3);
            break;
        }
        std::optional<Outcome<HubPage>> next;
        f.client.more(page.next, &f, [&](Outcome<HubPage> got) { next = std::move(got); });
        QTRY_VERIFY(next.has_value());
        outcome = *next;
    }
    QCOMPARE(seen.size(), 7);
    QCOMPARE(seen.last(), QString("maker/model-6"));
    const HubRequest first = f.hub.requests().constFirst();
    QVERIFY(first.query.contains("filter=gguf"));
    QVERIFY(first.headers["user-agent"].startsWith("Conclave"));
    QVERIFY(!first.headers.contains("cookie"));
}

void HubClientTest::errorsAreSentences_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<NetworkErrorKind>("kind");
    QTest::newRow("401") << 401 << NetworkErrorKind::tokenNeeded;
    QTest::newRow("403") << 403 << NetworkErrorKind::forbidden;
    QTest::newRow("404") << 404 << NetworkErrorKind::notFound;
    QTest::newRow("429") << 429 << NetworkErrorKind::tooMany;
    QTest::newRow("500") << 500 << NetworkErrorKind::server;
    QTest::newRow("503") << 503 << NetworkErrorKind::server;
    QTest::newRow("418") << 418 << NetworkErrorKind::badAnswer;
}

void HubClientTest::errorsAreSentences() {
    QFETCH(int, status);
    QFETCH(NetworkErrorKind, kind);
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.hub.fault = [=](const HubRequest&) { return HubFault{HubFault::status, status}; };
    f.start();
    const auto outcome = f.model("maker/tiny-GGUF");
    QVERIFY(std::holds_alternative<NetworkError>(outcome));
    const auto& error = std::get<NetworkError>(outcome);
    QCOMPARE(error.kind, kind);
    QVERIFY2(isOneSentence(error.sentence), qPrintable(error.sentence));
    QVERIFY(error.sentence.contains("127.0.0.1"));
    if (status == 429)
        QCOMPARE(error.retryAfter, 2); // t=1 and a second more
}

void HubClientTest::aGatedModelNeedsTheToken() {
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.hub.models[0].gated = "manual";
    f.start();
    DownloadProgress end = f.pull("maker/tiny-GGUF");
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::gated);
    QVERIFY(end.error.sentence.contains("accept"));
    QVERIFY2(f.files("*.part*").isEmpty(), qPrintable(f.files("*.part*").join(' ')));
    f.policy.setToken(f.hub.token.toLatin1());
    end = f.pull("maker/tiny-GGUF");
    QCOMPARE(end.state, DownloadState::done);
}

void HubClientTest::theTokenStaysWithTheHub() {
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.start();
    f.policy.setToken("hf_secretsecretsecret");
    QCOMPARE(f.pull("maker/tiny-GGUF").state, DownloadState::done);
    int atHub = 0, atFiles = 0;
    for (const HubRequest& request : f.hub.requests()) {
        QCOMPARE(request.headers.contains("authorization"), !request.atFiles);
        ++(request.atFiles ? atFiles : atHub);
    }
    QVERIFY(atHub >= 3);
    QVERIFY(atFiles >= 1);
    f.policy.setHubUrl(QUrl("https://other.example"));
    QVERIFY(f.policy.tokenFor(f.hub.url()).isEmpty());
}

void HubClientTest::plainTextGoesToThisComputerOnly() {
    NetworkPolicy policy;
    const auto allowed = [&](const char* url) { return !policy.objectionTo(QUrl(url)); };
    QVERIFY(allowed("https://hub.example/x"));
    QVERIFY(allowed("http://127.0.0.1:80/x"));
    QVERIFY(allowed("http://127.3.2.1/x"));
    QVERIFY(allowed("http://[::1]:8080/x"));
    QVERIFY(allowed("http://localhost/x"));
    QVERIFY(!allowed("http://hub.example/x"));
    QVERIFY(!allowed("http://192.168.1.2/x"));
    QVERIFY(!allowed("http://localhost.evil.example/x"));
    QVERIFY(!allowed("http://127.0.0.1.evil.example/x"));
    QVERIFY(!allowed("ftp://127.0.0.1/x"));
    QVERIFY(!allowed("file:///etc/passwd"));
    QVERIFY(!allowed("https://user:word@hub.example/"));
    QVERIFY(!allowed(""));
    const QUrl far("https://hub.example/a"), near("http://127.0.0.1/b");
    QVERIFY(policy.objectionTo(far, near).has_value()); // into this computer
    QVERIFY(!policy.objectionTo(near, far).has_value());
    QVERIFY(policy.objectionTo(far, QUrl("http://cdn.example/")).has_value());
    QVERIFY(NetworkPolicy::objectionToBase("http://hub.example").has_value());
    QVERIFY(!NetworkPolicy::objectionToBase("https://hub.example/mirror/").has_value());
}

void HubClientTest::aSwitchForbidsEverything() {
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.start();
    f.policy.setForbidden(true);
    const auto outcome = f.search("tiny");
    QVERIFY(std::holds_alternative<NetworkError>(outcome));
    QCOMPARE(std::get<NetworkError>(outcome).kind, NetworkErrorKind::switchedOff);
    QVERIFY(f.hub.requests().isEmpty());
    QCOMPARE(f.log.totals().requests, 0);
}

void HubClientTest::aBadCertificateIsRefused() {
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.start(true);
    const auto outcome = f.model("maker/tiny-GGUF");
    QVERIFY(std::holds_alternative<NetworkError>(outcome));
    const auto& error = std::get<NetworkError>(outcome);
    QCOMPARE(error.kind, NetworkErrorKind::tls);
    QVERIFY2(isOneSentence(error.sentence), qPrintable(error.sentence));
    QVERIFY(f.hub.requests().isEmpty()); // not a byte of a request went there
}

void HubClientTest::redirectsAreWatched_data() {
    QTest::addColumn<QString>("target");
    QTest::newRow("without TLS") << "http://cdn.example/x";
    QTest::newRow("a file") << "file:///etc/passwd";
    QTest::newRow("nowhere") << "https:///x";
    QTest::newRow("credentials") << "https://me:word@cdn.example/x";
    QTest::newRow("endless") << "/maker/tiny-GGUF/resolve/" + TestHub::commit() + "/tiny-Q8_0.gguf";
}

void HubClientTest::redirectsAreWatched() {
    QFETCH(QString, target);
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.hub.redirectTo = target;
    f.start();
    const DownloadProgress end = f.pull("maker/tiny-GGUF:Q8_0");
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, NetworkErrorKind::refusedAddress);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    QVERIFY(f.files("*.gguf").isEmpty());
    QVERIFY(f.hub.requests().size() < 20);
}

void HubClientTest::everyRequestIsInTheLedger() {
    HubFixture f;
    f.hub.models = {tinyModel()};
    f.start();
    QCOMPARE(f.pull("maker/tiny-GGUF:Q8_0").state, DownloadState::done);
    f.endDownloads();
    QCoreApplication::processEvents();
    const auto rows = f.log.rows(0, 1000);
    QCOMPARE(rows.size(), std::size_t(f.hub.requests().size()));
    QCOMPARE(f.ledger.running(), 0);
    qint64 down = 0;
    for (const auto& row : rows) {
        QVERIFY(!row.purpose.empty());
        QVERIFY(row.host.starts_with("127.0.0.1:"));
        QVERIFY(row.outcome != "running");
        QVERIFY(row.bytesUp > 50);
        down += row.bytesDown;
    }
    QCOMPARE(rows.back().purpose, std::string("look up a model"));
    QVERIFY(rows.front().purpose.starts_with("download tiny-Q8_0.gguf"));
    QVERIFY(down >= f.hub.bodyBytes());
}

void HubClientTest::anOllamaModelIsDescribed() {
    HubFixture f;
    f.hub.models = {{"library/deepseek-r1",
                     {{"blob", randomBytes(20'000, 3), {}}, {"licence", "Do what you like.", {}}},
                     {},
                     {}}};
    f.start();
    const auto outcome = f.model("ollama:deepseek-r1:14b");
    QVERIFY(std::holds_alternative<HubModel>(outcome));
    const auto& model = std::get<HubModel>(outcome);
    QCOMPARE(model.quants.size(), 1);
    QCOMPARE(model.quants[0].files[0].path, QString("deepseek-r1-14b.gguf"));
    QCOMPARE(model.licenceText, QString("Do what you like."));
    const DownloadProgress end = f.pull("ollama:deepseek-r1:14b");
    QCOMPARE(end.state, DownloadState::done);
    QVERIFY(end.paths[0].endsWith("/library/deepseek-r1/deepseek-r1-14b.gguf"));
}

void HubClientTest::aHeaderIsReadByRanges() {
    HubFixture f;
    const QByteArray content = randomBytes(9 << 20, 4);
    f.hub.models = {{"maker/big", {{"big-Q8_0.gguf", content, {}}}, {}, {}}};
    f.start();
    const auto model = std::get<HubModel>(f.model("maker/big"));
    f.client.setHeaderSizer([](const QByteArray& start, quint64, const QString&) -> quint64 {
        return start.size() < (3 << 20) ? 3 << 20 : 1000;
    });
    std::optional<Outcome<QByteArray>> header;
    f.client.header(model, model.files[0], &f, [&](auto outcome) { header = outcome; });
    QTRY_VERIFY(header.has_value());
    QVERIFY(std::holds_alternative<QByteArray>(*header));
    QCOMPARE(std::get<QByteArray>(*header), content.left(4 << 20)); // 2 MiB, then doubled
    QVERIFY(f.hub.bodyBytes() < (5 << 20));
}

void HubClientTest::aHeaderIsReadFromAServerWithoutRanges() {
    HubFixture f;
    const QByteArray content = randomBytes(5 << 20, 5);
    f.hub.models = {{"maker/big", {{"big-Q8_0.gguf", content, {}}}, {}, {}}};
    f.hub.fault = [](const HubRequest& request) {
        return HubFault{request.atFiles ? HubFault::ignoreRange : HubFault::none};
    };
    f.start();
    const auto model = std::get<HubModel>(f.model("maker/big"));
    f.client.setHeaderSizer([](const QByteArray& start, quint64, const QString&) -> quint64 {
        return start.size() < (3 << 20) ? 3 << 20 : 1000;
    });
    std::optional<Outcome<QByteArray>> header;
    f.client.header(model, model.files[0], &f, [&](auto outcome) { header = outcome; });
    QTRY_VERIFY(header.has_value());
    QVERIFY(std::holds_alternative<QByteArray>(*header));
    QCOMPARE(std::get<QByteArray>(*header), content.left(4 << 20));
}

void HubClientTest::brokenHeadersAreSentences() {
    HubFixture f;
    f.hub.models = {{"maker/big", {{"big-Q8_0.gguf", randomBytes(5000, 6), {}}}, {}, {}}};
    f.start();
    const auto model = std::get<HubModel>(f.model("maker/big"));
    const auto read = [&](HeaderSizer sizer) {
        f.client.setHeaderSizer(std::move(sizer));
        std::optional<Outcome<QByteArray>> header;
        f.client.header(model, model.files[0], &f, [&](auto outcome) { header = outcome; });
        if (!QTest::qWaitFor([&] { return header.has_value(); }))
            return QString("no answer");
        const auto* error = std::get_if<NetworkError>(&*header);
        return error ? error->sentence : QString("no error");
    };
    QCOMPARE(read([](const QByteArray&, quint64, const QString&) -> quint64 {
                 throw std::runtime_error("It is no GGUF.");
             }),
             QString("It is no GGUF."));
    const QString endless = read([](const QByteArray& start, quint64, const QString&) -> quint64 {
        return quint64(start.size()) + 1;
    });
    QVERIFY2(endless.contains("not complete"), qPrintable(endless));
    QVERIFY(read({}).contains("cannot be read"));
}

void HubClientTest::waitingTimesAreUnderstood() {
    const auto seconds = [](const char* name, const QByteArray& value) {
        return retryAfterSeconds(
            [&](const QByteArray& asked) { return asked == name ? value : QByteArray(); });
    };
    QCOMPARE(seconds("Retry-After", "7"), 7);
    QCOMPARE(seconds("Retry-After", "999999"), 3600);
    QCOMPARE(seconds("Retry-After", "-5"), 1);
    QCOMPARE(seconds("Retry-After", "soon"), 60);
    QCOMPARE(seconds("RateLimit", "\"api\";r=0;t=41"), 42);
    QCOMPARE(seconds("Other", ""), 60);
    const QByteArray date =
        QDateTime::currentDateTimeUtc().addSecs(100).toString(Qt::RFC2822Date).toLatin1();
    QVERIFY(std::abs(seconds("Retry-After", date) - 100) <= 2);
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::HubClientTest)
#include "hub_client_test.moc"
