// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Ways to a hub: through a proxy, around it, and to mirrors that live below a path.
#include "app/hub/proxy_environment.h"
#include "tests/hub/hub_fixture.h"
#include "tests/hub/raw_server.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace conclave {

namespace {

constexpr auto kToken = "hf_secretsecretsecretsecret";

/// A forward proxy: opens the tunnel that CONNECT asks for, whatever the name, to one local port.
class TunnelProxy {
public:
    explicit TunnelProxy(quint16 target) : m_target(target) {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection())
                serve(*socket);
        });
    }

    [[nodiscard]] QString url() const {
        return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort());
    }
    /// All that clients said before their tunnels were open.
    [[nodiscard]] const QByteArray& heads() const { return m_heads; }

private:
    void serve(QTcpSocket& client) {
        QObject::connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
        auto input = std::make_shared<QByteArray>();
        QObject::connect(&client, &QTcpSocket::readyRead, &client, [this, &client, input] {
            *input += client.readAll();
            if (!input->contains("\r\n\r\n"))
                return;
            m_heads += *input;
            client.disconnect(SIGNAL(readyRead()));
            auto* hub = new QTcpSocket(&client);
            QObject::connect(hub, &QTcpSocket::readyRead, &client,
                             [&client, hub] { client.write(hub->readAll()); });
            QObject::connect(hub, &QTcpSocket::disconnected, &client,
                             [&client] { client.disconnectFromHost(); });
            QObject::connect(&client, &QTcpSocket::readyRead, hub,
                             [&client, hub] { hub->write(client.readAll()); });
            hub->connectToHost(QHostAddress::LocalHost, m_target);
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        });
    }

    quint16 m_target;
    QTcpServer m_server;
    QByteArray m_heads;
};

/// A hub that calls itself hub.example and proves it, reachable through a proxy only.
class FarHub {
public:
    FarHub() {
        m_hub.models = {smallModel()};
        m_hub.models[0].gated = "manual";
        m_hub.token = kToken;
        m_hub.direct = true;
        m_hub.certificateName = "hub.example";
        m_hub.start(true);
        m_proxy = std::make_unique<TunnelProxy>(quint16(m_hub.url().port()));
        write(m_folder.filePath("roots.pem"), m_hub.certificate());
        qputenv("SSL_CERT_FILE", m_folder.filePath("roots.pem").toUtf8());
    }
    ~FarHub() { qunsetenv("SSL_CERT_FILE"); }

    [[nodiscard]] const TunnelProxy& proxy() const { return *m_proxy; }
    [[nodiscard]] const TestHub& hub() const { return m_hub; }

    [[nodiscard]] static DownloadProgress pull(HubFixture& f) {
        f.policy.setHubUrl(QUrl("https://hub.example"));
        f.policy.setToken(kToken);
        return f.pull("maker/m");
    }

private:
    QTemporaryDir m_folder;
    TestHub m_hub;
    std::unique_ptr<TunnelProxy> m_proxy;
};

} // namespace

class ProxyTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aProxyOfTheSettingsIsUsed();
    void aProxyOfTheEnvironmentIsUsed_data();
    void aProxyOfTheEnvironmentIsUsed();
    void theProxyNeverSeesTheToken();
    void loopbackIsReachedDirectly();
    void aSilentProxyIsNamed();
    void plainHttpStaysHereEvenThroughAProxy();
    void theEnvironmentIsReadAsOthersDo_data();
    void theEnvironmentIsReadAsOthersDo();
    void addressesOfProxies_data();
    void addressesOfProxies();
    void aMirrorMayLiveBelowAPath();
};

void ProxyTest::init() {
    for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
                             "NO_PROXY", "http_proxy", "HTTP_PROXY"})
        qunsetenv(name);
}

void ProxyTest::aProxyOfTheSettingsIsUsed() {
    const FarHub far;
    HubFixture f;
    f.policy.setProxy(far.proxy().url());
    const DownloadProgress end = FarHub::pull(f);
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QVERIFY(far.proxy().heads().startsWith("CONNECT hub.example:443 HTTP/1.1\r\n"));
}

