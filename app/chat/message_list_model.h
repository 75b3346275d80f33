// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The messages of the open chat, as rows that delegates draw.
#pragma once

#include "app/chat/markdown.h"
#include "storage/chat_store.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace conclave {

/// Rows from the first message to the active leaf. GUI thread.
///
/// The role "blocks" is a list of maps {type, key, ...}: "text" {html}, "code" {language, code,
/// highlighted}, "table" {header, rows}, "rule" {}.
class MessageListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by ChatViewModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    using QAbstractListModel::QAbstractListModel;

    enum Role {
        MessageIdRole = Qt::UserRole + 1,
        RoleRole,
        TextRole,
        BlocksRole,
        ThinkingRole,
        ThinkingSecondsRole,
        ThinkingTokensRole,
        StatusRole,
        ErrorTextRole,
        SiblingIndexRole,
        SiblingCountRole,
        FactsRole,
        FactsDetailRole,
        IsLastRole,
    };

    /// Replaces all rows; rows that stay the same keep their delegates.
    void setMessages(std::vector<storage::Message> messages);
    /// The text of the last row so far.
    void updateLast(const QString& content, const QString& thinking, double thinkingSeconds);
    void setDark(bool dark);

    [[nodiscard]] const storage::Message* message(int row) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int rowOf(const std::string& messageId) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    struct Row {
        storage::Message message;
        StreamedMarkdown markdown;
        double thinkingSeconds = 0;
    };

    [[nodiscard]] static Row makeRow(storage::Message message);
    [[nodiscard]] static QString facts(const storage::Message& message);
    [[nodiscard]] static QString factsDetail(const storage::Message& message);

    std::vector<Row> m_rows;
    bool m_dark = false;
};

} // namespace conclave
