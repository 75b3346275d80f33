// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The comparisons made so far.
#pragma once

#include "app/notices_model.h"
#include "storage/comparison_store.h"

#include <QAbstractListModel>

namespace conclave {

/// Latest change first. GUI thread.
class ComparisonListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    ComparisonListModel(storage::ComparisonStore& store, NoticesModel& notices)
        : m_store(store), m_notices(notices) {}

    enum Role { IdRole = Qt::UserRole + 1, TitleRole, DetailRole };

    void reload();
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    storage::ComparisonStore& m_store;
    NoticesModel& m_notices;
    std::vector<storage::ComparisonSummary> m_rows;
};

} // namespace conclave
