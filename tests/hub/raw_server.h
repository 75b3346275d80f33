// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A server on loopback whose answers are written byte by byte in the test.
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QStringList>
#include <QTcpServer>
#include <QUrl>

#include <functional>

namespace conclave {

/// Lives in the test's thread and its event loop. An answer that says "Connection: close", or
/// HTTP/1.0, ends its connection.
class RawServer {
public:
    /// The whole answer, given the request's first line and its headers (names in lower case).
    using Answer = std::function<QByteArray(const QByteArray& target, const QByteArray& head)>;

    explicit RawServer(Answer answer,
                       const QHostAddress& address = QHostAddress(QHostAddress::LocalHost));

    [[nodiscard]] QUrl url() const;
    /// First lines, in order.
    [[nodiscard]] const QStringList& requests() const { return m_requests; }
    /// Of all requests.
    [[nodiscard]] const QByteArray& heads() const { return m_heads; }

private:
    void serve(QTcpSocket& socket);

    Answer m_answer;
    QTcpServer m_server;
    QStringList m_requests;
    QByteArray m_heads;
};

/// "HTTP/1.1 200 OK", `headers` (each with its line's end), the length, an empty line, `body`.
[[nodiscard]] QByteArray okay(const QByteArray& body, const QByteArray& headers = {});
/// The bytes that the Range header of `head` asks for, as 206; all of them as 200 without one.
[[nodiscard]] QByteArray ranged(const QByteArray& content, const QByteArray& head,
                                const QByteArray& headers = {});

} // namespace conclave
