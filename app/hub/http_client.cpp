// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http_client.h"

#include "app/hub/http_error.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <QSslError>

namespace conclave {

namespace {

constexpr int kMostHops = 8;
constexpr qint64 kReadBuffer = 4 << 20; ///< so that a fast server waits for a slow disk

class PolicyProxies : public QNetworkProxyFactory {
public:
    explicit PolicyProxies(const NetworkPolicy& policy) : m_policy(policy) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        return m_policy.proxiesFor(query);
    }

private:
    const NetworkPolicy& m_policy;
};

QByteArray lookUp(const RawHeaders& headers, const QByteArray& name) {
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

qint64 sizeOf(const RawHeaders& headers) {
    qint64 bytes = 0;
    for (const auto& [key, value] : headers)
        bytes += key.size() + value.size() + 4; // ": " and the line's end
    return bytes;
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

QNetworkRequest toQt(const QUrl& url, const RawHeaders& headers, const QByteArray& token) {
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // Parallel parts want connections of their own, not streams of one.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("User-Agent",
                         "Conclave/" + QCoreApplication::applicationVersion().toLatin1());
    request.setRawHeader("Accept-Encoding", "identity"); // sizes and ranges count the file's bytes
    for (const auto& [key, value] : headers)
        request.setRawHeader(key, value);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return request;
}

qint64 sizeOf(const QNetworkRequest& request) {
    qint64 bytes = request.url().path(QUrl::FullyEncoded).size() +
                   request.url().query(QUrl::FullyEncoded).size() + request.url().host().size() +
                   24; // "GET  HTTP/1.1", "Host: "
    for (const QByteArray& name : request.rawHeaderList())
        bytes += name.size() + request.rawHeader(name).size() + 4;
    return bytes;
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray& name) const {
    return lookUp(headers, name);
}

HttpClient::HttpClient(NetworkPolicy& policy, RequestLedger& ledger)
    : m_policy(policy), m_ledger(ledger) {
    m_manager.setProxyFactory(new PolicyProxies(policy)); // owned by the manager
    m_manager.setAutoDeleteReplies(false);
}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpTransfer> HttpClient::get(HttpRequest request) {
    return std::unique_ptr<HttpTransfer>(new HttpTransfer(*this, std::move(request)));
}

void HttpClient::fetch(HttpRequest request, QObject* context,
                       std::function<void(Outcome<HttpAnswer>)> done) {
    const quint64 limit = request.bodyLimit;
    HttpTransfer* transfer = get(std::move(request)).release();
    transfer->setParent(context); // cancelled with whoever asked
    auto body = std::make_shared<QByteArray>();
    const auto take = [transfer, body, limit] {
        QByteArray block(64 << 10, Qt::Uninitialized);
        for (qint64 n; (n = transfer->read(block.data(), block.size())) > 0;)
            body->append(block.constData(), n);
        return static_cast<quint64>(body->size()) <= limit;
    };
    const auto tooLarge = [transfer, done] {
        transfer->disconnect();
        transfer->deleteLater();
        done(NetworkError{
            NetworkErrorKind::badAnswer,
            tr("The answer of %1 is too long to be right.").arg(hostText(transfer->url()))});
    };
    connect(transfer, &HttpTransfer::readyRead, context, [=] {
        if (!take())
            tooLarge();
    });
    connect(transfer, &HttpTransfer::finished, context, [=] {
        transfer->deleteLater();
        if (transfer->error())
            done(*transfer->error());
        else
            done(HttpAnswer{*body, transfer->url(), transfer->headers()});
    });
}

HttpTransfer::HttpTransfer(HttpClient& client, HttpRequest request)
    : m_client(client), m_request(std::move(request)), m_url(m_request.url) {
    m_stall.setSingleShot(true);
    m_stall.setInterval(m_request.stallMilliseconds);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        fail({NetworkErrorKind::stalled,
              HttpClient::tr("%1 went silent; try again later.").arg(hostText(m_url))},
             QStringLiteral("went silent"));
    });
    connect(&m_client.m_policy, &NetworkPolicy::changed, this, [this] {
        if (const auto objection = m_client.m_policy.objectionTo(m_url))
            fail(*objection, QStringLiteral("stopped by the switch"));
    });
    QMetaObject::invokeMethod(
        this, [this] { startHop(m_request.url); }, Qt::QueuedConnection);
}

HttpTransfer::~HttpTransfer() {
    cancel();
}

void HttpTransfer::cancel() {
    m_done = true;
    m_stall.stop();
    closeHop(QStringLiteral("closed early"));
    abandonReply();
}

