// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/ledger_model.h"

#include "app/guarded.h"

#include <QDateTime>

namespace conclave {

namespace {

constexpr int kPage = 200;

/// A field of CSV; the quotes also keep spreadsheets from taking "=..." for a formula.
QString field(const std::string& text) {
    QString value = QString::fromStdString(text);
    return QLatin1Char('"') + value.replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
           QLatin1Char('"');
}

} // namespace

LedgerModel::LedgerModel(storage::NetworkLog& log, NoticesModel& notices)
    : m_log(log), m_notices(notices) {}

void LedgerModel::reload() {
    beginResetModel();
    m_rows.clear();
    guarded(m_notices, [&] {
        m_rows = m_log.rows(0, kPage);
        m_totals = m_log.totals();
    });
    endResetModel();
    emit totalsChanged();
}

QString LedgerModel::csv() const {
    QString text = QStringLiteral("time,purpose,host,bytes up,bytes down,outcome\n");
    guarded(m_notices, [&] {
        std::int64_t before = 0;
        for (auto page = m_log.rows(before, kPage); !page.empty();
             page = m_log.rows(before, kPage)) {
            for (const auto& row : page)
                text += QStringLiteral("%1,%2,%3,%4,%5,%6\n")
                            .arg(QDateTime::fromMSecsSinceEpoch(row.at).toString(Qt::ISODateWithMs),
                                 field(row.purpose), field(row.host))
                            .arg(row.bytesUp)
                            .arg(row.bytesDown)
                            .arg(field(row.outcome));
            before = page.back().id;
        }
    });
    return text;
}

int LedgerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

bool LedgerModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && rowCount() < total();
}

void LedgerModel::fetchMore(const QModelIndex&) {
    const auto more = guarded(m_notices, std::vector<storage::NetworkRequestRow>(), [&] {
        return m_log.rows(m_rows.empty() ? 0 : m_rows.back().id, kPage);
    });
    if (more.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(more.size()) - 1);
    m_rows.insert(m_rows.end(), more.begin(), more.end());
    endInsertRows();
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const storage::NetworkRequestRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case AtRole:
        return QDateTime::fromMSecsSinceEpoch(row.at);
    case PurposeRole:
        return QString::fromStdString(row.purpose);
    case HostRole:
        return QString::fromStdString(row.host);
    case BytesUpRole:
        return static_cast<double>(row.bytesUp);
    case BytesDownRole:
        return static_cast<double>(row.bytesDown);
    case OutcomeRole:
        return QString::fromStdString(row.outcome);
    default:
        return {};
    }
}

QHash<int, QByteArray> LedgerModel::roleNames() const {
    return {{AtRole, "at"},           {PurposeRole, "purpose"},     {HostRole, "host"},
            {BytesUpRole, "bytesUp"}, {BytesDownRole, "bytesDown"}, {OutcomeRole, "outcome"}};
}

} // namespace conclave
