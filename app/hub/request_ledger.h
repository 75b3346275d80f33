// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Writes every request into the ledger, from whatever thread it is made.
#pragma once

#include "app/notices_model.h"
#include "storage/network_log.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <atomic>

namespace conclave {

/// begin() and end() may be called from any thread; the rows are written in the thread of this
/// object, in order.
class RequestLedger : public QObject {
    Q_OBJECT

public:
    /// Rows that an ended program left are marked as unfinished.
    RequestLedger(storage::NetworkLog& log, NoticesModel& notices);

    /// Returns the ticket to give to end().
    quint64 begin(const QString& purpose, const QString& host);
    void end(quint64 ticket, qint64 bytesUp, qint64 bytesDown, const QString& outcome);

    /// Requests under way.
    [[nodiscard]] int running() const { return m_running; }

signals:
    /// A row was added or ended.
    void recorded();

private:
    storage::NetworkLog& m_log;
    NoticesModel& m_notices;
    std::atomic<quint64> m_tickets = 0;
    std::atomic<int> m_running = 0;
    QHash<quint64, std::int64_t> m_rows; ///< ticket to row
};

} // namespace conclave
