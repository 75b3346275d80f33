// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/comparison_list_model.h"

#include "app/guarded.h"

#include <QDateTime>
#include <QLocale>

namespace conclave {

void ComparisonListModel::reload() {
    beginResetModel();
    m_rows = guarded(m_notices, std::vector<storage::ComparisonSummary>(),
                     [&] { return m_store.list(); });
    endResetModel();
    emit countChanged();
}

int ComparisonListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ComparisonListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const storage::ComparisonSummary& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case IdRole:
        return QString::fromStdString(row.id);
    case TitleRole:
        return QString::fromStdString(row.title);
    case DetailRole:
        return QStringLiteral("%1 · %2").arg(
            QString::fromStdString(row.columns),
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.updatedAt),
                               QLocale::ShortFormat));
    default:
        return {};
    }
}

QHash<int, QByteArray> ComparisonListModel::roleNames() const {
    return {{IdRole, "comparisonId"}, {TitleRole, "title"}, {DetailRole, "detail"}};
}

} // namespace conclave
