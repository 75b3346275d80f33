// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The only door to the network: GET with redirects under the policy's eyes, every hop in the
// ledger.
#pragma once

#include "app/hub/hub_types.h"
#include "app/hub/network_policy.h"
#include "app/hub/request_ledger.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

namespace conclave {

using RawHeaders = QList<QNetworkReply::RawHeaderPair>;

struct HttpRequest {
    QUrl url;
    QString purpose; ///< in words, for the ledger: "search the hub"
    QString subject; ///< what is wanted, for sentences: "owner/model"
    RawHeaders headers;
    int stallMilliseconds = 30'000; ///< without a byte: given up
    quint64 bodyLimit = 0;          ///< of fetch(), bytes
};

struct HttpAnswer {
    QByteArray body;
    QUrl url; ///< after redirects
    RawHeaders headers;

    [[nodiscard]] QByteArray header(const QByteArray& name) const;
};

class HttpClient;

/// One GET, redirects included. Made by HttpClient::get, deleted by its user at any time (that
/// cancels it). Belongs to the thread of its client.
class HttpTransfer : public QObject {
    Q_OBJECT

public:
    ~HttpTransfer() override;

    /// 0 until opened.
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] const RawHeaders& headers() const { return m_headers; }
    /// Of the last answer; empty if it has none of that name.
    [[nodiscard]] QByteArray header(const QByteArray& name) const;
    /// Of the first answer in the chain of redirects that has it.
    [[nodiscard]] QByteArray hopHeader(const QByteArray& name) const;
    [[nodiscard]] const std::optional<NetworkError>& error() const { return m_error; }
    /// Ends it without a signal.
    void cancel();
    /// Up to `limit` bytes of the body; 0 if none are there now.
    qint64 read(char* data, qint64 limit);
    [[nodiscard]] qint64 bytesAvailable() const { return m_reply ? m_reply->bytesAvailable() : 0; }

signals:
    /// The final answer's headers are there and its status is 2xx.
    void opened();
    void readyRead();
    /// Once, at the end; error() tells whether it was a good one. All of the body was announced by
    /// readyRead before.
    void finished();

private:
    friend class HttpClient;
    HttpTransfer(HttpClient& client, HttpRequest request);

    void startHop(const QUrl& url);
    void readHeaders();
    void endHop();
    void follow();
    void fail(NetworkError error, const QString& outcome);
    void closeHop(const QString& outcome);
    void abandonReply();

    HttpClient& m_client;
    HttpRequest m_request;
    QUrl m_url;
    QNetworkReply* m_reply = nullptr;
    QTimer m_stall;
    QList<RawHeaders> m_hops;
    RawHeaders m_headers;
    QString m_tlsReason;
    std::optional<NetworkError> m_error;
    quint64 m_ticket = 0; ///< of the hop in the ledger; 0: none open
    qint64 m_bytesUp = 0, m_bodyBytes = 0;
    int m_status = 0;
    bool m_done = false;
};

/// Belongs to one thread; others make their own. TLS is always verified: there is no way past it.
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
    QNetworkAccessManager m_manager;
};

} // namespace conclave
