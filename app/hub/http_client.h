// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The only door to the network: GET with redirects under the policy's eyes, every hop in the
// ledger.
#pragma once

#include "app/hub/http_engine.h"
#include "app/hub/hub_types.h"
#include "app/hub/network_policy.h"
#include "app/hub/request_ledger.h"

#include <QSet>
#include <QTimer>

#include <functional>
#include <memory>

namespace conclave {

struct HttpRequest {
    QUrl url;
    QString purpose; ///< in words, for the ledger: "search the hub"
    QString subject; ///< what is wanted, for sentences: "owner/model"
    RawHeaders headers;
    int stallMilliseconds = 30'000; ///< without a byte: given up
    quint64 bodyLimit = 0;          ///< of fetch(), bytes
    bool unpack = false;            ///< the body may come packed; set by fetch()
    bool follow = true;             ///< else a redirect is the answer
};

struct HttpAnswer {
    QByteArray body;
    QUrl url; ///< after redirects
    RawHeaders headers;

    [[nodiscard]] QByteArray header(const QByteArray& name) const {
        return headerIn(headers, name);
    }
};

class HttpClient;

/// One GET, redirects included. Made by HttpClient::get, deleted by its user at any time (that
/// cancels it). Belongs to the thread of its client; nothing comes any more when that is gone.
class HttpTransfer : public QObject, private ExchangeListener {
    Q_OBJECT

public:
    ~HttpTransfer() override;

    /// 0 until opened.
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] const RawHeaders& headers() const { return m_headers; }
    /// Of the last answer; empty if it has none of that name.
    [[nodiscard]] QByteArray header(const QByteArray& name) const {
        return headerIn(m_headers, name);
    }
    /// Of the first answer in the chain of redirects that has it.
    [[nodiscard]] QByteArray hopHeader(const QByteArray& name) const;
    [[nodiscard]] const std::optional<NetworkError>& error() const { return m_error; }
    /// Ends it without a signal.
    void cancel();

signals:
    /// The final answer's headers are there and its status is 2xx (or 3xx, if that is the answer).
    void opened();
    /// The next bytes of the body, valid during the call: nothing is kept here.
    void received(const char* data, qint64 bytes);
    /// Once, at the end; error() tells whether it was a good one.
    void finished();

private:
    friend class HttpClient;
    HttpTransfer(HttpClient& client, HttpRequest request);

    bool headArrived(int status, const RawHeaders& headers) override;
    void bodyArrived(const char* data, qint64 bytes) override;
    void exchangeEnded(CURLcode result) override;

    void startHop(const QUrl& url);
    [[nodiscard]] ExchangeRequest exchangeRequest(const QUrl& url) const;
    void follow();
    void fail(NetworkError error, const QString& outcome);
    /// Ends the exchange under way and its line in the ledger.
    void closeHop(const QString& outcome);

    HttpClient* m_client; ///< nullptr when it is gone
    HttpRequest m_request;
    QUrl m_url;
    std::unique_ptr<HttpExchange> m_exchange;
    QTimer m_stall;
    QList<RawHeaders> m_hops;
    RawHeaders m_headers;
    std::optional<NetworkError> m_error;
    quint64 m_ticket = 0; ///< of the hop in the ledger
    int m_hopStatus = 0;  ///< of the answer under way; 0 until its head is there
    int m_status = 0;
    bool m_hadToken = false, m_done = false;
};

/// Belongs to one thread; others make their own. TLS is always verified: there is no way past it.
/// Not deleted by what one of its transfers signals.
class HttpClient : public QObject {
    Q_OBJECT

public:
    /// Policy and ledger outlive it.
    HttpClient(NetworkPolicy& policy, RequestLedger& ledger);
    ~HttpClient() override;

    /// Signals come from the event loop, never from within this call.
    [[nodiscard]] std::unique_ptr<HttpTransfer> get(HttpRequest request);
    /// The whole body, or the reason why not. `done` is not called after `context` is gone.
    void fetch(HttpRequest request, QObject* context,
               std::function<void(Outcome<HttpAnswer>)> done);

    [[nodiscard]] NetworkPolicy& policy() const { return m_policy; }

private:
    friend class HttpTransfer;

    NetworkPolicy& m_policy;
    RequestLedger& m_ledger;
    HttpEngine m_engine;
    QSet<HttpTransfer*> m_transfers; ///< all there are
};

} // namespace conclave
