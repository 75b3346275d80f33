// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/hub_connection.h"

#include <QTcpSocket>
#include <QTimer>

namespace conclave {

HubConnection::HubConnection(TestHub& hub, QTcpSocket& socket, bool files)
    : QObject(&socket), m_hub(hub), m_socket(socket), m_files(files) {
    connect(&m_socket, &QTcpSocket::readyRead, this, &HubConnection::readMore);
    connect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
    readMore();
}

void HubConnection::readMore() {
    m_input += m_socket.readAll();
    const qsizetype end = m_input.indexOf("\r\n\r\n");
    if (end < 0 || m_busy)
        return;
    const QList<QByteArray> lines = m_input.left(end).split('\n');
    m_input.remove(0, end + 4);
    HubRequest request;
    const QUrl target = QUrl::fromEncoded(lines[0].split(' ').value(1));
    request.atFiles = m_files;
    request.path = target.path(QUrl::FullyDecoded);
    request.query = target.query(QUrl::FullyEncoded);
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
    }
    {
        const QMutexLocker lock(&m_hub.m_mutex);
        request.number = static_cast<int>(m_hub.m_requests.size());
        m_hub.m_requests.append(request);
    }
    m_busy = true;
    answer(request);
}

void HubConnection::answer(const HubRequest& request) {
    HubFault fault = m_hub.fault ? m_hub.fault(request) : HubFault();
    if (fault.kind == HubFault::hangUp)
        return m_socket.disconnectFromHost();
    if (fault.kind == HubFault::garbage) {
        m_socket.write("\x01\x02 this is not HTTP\n\n");
        return m_socket.disconnectFromHost();
    }
    TestHub::Answer answer = m_hub.answer(request, fault);
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) +
                      " x\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    for (const auto& [name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    m_socket.write(head + "\r\n");
    m_hub.m_bodyBytes += answer.body.size();
    switch (fault.kind) {
    case HubFault::cut:
        m_socket.write(answer.body.left(fault.value));
        return m_socket.disconnectFromHost();
    case HubFault::stall:
        m_socket.write(answer.body.left(fault.value));
        return; // and never again
    case HubFault::shortBody:
        m_socket.write(answer.body);
        return m_socket.disconnectFromHost();
    case HubFault::slow:
        return sendSlowly(answer.body, 0, std::max<qsizetype>(fault.value, 1));
    default:
        m_socket.write(answer.body);
        m_busy = false;
        if (!m_input.isEmpty())
            QTimer::singleShot(0, this, &HubConnection::readMore);
    }
}

void HubConnection::sendSlowly(const QByteArray& body, qsizetype from, qsizetype step) {
    m_socket.write(body.constData() + from, std::min(step, body.size() - from));
    if (from + step < body.size()) {
        QTimer::singleShot(1, this,
                           [this, body, from, step] { sendSlowly(body, from + step, step); });
        return;
    }
    m_busy = false;
    if (!m_input.isEmpty())
        readMore();
}

} // namespace conclave
