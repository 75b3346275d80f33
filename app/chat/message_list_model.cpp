// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/message_list_model.h"

#include "app/text.h"

#include <QLocale>

#include <algorithm>

namespace conclave {

namespace {

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

QString statusName(storage::MessageStatus status) {
    switch (status) {
    case storage::MessageStatus::streaming:
        return QStringLiteral("streaming");
    case storage::MessageStatus::done:
        return QStringLiteral("done");
    case storage::MessageStatus::stopped:
        return QStringLiteral("stopped");
    case storage::MessageStatus::interrupted:
        return QStringLiteral("interrupted");
    case storage::MessageStatus::error:
        return QStringLiteral("error");
    }
    return {};
}

bool looksTheSame(const storage::Message& a, const storage::Message& b) {
    return a.id == b.id && a.status == b.status && a.content == b.content &&
           a.siblingIndex == b.siblingIndex && a.siblingCount == b.siblingCount;
}

QString seconds(double milliseconds) {
    return QLocale().toString(milliseconds / 1000, 'f', 1);
}

} // namespace

MessageListModel::Row MessageListModel::makeRow(storage::Message message) {
    Row row;
    row.markdown.setText(toQt(message.content));
    row.thinkingSeconds = message.generation ? message.generation->thinkingMs / 1000 : 0;
    row.message = std::move(message);
    return row;
}

void MessageListModel::setMessages(std::vector<storage::Message> messages) {
    std::size_t same = 0;
    while (same < m_rows.size() && same < messages.size() &&
           looksTheSame(m_rows[same].message, messages[same])) {
        ++same;
    }
    // The last row changes in place when only its text or state changed.
    if (same + 1 == m_rows.size() && same + 1 == messages.size() &&
        m_rows[same].message.id == messages[same].id) {
        m_rows[same] = makeRow(std::move(messages[same]));
        emit dataChanged(index(static_cast<int>(same)), index(static_cast<int>(same)));
        return;
    }
    if (same < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(same), count() - 1);
        m_rows.resize(same);
        endRemoveRows();
    }
    if (same < messages.size()) {
        beginInsertRows({}, static_cast<int>(same), static_cast<int>(messages.size()) - 1);
        for (std::size_t i = same; i < messages.size(); ++i) {
            m_rows.push_back(makeRow(std::move(messages[i])));
        }
        endInsertRows();
    }
    if (same > 0) {
        const QModelIndex before = index(static_cast<int>(same) - 1);
        emit dataChanged(before, before, {IsLastRole});
    }
    emit countChanged();
}

void MessageListModel::updateLast(const QString& content, const QString& thinking,
                                  double thinkingSeconds) {
    if (m_rows.empty()) {
        return;
    }
    Row& row = m_rows.back();
    row.message.content = content.toStdString();
    row.message.thinking = thinking.toStdString();
    row.markdown.setText(content);
    row.thinkingSeconds = thinkingSeconds;
    const QModelIndex last = index(count() - 1);
    emit dataChanged(last, last, {TextRole, BlocksRole, ThinkingRole, ThinkingSecondsRole});
}

void MessageListModel::setDark(bool dark) {
    if (m_dark == dark) {
        return;
    }
    m_dark = dark;
    if (!m_rows.empty()) {
        emit dataChanged(index(0), index(count() - 1), {BlocksRole});
    }
}

const storage::Message* MessageListModel::message(int row) const {
    return row < 0 || row >= count() ? nullptr : &m_rows[static_cast<std::size_t>(row)].message;
}

int MessageListModel::rowOf(const std::string& messageId) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.message.id == messageId; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int MessageListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant MessageListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const storage::Message& m = row.message;
    switch (role) {
    case MessageIdRole:
        return toQt(m.id);
    case RoleRole:
        return m.role == storage::Role::user ? QStringLiteral("user") : QStringLiteral("assistant");
    case TextRole:
        return toQt(m.content);
    case BlocksRole:
        return toVariant(row.markdown.blocks(), m_dark);
    case ThinkingRole:
        return toQt(m.thinking);
    case ThinkingSecondsRole:
        return row.thinkingSeconds;
    case ThinkingTokensRole:
        return m.generation ? static_cast<int>(m.generation->thinkingTokens) : 0;
    case StatusRole:
        return statusName(m.status);
    case ErrorTextRole:
        return toQt(m.errorText);
    case SiblingIndexRole:
        return m.siblingIndex + 1;
    case SiblingCountRole:
        return m.siblingCount;
    case FactsRole:
        return facts(m);
    case FactsDetailRole:
        return factsDetail(m);
    case IsLastRole:
        return index.row() == count() - 1;
    default:
        return {};
    }
}

QString MessageListModel::facts(const storage::Message& message) {
    if (!message.generation || message.status == storage::MessageStatus::streaming) {
        return {};
    }
    const storage::GenerationRow& g = *message.generation;
    QStringList parts{toQt(g.model), toQt(g.quantisation), shortDeviceName(toQt(g.device))};
    if (g.decodeTokensPerSecond > 0) {
        parts << tr("%1 tokens/s").arg(QLocale().toString(g.decodeTokensPerSecond, 'f', 1));
    }
    if (g.firstTokenMs > 0) {
        parts << tr("first token %1 s").arg(seconds(g.firstTokenMs));
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString MessageListModel::factsDetail(const storage::Message& message) {
    if (!message.generation) {
        return {};
    }
    const storage::GenerationRow& g = *message.generation;
    const QLocale locale;
    QStringList lines;
    lines << tr("Model: %1 %2").arg(toQt(g.model), toQt(g.quantisation));
    lines << tr("Device: %1").arg(toQt(g.device));
    lines << tr("Prompt: %1 tokens, %2 of them from the cache, read at %3 tokens/s")
                 .arg(g.promptTokens)
                 .arg(g.cachedTokens)
                 .arg(locale.toString(g.prefillTokensPerSecond, 'f', 1));
    if (g.thinkingTokens > 0) {
        lines << tr("Thinking: %1 tokens in %2 s").arg(g.thinkingTokens).arg(seconds(g.thinkingMs));
    }
    lines << tr("Answer: %1 tokens at %2 tokens/s")
                 .arg(g.answerTokens)
                 .arg(locale.toString(g.decodeTokensPerSecond, 'f', 1));
    lines << tr("Total time: %1 s").arg(seconds(g.totalMs));
    lines << tr("Context: %1 of %2 tokens").arg(g.contextUsed).arg(g.contextLength);
    lines << tr("Seed: %1").arg(g.seed);
    return lines.join(QLatin1Char('\n'));
}

QHash<int, QByteArray> MessageListModel::roleNames() const {
    return {{MessageIdRole, "messageId"},
            {RoleRole, "role"},
            {TextRole, "text"},
            {BlocksRole, "blocks"},
            {ThinkingRole, "thinking"},
            {ThinkingSecondsRole, "thinkingSeconds"},
            {ThinkingTokensRole, "thinkingTokens"},
            {StatusRole, "status"},
            {ErrorTextRole, "errorText"},
            {SiblingIndexRole, "siblingIndex"},
            {SiblingCountRole, "siblingCount"},
            {FactsRole, "facts"},
            {FactsDetailRole, "factsDetail"},
            {IsLastRole, "isLast"}};
}

} // namespace conclave
