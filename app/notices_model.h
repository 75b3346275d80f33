// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the user is told outside of a page: errors, and actions that can be undone.
#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <vector>

namespace conclave {

/// The list of notices on screen, oldest first. GUI thread.
class NoticesModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    using QAbstractListModel::QAbstractListModel;

    enum Role { TextRole = Qt::UserRole + 1, KindRole, ActionTextRole };

    void inform(const QString& text, const QString& actionText = {},
                std::function<void()> action = {});
    /// The same sentence is not repeated while it is on screen.
    void warn(const QString& text);

    Q_INVOKABLE void act(int row);
    Q_INVOKABLE void dismiss(int row);

    [[nodiscard]] int count() const { return static_cast<int>(m_notices.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    struct Notice {
        QString text, kind, actionText;
        std::function<void()> action;
    };

    void add(Notice notice);

    std::vector<Notice> m_notices;
};

} // namespace conclave
