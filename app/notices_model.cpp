// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/notices_model.h"

#include <algorithm>

namespace conclave {

void NoticesModel::inform(const QString& text, const QString& actionText,
                          std::function<void()> action) {
    add({text, QStringLiteral("info"), actionText, std::move(action)});
}

void NoticesModel::warn(const QString& text) {
    const bool shown = std::any_of(m_notices.begin(), m_notices.end(),
                                   [&](const Notice& n) { return n.text == text; });
    if (!shown) {
        add({text, QStringLiteral("warning"), {}, {}});
    }
}

void NoticesModel::add(Notice notice) {
    beginInsertRows({}, count(), count());
    m_notices.push_back(std::move(notice));
    endInsertRows();
    emit countChanged();
}

void NoticesModel::act(int row) {
    if (row < 0 || row >= count()) {
        return;
    }
    const std::function<void()> action = m_notices[static_cast<std::size_t>(row)].action;
    dismiss(row);
    if (action) {
        action();
    }
}

void NoticesModel::dismiss(int row) {
    if (row < 0 || row >= count()) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_notices.erase(m_notices.begin() + row);
    endRemoveRows();
    emit countChanged();
}

int NoticesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant NoticesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Notice& notice = m_notices[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TextRole:
        return notice.text;
    case KindRole:
        return notice.kind;
    case ActionTextRole:
        return notice.actionText;
    default:
        return {};
    }
}

QHash<int, QByteArray> NoticesModel::roleNames() const {
    return {{TextRole, "text"}, {KindRole, "kind"}, {ActionTextRole, "actionText"}};
}

} // namespace conclave