void ProxyTest::aProxyOfTheEnvironmentIsUsed_data() {
    QTest::addColumn<QByteArray>("variable");
    for (const char* name : {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"})
        QTest::newRow(name) << QByteArray(name);
}

void ProxyTest::aProxyOfTheEnvironmentIsUsed() {
    QFETCH(QByteArray, variable);
    const FarHub far;
    qputenv(variable.constData(), far.proxy().url().toUtf8());
    HubFixture f; // the policy reads the environment once
    const DownloadProgress end = FarHub::pull(f);
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    QVERIFY(far.proxy().heads().startsWith("CONNECT hub.example:443 "));
}

void ProxyTest::theProxyNeverSeesTheToken() {
    const FarHub far;
    HubFixture f;
    f.policy.setProxy(far.proxy().url());
    QCOMPARE(FarHub::pull(f).state, DownloadState::done);
    const auto requests = far.hub().requests();
    QVERIFY(!requests.isEmpty());
    for (const HubRequest& request : requests) // the hub does
        QCOMPARE(request.headers["authorization"], QByteArray("Bearer ") + kToken);
    QVERIFY(!far.proxy().heads().isEmpty());
    QVERIFY(!far.proxy().heads().contains("hf_"));
    QVERIFY(!far.proxy().heads().toLower().contains("authorization"));
    QVERIFY(!far.proxy().heads().contains("/api/"));
}

void ProxyTest::loopbackIsReachedDirectly() {
    const TunnelProxy proxy(1);
    qputenv("HTTPS_PROXY", proxy.url().toUtf8());
    qputenv("HTTP_PROXY", proxy.url().toUtf8());
    qputenv("http_proxy", proxy.url().toUtf8());
    for (const QString& setting : {QStringLiteral("system"), proxy.url()}) {
        HubFixture f;
        f.hub.models = {smallModel()};
        f.start();
        f.policy.setProxy(setting);
        QCOMPARE(f.pull("maker/m").state, DownloadState::done);
    }
    QCOMPARE(proxy.heads(), QByteArray());
}

void ProxyTest::aSilentProxyIsNamed() {
    QString closed;
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        closed = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());
    }
    HubFixture f;
    f.policy.setProxy(closed);
    f.policy.setHubUrl(QUrl("https://hub.example"));
    const auto outcome = f.model("maker/m");
    const auto& error = std::get<NetworkError>(outcome);
    QCOMPARE(error.kind, NetworkErrorKind::proxy);
    QVERIFY2(isOneSentence(error.sentence) && error.sentence.contains("proxy"),
             qPrintable(error.sentence));
}

void ProxyTest::plainHttpStaysHereEvenThroughAProxy() {
    const TunnelProxy proxy(1);
    HubFixture f;
    f.policy.setProxy(proxy.url());
    f.policy.setHubUrl(QUrl("http://hub.example"));
    QCOMPARE(f.policy.hubUrl(), QUrl("https://huggingface.co")); // it cannot even be set
    QVERIFY(f.policy.objectionTo(QUrl("http://hub.example/api/models")).has_value());
    QVERIFY(f.policy.tokenFor(QUrl("http://hub.example")).isEmpty());
    QCOMPARE(proxy.heads(), QByteArray());
}

void ProxyTest::theEnvironmentIsReadAsOthersDo_data() {
    QTest::addColumn<QString>("exceptions");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("direct");
    const auto row = [](const char* exceptions, const char* address, bool direct) {
        QTest::addRow("%s for %s", address, exceptions)
            << QString(exceptions) << QString(address) << direct;
    };
    row("", "https://hub.example", false);
    row("*", "https://hub.example", true);
    row("hub.example", "https://hub.example", true);
    row("HUB.example", "https://hub.example", true);
    row("example", "https://hub.example", true);
    row(".example", "https://hub.example", true);
    row("*.example", "https://hub.example", true);
    row("ample", "https://hub.example", false);
    row("other.test, hub.example", "https://hub.example", true);
    row("other.test hub.example", "https://hub.example", true);
    row("hub.example:443", "https://hub.example", true);
    row("hub.example:8443", "https://hub.example", false);
    row("hub.example:8443", "https://hub.example:8443", true);
    row("10.0.0.0/8", "https://10.1.2.3", true);
    row("10.0.0.0/8", "https://11.1.2.3", false);
    row("10.0.0.0/8", "https://hub.example", false);
    row("10.1.2.3", "https://10.1.2.3", true);
    row("fd00::/8", "https://[fd00::1]", true);
    row("[fd00::1]", "https://[fd00::1]", true);
    row(",, ,", "https://hub.example", false);
}

