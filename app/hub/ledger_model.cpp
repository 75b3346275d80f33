// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/ledger_model.h"

#include "app/guarded.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace conclave {

namespace {

constexpr int kPage = 200;

/// A field of CSV; the quotes also keep spreadsheets from taking "=..." for a formula.
QString field(const std::string& text) {
    QString value = QString::fromStdString(text);
    return QLatin1Char('"') + value.replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
           QLatin1Char('"');
}

/// What is stored as the program's own words, and may end in a name.
constexpr std::array kWords{
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "search the hub"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "look up a model"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "list a model's files"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "ask for a file's hash"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "read about a model"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "read a model's header"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "running"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "unfinished"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "done"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "failed"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "closed early"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "went silent"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "stopped by the switch"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "endless redirect"),
};
constexpr std::array kBeginnings{
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "download %1"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "status %1"),
    QT_TRANSLATE_NOOP("conclave::LedgerModel", "redirected to %1"),
};

/// In the language of the interface.
QString shown(const std::string& stored) {
    if (std::find(kWords.begin(), kWords.end(), stored) != kWords.end())
        return LedgerModel::tr(stored.c_str());
    const QString text = QString::fromStdString(stored);
    for (const char* words : kBeginnings) {
        const QString beginning = QString::fromLatin1(words).chopped(2);
        if (text.startsWith(beginning))
            return LedgerModel::tr(words).arg(text.mid(beginning.size()));
    }
    return text;
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
        return shown(row.purpose);
    case HostRole:
        return QString::fromStdString(row.host);
    case BytesUpRole:
        return static_cast<double>(row.bytesUp);
    case BytesDownRole:
        return static_cast<double>(row.bytesDown);
    case OutcomeRole:
        return shown(row.outcome);
    default:
        return {};
    }
}

QHash<int, QByteArray> LedgerModel::roleNames() const {
    return {{AtRole, "at"},           {PurposeRole, "purpose"},     {HostRole, "host"},
            {BytesUpRole, "bytesUp"}, {BytesDownRole, "bytesDown"}, {OutcomeRole, "outcome"}};
}

} // namespace conclave
