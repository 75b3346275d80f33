// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http_client.h"

#include "app/hub/http_error.h"

#include <QCoreApplication>
#include <QPointer>

namespace conclave {

namespace {

constexpr int kMostHops = 8;

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isRefusal(int status) {
    return status >= 300 && !isRedirect(status);
}

/// Whether the end of the body can be told without the end of the connection.
bool hasEnd(const RawHeaders& headers) {
    return !headerIn(headers, "Content-Length").isEmpty() ||
           !headerIn(headers, "Transfer-Encoding").isEmpty();
}

} // namespace

HttpClient::HttpClient(NetworkPolicy& policy, RequestLedger& ledger)
    : m_policy(policy), m_ledger(ledger) {}

HttpClient::~HttpClient() {
    for (HttpTransfer* transfer : std::exchange(m_transfers, {})) {
        transfer->cancel();
        transfer->m_client = nullptr;
    }
}

std::unique_ptr<HttpTransfer> HttpClient::get(HttpRequest request) {
    return std::unique_ptr<HttpTransfer>(new HttpTransfer(*this, std::move(request)));
}

void HttpClient::fetch(HttpRequest request, QObject* context,
                       std::function<void(Outcome<HttpAnswer>)> done) {
    const quint64 limit = request.bodyLimit;
    request.unpack = true;
    HttpTransfer* transfer = get(std::move(request)).release();
    transfer->setParent(context); // cancelled with whoever asked
    auto body = std::make_shared<QByteArray>();
    connect(transfer, &HttpTransfer::received, context, [=](const char* data, qint64 bytes) {
        body->append(data, bytes);
        if (static_cast<quint64>(body->size()) <= limit)
            return;
        transfer->cancel();
        transfer->deleteLater();
        done(NetworkError{
            NetworkErrorKind::badAnswer,
            tr("The answer of %1 is too long to be right.").arg(hostText(transfer->url()))});
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
    : m_client(&client), m_request(std::move(request)), m_url(m_request.url) {
    client.m_transfers.insert(this);
    m_stall.setSingleShot(true);
    m_stall.setInterval(m_request.stallMilliseconds);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        fail({NetworkErrorKind::stalled,
              HttpClient::tr("%1 went silent; try again later.").arg(hostText(m_url))},
             QStringLiteral("went silent"));
    });
    connect(&client.m_policy, &NetworkPolicy::changed, this, [this] {
        if (!m_client)
            return;
        if (const auto objection = m_client->m_policy.objectionTo(m_url))
            fail(*objection, QStringLiteral("stopped by the switch"));
    });
    QMetaObject::invokeMethod(
        this, [this] { startHop(m_request.url); }, Qt::QueuedConnection);
}

HttpTransfer::~HttpTransfer() {
    cancel();
    if (m_client)
        m_client->m_transfers.remove(this);
}

void HttpTransfer::cancel() {
    m_done = true;
    m_stall.stop();
    closeHop(QStringLiteral("closed early"));
}

ExchangeRequest HttpTransfer::exchangeRequest(const QUrl& url) const {
    const NetworkPolicy& policy = m_client->m_policy;
    ExchangeRequest request{url, m_request.headers, {}, m_request.unpack};
    request.headers.emplaceBack("User-Agent",
                                "Conclave/" + QCoreApplication::applicationVersion().toUtf8());
    if (!m_request.unpack) // sizes and ranges count the file's bytes
        request.headers.emplaceBack("Accept-Encoding", "identity");
    if (const QByteArray token = policy.tokenFor(url); !token.isEmpty())
        request.headers.emplaceBack("Authorization", "Bearer " + token);
    request.proxy = policy.proxyFor(url);
    return request;
}

void HttpTransfer::startHop(const QUrl& url) {
    if (m_done)
        return;
    const NetworkPolicy& policy = m_client->m_policy;
    const auto objection = m_hops.isEmpty() ? policy.objectionTo(url) //
                                            : policy.objectionTo(m_url, url);
    if (objection)
        return fail(*objection, {});
    m_url = url;
    m_hopStatus = 0;
    m_headers.clear();
    const ExchangeRequest request = exchangeRequest(url);
    m_hadToken = !headerIn(request.headers, "Authorization").isEmpty();
    m_ticket = m_client->m_ledger.begin(m_request.purpose, hostText(url));
    m_exchange = m_client->m_engine.begin(request, *this);
    m_stall.start();
}

bool HttpTransfer::headArrived(int status, const RawHeaders& headers) {
    m_stall.start();
    m_headers = headers;
    m_hopStatus = status;
    if (isRefusal(status))
        return false; // the page that comes with it says nothing to a program
    if (isRedirect(status) && m_request.follow)
        return hasEnd(headers);
    m_hops.append(headers);
    m_status = status;
    const QPointer<HttpTransfer> self(this); // whoever listens may delete it
    emit opened();
    return self && !m_done;
}

void HttpTransfer::bodyArrived(const char* data, qint64 bytes) {
    m_stall.start();
    if (m_status)
        emit received(data, bytes);
}

void HttpTransfer::exchangeEnded(CURLcode result) {
    if (isRefusal(m_hopStatus))
        return fail(errorOfStatus(m_hopStatus, m_url, m_request.subject, m_hadToken,
                                  [this](const QByteArray& name) { return header(name); }),
                    QStringLiteral("status %1").arg(m_hopStatus));
    if (isRedirect(m_hopStatus) && m_request.follow)
        return follow();
    if (result != CURLE_OK)
        return fail(errorOfExchange(result, *m_exchange, m_url), QStringLiteral("failed"));
    m_done = true;
    m_stall.stop();
    closeHop(QStringLiteral("done"));
    emit finished();
}

void HttpTransfer::follow() {
    const QUrl target = m_url.resolved(QUrl::fromEncoded(header("Location")));
    if (m_hops.size() >= kMostHops)
        return fail({NetworkErrorKind::refusedAddress,
                     HttpClient::tr("%1 sends the request around without an end; tell whoever runs "
                                    "it.")
                         .arg(hostText(m_url))},
                    QStringLiteral("endless redirect"));
    m_hops.append(m_headers);
    closeHop(QStringLiteral("redirected to %1").arg(hostText(target)));
    startHop(target);
}

void HttpTransfer::fail(NetworkError error, const QString& outcome) {
    if (m_done)
        return;
    m_done = true;
    m_error = std::move(error);
    m_stall.stop();
    closeHop(outcome);
    emit finished();
}

void HttpTransfer::closeHop(const QString& outcome) {
    if (!m_exchange)
        return;
    m_client->m_ledger.end(m_ticket, m_exchange->bytesUp(), m_exchange->bytesDown(), outcome);
    m_client->m_engine.end(std::move(m_exchange));
}

QByteArray HttpTransfer::hopHeader(const QByteArray& name) const {
    for (const RawHeaders& hop : m_hops) {
        if (const QByteArray value = headerIn(hop, name); !value.isEmpty())
            return value;
    }
    return {};
}

} // namespace conclave
