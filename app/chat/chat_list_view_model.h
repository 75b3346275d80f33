// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The list beside the conversation: all chats, or what a search found.
#pragma once

#include "app/chat/chat_view_model.h"

#include <QAbstractListModel>

#include <vector>

namespace conclave {

/// Chats by day, or search hits over all branches. GUI thread.
class ChatListViewModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY searchTextChanged)
    Q_PROPERTY(bool searching READ searching NOTIFY searchTextChanged)
    Q_PROPERTY(QString currentId READ currentId NOTIFY currentIdChanged)

public:
    ChatListViewModel(storage::ChatStore& store, ChatViewModel& chat, NoticesModel& notices);

    enum Role {
        ChatIdRole = Qt::UserRole + 1,
        TitleRole,
        SnippetRole,
        SnippetHtmlRole,
        GroupRole,
        PinnedRole,
        CurrentRole,
        TimeRole,
    };

    Q_INVOKABLE void newChat();
    Q_INVOKABLE void open(const QString& chatId);
    Q_INVOKABLE void openHit(int row);
    Q_INVOKABLE void rename(const QString& chatId, const QString& title);
    Q_INVOKABLE void remove(const QString& chatId);
    Q_INVOKABLE void setPinned(const QString& chatId, bool pinned);

    void reload();

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString searchText() const { return m_searchText; }
    void setSearchText(const QString& text);
    [[nodiscard]] bool searching() const { return !m_searchText.trimmed().isEmpty(); }
    [[nodiscard]] QString currentId() const { return m_chat.chatId(); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void searchTextChanged();
    void currentIdChanged();

private:
    struct Row {
        QString chatId, messageId, title, snippet, snippetHtml, group;
        bool pinned = false;
        qint64 time = 0;
    };

    [[nodiscard]] std::vector<Row> chats() const;
    [[nodiscard]] std::vector<Row> hits() const;
    void showCurrent();

    storage::ChatStore& m_store;
    ChatViewModel& m_chat;
    NoticesModel& m_notices;
    QString m_searchText;
    std::vector<Row> m_rows;
};

} // namespace conclave