void ProxyTest::theEnvironmentIsReadAsOthersDo() {
    QFETCH(QString, exceptions);
    QFETCH(QString, address);
    QFETCH(bool, direct);
    QProcessEnvironment environment;
    environment.insert("HTTPS_PROXY", "proxy.example:3128");
    environment.insert("no_proxy", exceptions);
    const auto proxy = ProxyEnvironment(environment).proxyFor(QUrl(address));
    QVERIFY(proxy.has_value());
    QCOMPARE(*proxy, direct ? QUrl() : QUrl("http://proxy.example:3128"));
    environment.remove("HTTPS_PROXY");
    QVERIFY(!ProxyEnvironment(environment).proxyFor(QUrl(address)).has_value());
}

void ProxyTest::addressesOfProxies_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QUrl>("url");
    QTest::newRow("bare") << "proxy.example:3128" << QUrl("http://proxy.example:3128");
    QTest::newRow("usual port") << "http://proxy.example" << QUrl("http://proxy.example:8080");
    QTest::newRow("SOCKS") << "socks5://proxy.example" << QUrl("socks5h://proxy.example:1080");
    QTest::newRow("TLS") << "https://proxy.example" << QUrl("https://proxy.example:443");
    QTest::newRow("password") << "http://me:w%40rd@p.example:1"
                              << QUrl("http://me:w%40rd@p.example:1");
    QTest::newRow("another scheme") << "ftp://proxy.example" << QUrl();
    QTest::newRow("nothing") << "" << QUrl();
    QTest::newRow("nonsense") << "http://" << QUrl();
}

void ProxyTest::addressesOfProxies() {
    QFETCH(QString, text);
    QFETCH(QUrl, url);
    QCOMPARE(proxyAddress(text), url);
}

/// Everything is asked below the path, also where the mirror repeats the original's addresses.
void ProxyTest::aMirrorMayLiveBelowAPath() {
    const QByteArray content = randomBytes(50'000, 3);
    const QByteArray entry =
        R"([{"type":"file","path":"m-Q8_0.gguf","size":50000,"oid":"2f9d","lfs":{"size":50000,)"
        R"("pointerSize":134,"oid":")" +
        TestHub::sha256Of(content).toLatin1() + R"("}}])";
    const RawServer server([&](const QByteArray& target, const QByteArray& head) -> QByteArray {
        if (!target.startsWith("/mirrors/hf/"))
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        const QByteArray path = target.mid(11);
        if (path.contains("/tree/") && !path.contains("cursor="))
            return okay("[]",
                        "Link: <https://huggingface.co/api/models/maker/m/tree/main?cursor=x>; "
                        "rel=\"next\"\r\n");
        if (path.contains("/tree/"))
            return okay(entry);
        if (path.startsWith("/api/"))
            return okay(R"({"id":"maker/m"})");
        if (path.startsWith("/maker/m/resolve/main/"))
            return "HTTP/1.1 302 Found\r\nLocation: /mirrors/hf/cdn/1\r\nContent-Length: 0\r\n\r\n";
        return ranged(content, head);
    });
    HubFixture f;
    f.policy.setHubUrl(QUrl(server.url().toString() + "/mirrors/hf/"));
    const DownloadProgress end = f.pull("maker/m");
    QCOMPARE(end.error.sentence, QString());
    QCOMPARE(end.state, DownloadState::done);
    for (const QString& request : server.requests())
        QVERIFY2(request.startsWith("GET /mirrors/hf/"), qPrintable(request));
}

} // namespace conclave

QTEST_GUILESS_MAIN(conclave::ProxyTest)
#include "proxy_test.moc"
