// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Every request the program ever made, newest first.
#pragma once

#include "app/notices_model.h"
#include "storage/network_log.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace conclave {

/// GUI thread. A window on the table: rows are read a page at a time as the view asks for them.
///
/// Roles: at (date and time), purpose (words), host, bytesUp, bytesDown, outcome (words; "running"
/// for one under way, "unfinished" if the program ended meanwhile)
class LedgerModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Hub")
    Q_PROPERTY(int total READ total NOTIFY totalsChanged)
    Q_PROPERTY(double bytesUp READ bytesUp NOTIFY totalsChanged)
    Q_PROPERTY(double bytesDown READ bytesDown NOTIFY totalsChanged)

public:
    enum Role {
        AtRole = Qt::UserRole + 1,
        PurposeRole,
        HostRole,
        BytesUpRole,
        BytesDownRole,
        OutcomeRole
    };

    LedgerModel(storage::NetworkLog& log, NoticesModel& notices);

    /// Reads again from the newest; call when the page is shown and on RequestLedger::recorded.
    Q_INVOKABLE void reload();
    /// The whole ledger as CSV text.
    Q_INVOKABLE QString csv() const;

    [[nodiscard]] int total() const { return static_cast<int>(m_totals.requests); }
    [[nodiscard]] double bytesUp() const { return double(m_totals.bytesUp); }
    [[nodiscard]] double bytesDown() const { return double(m_totals.bytesDown); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void totalsChanged();

private:
    storage::NetworkLog& m_log;
    NoticesModel& m_notices;
    std::vector<storage::NetworkRequestRow> m_rows;
    storage::NetworkTotals m_totals;
};

} // namespace conclave
