// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One request and its answer: a handle of libcurl, told how and with whom it may talk.
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <curl/curl.h>

#include <array>
#include <memory>

namespace conclave {

/// Names as they came; those that came twice have their values joined by ", ".
using RawHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// The value of the header with this name in any case; empty if there is none.
[[nodiscard]] QByteArray headerIn(const RawHeaders& headers, const QByteArray& name);

/// Hears how an exchange goes.
class ExchangeListener {
public:
    /// The headers of the answer are complete. False ends the exchange.
    virtual bool headArrived(int status, const RawHeaders& headers) = 0;
    virtual void bodyArrived(const char* data, qint64 bytes) = 0;
    /// Once, at the end: CURLE_OK, or what went wrong (CURLE_WRITE_ERROR after a false).
    virtual void exchangeEnded(CURLcode result) = 0;

protected:
    ~ExchangeListener() = default;
};

struct ExchangeRequest {
    QUrl url;
    RawHeaders headers;
    QUrl proxy;          ///< see NetworkPolicy::proxyFor()
    bool unpack = false; ///< asks for a packed body and delivers it unpacked
};

/// A GET over HTTP/1.1: redirects are not followed, certificates always verified, nothing is read
/// from or kept in files (cookies, passwords). Belongs to the thread of its engine.
class HttpExchange {
public:
    /// The listener outlives it or is taken off by abandon().
    HttpExchange(const ExchangeRequest& request, ExchangeListener& listener);
    ~HttpExchange();
    HttpExchange(const HttpExchange&) = delete;

    /// The listener hears nothing more; the rest of the answer is refused.
    void abandon() { m_listener = nullptr; }

    [[nodiscard]] CURL* handle() const { return m_handle; }
    [[nodiscard]] ExchangeListener* listener() const { return m_listener; }
    /// Over the line, headers included.
    [[nodiscard]] qint64 bytesUp() const;
    [[nodiscard]] qint64 bytesDown() const;
    /// What libcurl says about a failure; in English.
    [[nodiscard]] QString reason() const { return QString::fromLocal8Bit(m_reason.data()); }
    [[nodiscard]] bool throughProxy() const { return m_throughProxy; }
    /// Of the proxy's answer to CONNECT; 0 if there was none.
    [[nodiscard]] int proxyStatus() const;

private:
    static std::size_t takeLine(char* data, std::size_t, std::size_t bytes, void* self);
    static std::size_t takeBody(char* data, std::size_t, std::size_t bytes, void* self);

    void setProxy(const QUrl& proxy);
    void setHeaders(const RawHeaders& headers);
    bool take(const QByteArray& line);

    CURL* m_handle;
    ExchangeListener* m_listener;
    curl_slist* m_lines = nullptr; ///< headers of the request
    std::array<char, CURL_ERROR_SIZE> m_reason{};
    RawHeaders m_headers;
    int m_status = 0;
    bool m_headDone = false, m_throughProxy = false;
};

} // namespace conclave
