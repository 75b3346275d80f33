// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/request_ledger.h"

#include "app/guarded.h"

#include <QDateTime>

namespace conclave {

RequestLedger::RequestLedger(storage::NetworkLog& log, NoticesModel& notices)
    : m_log(log), m_notices(notices) {
    guarded(m_notices, [&] { m_log.markUnfinished(); });
}

quint64 RequestLedger::begin(const QString& purpose, const QString& host) {
    const quint64 ticket = ++m_tickets;
    ++m_running;
    const qint64 at = QDateTime::currentMSecsSinceEpoch();
    QMetaObject::invokeMethod(this, [=, this] {
        guarded(m_notices, [&] {
            m_rows[ticket] = m_log.begin(at, purpose.toStdString(), host.toStdString());
        });
        emit recorded();
    });
    return ticket;
}

void RequestLedger::end(quint64 ticket, qint64 bytesUp, qint64 bytesDown, const QString& outcome) {
    --m_running;
    QMetaObject::invokeMethod(this, [=, this] {
        if (const auto row = m_rows.constFind(ticket); row != m_rows.constEnd()) {
            guarded(m_notices, [&] { m_log.end(*row, bytesUp, bytesDown, outcome.toStdString()); });
            m_rows.erase(row);
        }
        emit recorded();
    });
}

} // namespace conclave
