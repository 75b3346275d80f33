// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The quants of one repository.
#pragma once

#include "app/hub/hub_types.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace conclave {

/// GUI thread.
///
/// Roles: label ("Q4_K_M", may be empty), name (file name without shard number), bytes, fileCount,
/// files (list of paths), complete (false: shards are missing at the hub), verifiable (the hub says
/// the SHA-256 of every file)
class QuantListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by HubModelDetails")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    using QAbstractListModel::QAbstractListModel;

    enum Role {
        LabelRole = Qt::UserRole + 1,
        NameRole,
        BytesRole,
        FileCountRole,
        FilesRole,
        CompleteRole,
        VerifiableRole
    };

    void reset(QList<HubQuant> quants);
    [[nodiscard]] const QList<HubQuant>& quants() const { return m_quants; }
    [[nodiscard]] int count() const { return static_cast<int>(m_quants.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    QList<HubQuant> m_quants;
};

} // namespace conclave