void HttpTransfer::startHop(const QUrl& url) {
    if (m_done)
        return;
    const NetworkPolicy& policy = m_client.m_policy;
    const auto objection = m_hops.isEmpty() ? policy.objectionTo(url) //
                                            : policy.objectionTo(m_url, url);
    if (objection)
        return fail(*objection, {});
    m_url = url;
    m_bodyBytes = 0;
    const QNetworkRequest request = toQt(url, m_request.headers, policy.tokenFor(url));
    m_bytesUp = sizeOf(request);
    m_ticket = m_client.m_ledger.begin(m_request.purpose, hostText(url));
    m_reply = m_client.m_manager.get(request);
    m_reply->setReadBufferSize(kReadBuffer);
    m_stall.start();
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpTransfer::readHeaders);
    connect(m_reply, &QNetworkReply::downloadProgress, this, [this](qint64 received) {
        m_bodyBytes = std::max(m_bodyBytes, received);
        m_stall.start();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        if (!errors.isEmpty())
            m_tlsReason = errors.constFirst().errorString();
    });
    connect(m_reply, &QIODevice::readyRead, this, [this] {
        m_stall.start();
        if (m_status)
            emit readyRead();
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpTransfer::endHop);
}

void HttpTransfer::readHeaders() {
    m_stall.start();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_status || status < 200)
        return;
    m_headers = m_reply->rawHeaderPairs();
    if (status >= 400) {
        const bool hadToken = m_reply->request().hasRawHeader("Authorization");
        fail(errorOfStatus(status, m_url, m_request.subject, hadToken,
                           [this](const QByteArray& name) { return header(name); }),
             QStringLiteral("status %1").arg(status));
    } else if (!isRedirect(status)) {
        m_hops.append(m_headers);
        m_status = status;
        emit opened();
    }
}

void HttpTransfer::endHop() {
    const QPointer<HttpTransfer> self(this); // whoever listens may delete it
    readHeaders();                           // not announced separately if the body was empty
    if (!self || m_done)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_reply->error() != QNetworkReply::NoError)
        return fail(errorOfReply(m_reply->error(), m_url, m_tlsReason), QStringLiteral("failed"));
    if (isRedirect(status))
        return follow();
    if (m_reply->bytesAvailable() > 0)
        emit readyRead();
    if (!self || m_done)
        return;
    m_done = true;
    m_stall.stop();
    closeHop(QStringLiteral("done"));
    emit finished();
}

void HttpTransfer::follow() {
    const QUrl target = m_url.resolved(QUrl::fromEncoded(lookUp(m_headers, "Location")));
    if (m_hops.size() >= kMostHops)
        return fail({NetworkErrorKind::refusedAddress,
                     HttpClient::tr("%1 sends the request around without an end; tell whoever runs "
                                    "it.")
                         .arg(hostText(m_url))},
                    QStringLiteral("endless redirect"));
    m_hops.append(m_headers);
    closeHop(QStringLiteral("redirected to %1").arg(hostText(target)));
    abandonReply();
    startHop(target);
}

void HttpTransfer::fail(NetworkError error, const QString& outcome) {
    if (m_done)
        return;
    m_done = true;
    m_error = std::move(error);
    m_stall.stop();
    closeHop(outcome);
    abandonReply();
    emit finished();
}

void HttpTransfer::closeHop(const QString& outcome) {
    if (m_ticket)
        m_client.m_ledger.end(std::exchange(m_ticket, 0), m_bytesUp,
                              m_bodyBytes + sizeOf(m_headers), outcome);
    if (!m_done)
        m_headers.clear();
}

void HttpTransfer::abandonReply() {
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        // Later: this may be one of its own signals, in which Qt does not expect to be aborted.
        QMetaObject::invokeMethod(
            reply,
            [reply] {
                reply->abort();
                reply->deleteLater();
            },
            Qt::QueuedConnection);
    }
}

QByteArray HttpTransfer::header(const QByteArray& name) const {
    return lookUp(m_headers, name);
}

QByteArray HttpTransfer::hopHeader(const QByteArray& name) const {
    for (const RawHeaders& hop : m_hops) {
        if (const QByteArray value = lookUp(hop, name); !value.isEmpty())
            return value;
    }
    return {};
}

qint64 HttpTransfer::read(char* data, qint64 limit) {
    return m_reply ? std::max<qint64>(m_reply->read(data, limit), 0) : 0;
}

} // namespace conclave
