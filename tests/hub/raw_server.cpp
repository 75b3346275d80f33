// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/raw_server.h"

#include <QTcpSocket>

#include <algorithm>
#include <memory>

namespace conclave {

RawServer::RawServer(Answer answer, const QHostAddress& address) : m_answer(std::move(answer)) {
    m_server.listen(address);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket* socket = m_server.nextPendingConnection())
            serve(*socket);
    });
}

QUrl RawServer::url() const {
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(m_server.serverAddress().toString());
    url.setPort(m_server.serverPort());
    return url;
}

void RawServer::serve(QTcpSocket& socket) {
    auto input = std::make_shared<QByteArray>();
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this, &socket, input] {
        *input += socket.readAll();
        for (qsizetype end; (end = input->indexOf("\r\n\r\n")) >= 0;) {
            const QByteArray first = input->left(input->indexOf("\r\n"));
            const QByteArray head = input->left(end + 2).toLower();
            input->remove(0, end + 4);
            m_requests << QString::fromLatin1(first);
            m_heads += head;
            const QByteArray answer = m_answer(first.split(' ').value(1), head);
            socket.write(answer);
            const QByteArray said = answer.left(answer.indexOf("\r\n\r\n")).toLower();
            if (said.startsWith("http/1.0") || said.contains("connection: close"))
                return socket.disconnectFromHost();
        }
    });
}

QByteArray okay(const QByteArray& body, const QByteArray& headers) {
    return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

QByteArray ranged(const QByteArray& content, const QByteArray& head, const QByteArray& headers) {
    const qsizetype at = head.indexOf("range: bytes=");
    if (at < 0)
        return okay(content, headers);
    const QByteArray range = head.mid(at + 13, head.indexOf('\r', at) - at - 13);
    const qsizetype first = range.split('-').value(0).toLongLong();
    const qsizetype last =
        std::min(qsizetype(range.split('-').value(1).toLongLong()), content.size() - 1);
    const QByteArray body = content.mid(first, last - first + 1);
    return "HTTP/1.1 206 Partial Content\r\n" + headers + "Content-Range: bytes " +
           QByteArray::number(first) + '-' + QByteArray::number(last) + '/' +
           QByteArray::number(content.size()) +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace conclave
