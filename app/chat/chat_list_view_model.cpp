// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/chat_list_view_model.h"

#include "app/guarded.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace conclave {

namespace {

constexpr int kMaxHits = 100;

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

QString groupOf(qint64 time, const QDate& today) {
    const qint64 days = QDateTime::fromMSecsSinceEpoch(time).date().daysTo(today);
    if (days <= 0) {
        return ChatListViewModel::tr("Today");
    }
    if (days == 1) {
        return ChatListViewModel::tr("Yesterday");
    }
    return days < 8 ? ChatListViewModel::tr("Previous 7 days") : ChatListViewModel::tr("Earlier");
}

QString timeText(qint64 time) {
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time);
    const bool today = moment.date() == QDate::currentDate();
    return today ? QLocale().toString(moment.time(), QLocale::ShortFormat)
                 : QLocale().toString(moment.date(), QLocale::ShortFormat);
}

/// Markdown without the signs that only shape it.
QString withoutMarks(QString text) {
    static const QRegularExpression kMarks(QStringLiteral("```\\w*|[*`#|]+"));
    return text.remove(kMarks).simplified();
}

/// The snippet of a hit with its match in bold; everything else is text.
QString markedHtml(const std::string& snippet) {
    QString html = toQt(snippet).toHtmlEscaped();
    html.replace(QChar(2), QStringLiteral("<b>"));
    html.replace(QChar(3), QStringLiteral("</b>"));
    return html;
}

} // namespace

ChatListViewModel::ChatListViewModel(storage::ChatStore& store, ChatViewModel& chat,
                                     NoticesModel& notices)
    : m_store(store), m_chat(chat), m_notices(notices) {
    connect(&m_chat, &ChatViewModel::chatsChanged, this, &ChatListViewModel::reload);
    connect(&m_chat, &ChatViewModel::chatChanged, this, &ChatListViewModel::showCurrent);
    reload();
}

void ChatListViewModel::reload() {
    const std::vector<Row> rows =
        guarded(m_notices, std::vector<Row>(), [&] { return searching() ? hits() : chats(); });
    beginResetModel();
    m_rows = rows;
    endResetModel();
    emit countChanged();
}

std::vector<ChatListViewModel::Row> ChatListViewModel::chats() const {
    const QDate today = QDate::currentDate();
    std::vector<Row> rows;
    for (const storage::ChatSummary& chat : m_store.listChats()) {
        Row row;
        row.chatId = toQt(chat.id);
        row.title = chat.title.empty() ? tr("New chat") : toQt(chat.title);
        row.snippet = withoutMarks(toQt(chat.snippet));
        row.group = chat.pinned ? tr("Pinned") : groupOf(chat.updatedAt, today);
        row.pinned = chat.pinned;
        row.time = chat.updatedAt;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ChatListViewModel::Row> ChatListViewModel::hits() const {
    std::vector<Row> rows;
    for (const storage::SearchHit& hit :
         m_store.search(m_searchText.trimmed().toStdString(), kMaxHits)) {
        Row row;
        row.chatId = toQt(hit.chatId);
        row.messageId = toQt(hit.messageId);
        row.title = hit.chatTitle.empty() ? tr("New chat") : toQt(hit.chatTitle);
        row.snippetHtml = markedHtml(hit.snippet);
        row.snippet = toQt(hit.snippet).remove(QChar(2)).remove(QChar(3));
        row.group = hit.messageId.empty() ? tr("Titles") : tr("Messages");
        row.time = hit.createdAt;
        rows.push_back(std::move(row));
    }
    return rows;
}

void ChatListViewModel::setSearchText(const QString& text) {
    if (text != m_searchText) {
        m_searchText = text;
        emit searchTextChanged();
        reload();
    }
}

void ChatListViewModel::newChat() {
    m_chat.open({});
}

void ChatListViewModel::open(const QString& chatId) {
    if (chatId != m_chat.chatId()) {
        m_chat.open(chatId);
    }
}

void ChatListViewModel::openHit(int row) {
    if (row >= 0 && row < count()) {
        const Row hit = m_rows[static_cast<std::size_t>(row)];
        m_chat.openMessage(hit.chatId, hit.messageId);
    }
}

void ChatListViewModel::rename(const QString& chatId, const QString& title) {
    guarded(m_notices,
            [&] { m_store.renameChat(chatId.toStdString(), title.trimmed().toStdString(), true); });
    reload();
    if (chatId == m_chat.chatId()) {
        m_chat.open(chatId);
    }
}

void ChatListViewModel::remove(const QString& chatId) {
    const bool removed = guarded(m_notices, [&] { m_store.deleteChat(chatId.toStdString()); });
    if (!removed) {
        return;
    }
    if (chatId == m_chat.chatId()) {
        m_chat.stop();
        m_chat.open({});
    }
    reload();
    m_notices.inform(tr("The chat was moved to the bin."), tr("Undo"), [this, chatId] {
        guarded(m_notices, [&] { m_store.restoreChat(chatId.toStdString()); });
        reload();
    });
}

void ChatListViewModel::setPinned(const QString& chatId, bool pinned) {
    guarded(m_notices, [&] { m_store.setPinned(chatId.toStdString(), pinned); });
    reload();
}

void ChatListViewModel::showCurrent() {
    emit currentIdChanged();
    if (!m_rows.empty()) {
        emit dataChanged(index(0), index(count() - 1), {CurrentRole});
    }
}

int ChatListViewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ChatListViewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case ChatIdRole:
        return row.chatId;
    case TitleRole:
        return row.title;
    case SnippetRole:
        return row.snippet;
    case SnippetHtmlRole:
        return row.snippetHtml;
    case GroupRole:
        return row.group;
    case PinnedRole:
        return row.pinned;
    case CurrentRole:
        return row.chatId == m_chat.chatId();
    case TimeRole:
        return timeText(row.time);
    default:
        return {};
    }
}

QHash<int, QByteArray> ChatListViewModel::roleNames() const {
    return {{ChatIdRole, "chatId"},           {TitleRole, "title"}, {SnippetRole, "snippet"},
            {SnippetHtmlRole, "snippetHtml"}, {GroupRole, "group"}, {PinnedRole, "pinned"},
            {CurrentRole, "current"},         {TimeRole, "time"}};
}

} // namespace conclave
