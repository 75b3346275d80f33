// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Hubs that keep to the documentation of Hugging Face, of Ollama's registry and of HTTP, each in a
// way of its own: what other servers, mirrors and proxies may send.
#include "tests/hub/hub_fixture.h"
#include "tests/hub/raw_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>

namespace conclave {

namespace {

const QByteArray kContent = randomBytes(50'000, 7);
const QByteArray kCommit = "fedcba9876543210fedcba9876543210fedcba98";

QByteArray sha256() {
    return TestHub::sha256Of(kContent).toLatin1();
}

QByteArray json(const QJsonObject& object) {
    return QJsonDocument(object).toJson();
}

QByteArray modelJson() {
    return json({{"id", "maker/m"},
                 {"modelId", "maker/m"},
                 {"sha", QString::fromLatin1(kCommit)},
                 {"gated", false}});
}

QJsonObject entry(const QString& type, const QString& path, qint64 size) {
    return {{"type", type}, {"oid", "2f9d"}, {"size", size}, {"path", path}};
}

/// A small file comes without "lfs", a folder is listed too.
QByteArray treeJson(const QString& path = "m-Q8_0.gguf") {
    QJsonObject file = entry("file", path, 134);
    file["lfs"] =
        QJsonObject{{"oid", QString::fromLatin1(sha256())}, {"size", 50'000}, {"pointerSize", 134}};
    return QJsonDocument(
               QJsonArray{entry("directory", "sub", 0), entry("file", "README.md", 12), file})
        .toJson(QJsonDocument::Compact);
}

QJsonObject layer(const QString& type, const QByteArray& digest, qint64 size) {
    return {
        {"mediaType", type}, {"digest", "sha256:" + QString::fromLatin1(digest)}, {"size", size}};
}

QByteArray manifestJson() {
    const QJsonArray layers{
        layer("application/vnd.ollama.image.model", sha256().toUpper(), 50'000)};
    return json({{"schemaVersion", 2},
                 {"config", layer("application/vnd.docker.container.image.v1+json", sha256(), 0)},
                 {"layers", layers}});
}

/// The usual answers to questions about the model; empty for everything else.
QByteArray aboutTheModel(const QByteArray& target) {
    if (target.startsWith("/api/models/maker/m/tree/" + kCommit))
        return okay(treeJson(), "Content-Type: application/json; charset=utf-8\r\n");
    if (target.startsWith("/api/models/maker/m"))
        return okay(modelJson());
    return {};
}

QByteArray redirect(int status, const QByteArray& location, const QByteArray& headers = {}) {
    return "HTTP/1.1 " + QByteArray::number(status) + " Elsewhere\r\n" + headers +
           "Location: " + location + "\r\nContent-Length: 0\r\n\r\n";
}

QByteArray chunked(const QByteArray& body, qsizetype size) {
    QByteArray text;
    for (qsizetype at = 0; at < body.size(); at += size) {
        const QByteArray piece = body.mid(at, size);
        text += QByteArray::number(piece.size(), 16) + ";note=x\r\n" + piece + "\r\n";
    }
    return text + "0\r\nX-Trailer: 1\r\n\r\n";
}

/// Content-Encoding "deflate" is the format of zlib (RFC 9110 8.4.1.2).
QByteArray deflated(const QByteArray& body) {
    return qCompress(body).mid(4);
}

} // namespace

class DocumentedHubTest : public QObject {
    Q_OBJECT

private slots:
    void redirectsAreFollowed_data();
    void redirectsAreFollowed();
    void filesArrive_data();
    void filesArrive();
    void answersAreRead_data();
    void answersAreRead();
    void aHubOnIpv6Works();
    void oddNamesAreAskedFor_data();
    void oddNamesAreAskedFor();
    void refusalsAreTold_data();
    void refusalsAreTold();
    void aBlobMayBeElsewhere();
    void aTrustedCertificateIsTaken();
    void onlyGetIsUsed();
    void aProxyIsAskedToConnect_data();
    void aProxyIsAskedToConnect();

private:
    /// Downloads "maker/m" from that server.
    static DownloadProgress pull(const RawServer& server, const QString& reference = "maker/m");
};

DownloadProgress DocumentedHubTest::pull(const RawServer& server, const QString& reference) {
    HubFixture f;
    f.policy.setHubUrl(server.url());
    const DownloadProgress end = f.pull(reference);
    if (end.state == DownloadState::done && contentOf(end.paths[0]) != kContent)
        qFatal("a wrong file was taken");
    return end;
}

void DocumentedHubTest::redirectsAreFollowed_data() {
    QTest::addColumn<QByteArray>("answer");
    const QByteArray linked = "X-Repo-Commit: " + kCommit + "\r\nX-Linked-Size: 50000\r\n" +
                              "X-Linked-Etag: \"" + sha256() + "\"\r\n";
    QTest::newRow("302, headers of the hub") << redirect(302, "/cdn/file?x=1&y=%20", linked);
    QTest::newRow("302, no headers of the hub") << redirect(302, "/cdn/file");
    QTest::newRow("307, relative") << redirect(307, "../../../../cdn/file");
    QTest::newRow("308, a chain") << redirect(308, "/hop/1");
    QTest::newRow("301, weak tag")
        << redirect(301, "/cdn/file", "X-Linked-Etag: W/\"" + sha256() + "\"\r\n");
    QTest::newRow("names in capitals")
        << redirect(302, "/cdn/file", "X-LINKED-SIZE: 50000\r\nETAG: \"abc\"\r\n");
    QTest::newRow("a Git hash as tag")
        << redirect(302, "/cdn/file", "X-Linked-Etag: \"" + kCommit + "\"\r\n");
    QTest::newRow("Xet") << redirect(
        302, "/cdn/file",
        "X-Xet-Hash: " + sha256() +
            "\r\nLink: <https://cas.example/auth>; rel=\"xet-auth\", "
            "<https://cas.example/info>; rel=\"xet-reconstruction-info\"\r\n");
    QTest::newRow("no length, connection stays open")
        << QByteArray("HTTP/1.1 302 Found\r\nLocation: /cdn/file\r\n\r\n");
    QTest::newRow("chunked body") << "HTTP/1.1 302 Found\r\nLocation: /cdn/file\r\n"
                                     "Transfer-Encoding: chunked\r\n\r\n" +
                                         chunked("moved", 2);
}

void DocumentedHubTest::redirectsAreFollowed() {
    QFETCH(QByteArray, answer);
    const RawServer server([&](const QByteArray& target, const QByteArray& head) {
        if (target.startsWith("/hop/1"))
            return redirect(307, "/hop/2");
        if (target.startsWith("/hop/2"))
            return redirect(303, "/cdn/file");
        if (target.startsWith("/cdn/file"))
            return ranged(kContent, head, "ETag: \"unrelated\"\r\n");
        const QByteArray about = aboutTheModel(target);
        return about.isEmpty() ? answer : about;
    });
    const DownloadProgress end = pull(server);
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
}

void DocumentedHubTest::filesArrive_data() {
    QTest::addColumn<QByteArray>("start"); // of an answer that brings the whole file
    QTest::newRow("200 with a length") << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("200 until the end") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6\r\n");
    QTest::newRow("chunked") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("after 103") << QByteArray("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                                             "HTTP/1.1 200 OK\r\nConnection: close\r\n");
    QTest::newRow("ranges, size unknown") << QByteArray("*");
    QTest::newRow("ranges") << QByteArray();
}

void DocumentedHubTest::filesArrive() {
    QFETCH(QByteArray, start);
    const RawServer server([&](const QByteArray& target, const QByteArray& head) {
        const QByteArray about = aboutTheModel(target);
        if (!about.isEmpty())
            return about;
        if (start.isEmpty() || start == "*") {
            QByteArray answer = ranged(kContent, head);
            if (start == "*")
                answer.replace(answer.indexOf("/50000"), 6, "/*");
            return answer;
        }
        if (start.contains("chunked"))
            return start + "\r\n" + chunked(kContent, 7000);
        if (start.contains("close") || start.contains("HTTP/1.0"))
            return start + "\r\n" + kContent;
        return start + "Content-Length: 50000\r\n\r\n" + kContent;
    });
    const DownloadProgress end = pull(server);
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
}

void DocumentedHubTest::answersAreRead_data() {
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("chunked") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("packed though not asked")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\n");
    QTest::newRow("lower case") << QByteArray("HTTP/1.1 200 OK\r\nserver: x\r\n");
    QTest::newRow("tree in pages") << QByteArray("HTTP/1.1 200 OK\r\nX-Pages: 2\r\n");
}

void DocumentedHubTest::answersAreRead() {
    QFETCH(QByteArray, start);
    const RawServer server([&](const QByteArray& target, const QByteArray& head) {
        if (!target.startsWith("/api/"))
            return ranged(kContent, head);
        const bool tree = target.contains("/tree/");
        QByteArray body = tree ? treeJson() : modelJson();
        QByteArray more;
        if (tree && start.contains("X-Pages") && !target.contains("cursor=")) {
            more = "Link: <https://huggingface.co/api/models/maker/m/tree/" + kCommit +
                   "?recursive=true&cursor=ZXlKbWFX%3D%3D>; rel=\"next\"\r\n";
            body = QJsonDocument(QJsonArray{entry("file", "README.md", 12)}).toJson();
        }
        if (start.contains("chunked"))
            return start + "\r\n" + chunked(body, 31);
        if (start.contains("deflate"))
            body = deflated(body);
        const QByteArray length =
            start.contains("HTTP/1.0")
                ? QByteArray()
                : "content-length: " + QByteArray::number(body.size()) + "\r\n";
        return start + more + length + "\r\n" + body;
    });
    const DownloadProgress end = pull(server);
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
}

void DocumentedHubTest::aHubOnIpv6Works() {
    const RawServer server(
        [](const QByteArray& target, const QByteArray& head) {
            const QByteArray about = aboutTheModel(target);
            return about.isEmpty() ? ranged(kContent, head) : about;
        },
        QHostAddress(QHostAddress::LocalHostIPv6));
    if (server.url().port() <= 0)
        QSKIP("this computer has no IPv6");
    QCOMPARE(pull(server).state, DownloadState::done);
    QVERIFY(server.heads().contains("host: [::1]:"));
    QVERIFY(hostText(server.url()).startsWith("[::1]:"));
}

void DocumentedHubTest::oddNamesAreAskedFor_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("encoded");
    QTest::newRow("space") << "my model Q8_0.gguf" << QByteArray("my%20model%20Q8_0.gguf");
    QTest::newRow("per cent") << "50%25 Q8_0.gguf" << QByteArray("50%2525%20Q8_0.gguf");
    QTest::newRow("hash") << "a#b-Q8_0.gguf" << QByteArray("a%23b-Q8_0.gguf");
    QTest::newRow("plus") << "a+b-Q8_0.gguf" << QByteArray("a+b-Q8_0.gguf");
    QTest::newRow("Hangul") << QString::fromUtf8("한국어-Q8_0.gguf")
                            << QByteArray("%ED%95%9C%EA%B5%AD%EC%96%B4-Q8_0.gguf");
    QTest::newRow("folder") << "Q8_0/a-Q8_0.gguf" << QByteArray("Q8_0/a-Q8_0.gguf");
}

void DocumentedHubTest::oddNamesAreAskedFor() {
    QFETCH(QString, name);
    QFETCH(QByteArray, encoded);
    const RawServer server([&](const QByteArray& target, const QByteArray& head) {
        if (target.contains("/tree/"))
            return okay(treeJson(name));
        if (target.startsWith("/api/"))
            return okay(modelJson());
        return target == "/maker/m/resolve/" + kCommit + '/' + encoded
                   ? ranged(kContent, head)
                   : QByteArray("HTTP/1.1 404 Not Found\r\nX-Error-Code: EntryNotFound\r\n"
                                "Content-Length: 0\r\n\r\n");
    });
    const DownloadProgress end = pull(server);
    QVERIFY2(end.state == DownloadState::done, server.requests().last().toUtf8());
    QVERIFY(end.paths[0].endsWith('/' + name));
}

void DocumentedHubTest::refusalsAreTold_data() {
    QTest::addColumn<QByteArray>("answer"); // without the first word
    QTest::addColumn<NetworkErrorKind>("kind");
    QTest::newRow("gated, no token")
        << QByteArray("401 Unauthorized\r\nX-Error-Code: GatedRepo\r\n") << NetworkErrorKind::gated;
    QTest::newRow("gated, not yet accepted")
        << QByteArray("403 Forbidden\r\nx-error-code: GatedRepo\r\n") << NetworkErrorKind::gated;
    QTest::newRow("unknown or private")
        << QByteArray("401 Unauthorized\r\nX-Error-Code: RepoNotFound\r\n")
        << NetworkErrorKind::tokenNeeded;
    QTest::newRow("unknown") << QByteArray("404 Not Found\r\nX-Error-Code: RepoNotFound\r\n")
                             << NetworkErrorKind::notFound;
    QTest::newRow("no such revision")
        << QByteArray("404 Not Found\r\nX-Error-Code: RevisionNotFound\r\n")
        << NetworkErrorKind::notFound;
    QTest::newRow("busy, seconds")
        << QByteArray("429 Too Many Requests\r\nRetry-After: 3\r\n") << NetworkErrorKind::tooMany;
    QTest::newRow("busy, window")
        << QByteArray("429 Too Many Requests\r\nRateLimit: \"api\";r=0;t=3\r\n"
                      "RateLimit-Policy: \"fixed window\";\"api\";q=500;w=300\r\n")
        << NetworkErrorKind::tooMany;
    QTest::newRow("method") << QByteArray("405 Method Not Allowed\r\nAllow: HEAD\r\n")
                            << NetworkErrorKind::badAnswer;
    QTest::newRow("not modified") << QByteArray("304 Not Modified\r\n")
                                  << NetworkErrorKind::badAnswer;
    QTest::newRow("maintenance") << QByteArray("503 Service Unavailable\r\nRetry-After: 60\r\n")
                                 << NetworkErrorKind::server;
}

void DocumentedHubTest::refusalsAreTold() {
    QFETCH(QByteArray, answer);
    QFETCH(NetworkErrorKind, kind);
    const RawServer server([&](const QByteArray&, const QByteArray&) {
        return "HTTP/1.1 " + answer + "Connection: close\r\n\r\n<html>Sorry</html>";
    });
    const DownloadProgress end = pull(server);
    QCOMPARE(end.state, DownloadState::failed);
    QCOMPARE(end.error.kind, kind);
    QVERIFY2(isOneSentence(end.error.sentence), qPrintable(end.error.sentence));
    if (kind == NetworkErrorKind::tooMany)
        QVERIFY(end.error.retryAfter == 3 || end.error.retryAfter == 4);
}

/// Ollama's registry: the blob behind a 307 to another host, and digests in either spelling.
void DocumentedHubTest::aBlobMayBeElsewhere() {
    const RawServer files(
        [](const QByteArray&, const QByteArray& head) { return ranged(kContent, head); });
    const RawServer registry([&](const QByteArray& target, const QByteArray&) {
        if (target == "/v2/library/tiny/manifests/1b")
            return okay(manifestJson(),
                        "Content-Type: application/vnd.docker.distribution.manifest.v2+json\r\n");
        return redirect(307, files.url().toEncoded() + "/data?signature=a%2Fb");
    });
    const DownloadProgress end = pull(registry, "ollama:tiny:1b");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QVERIFY(files.requests().first().contains("/data?signature=a%2Fb "));
    QVERIFY(registry.heads().contains("application/vnd.docker.distribution.manifest.v2+json"));
}

void DocumentedHubTest::aTrustedCertificateIsTaken() {
    HubFixture f;
    f.hub.models = {{"maker/m", {{"m-Q8_0.gguf", kContent, {}}}, {}, {}}};
    f.start(true);
    write(f.path("roots.pem"), f.hub.certificate());
    qputenv("SSL_CERT_FILE", f.path("roots.pem").toUtf8());
    const DownloadProgress end = f.pull("maker/m");
    qunsetenv("SSL_CERT_FILE");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QCOMPARE(contentOf(end.paths[0]), kContent);
}

void DocumentedHubTest::onlyGetIsUsed() {
    const RawServer server([](const QByteArray& target, const QByteArray& head) {
        const QByteArray about = aboutTheModel(target);
        return about.isEmpty() ? ranged(kContent, head) : about;
    });
    QCOMPARE(pull(server).state, DownloadState::done);
    for (const QString& request : server.requests())
        QVERIFY2(request.startsWith("GET ") && request.endsWith(" HTTP/1.1"), qPrintable(request));
    QVERIFY(!server.heads().contains("cookie") && !server.heads().contains("authorization"));
}

void DocumentedHubTest::aProxyIsAskedToConnect_data() {
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("wrong password") << QByteArray("407 Proxy Authentication Required");
    QTest::newRow("not allowed") << QByteArray("403 Forbidden");
    QTest::newRow("no way there") << QByteArray("502 Bad Gateway");
}

void DocumentedHubTest::aProxyIsAskedToConnect() {
    QFETCH(QByteArray, status);
    const RawServer proxy([&](const QByteArray&, const QByteArray&) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    });
    HubFixture f;
    f.policy.setHubUrl(QUrl("https://hub.example"));
    f.policy.setToken("hf_secretsecretsecret");
    QUrl address = proxy.url();
    address.setUserName("me");
    address.setPassword("word");
    f.policy.setProxy(address.toString());
    const auto outcome = f.model("maker/m");
    QVERIFY(std::holds_alternative<NetworkError>(outcome));
    const auto& error = std::get<NetworkError>(outcome);
    QCOMPARE(error.kind, NetworkErrorKind::proxy);
    QVERIFY2(isOneSentence(error.sentence), qPrintable(error.sentence));
    QCOMPARE(proxy.requests().first(), QString("CONNECT hub.example:443 HTTP/1.1"));
    QVERIFY(proxy.heads().contains("proxy-authorization: basic bwu6d29yza==")); // in lower case
    QVERIFY(!proxy.heads().contains("hf_secret")); // the proxy learns nothing else
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::DocumentedHubTest)
#include "documented_hub_test.moc"
