// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/chat/chat_view_model.h"

#include "app/guarded.h"
#include "app/settings/settings_view_model.h"

#include <QClipboard>
#include <QGuiApplication>

namespace conclave {

namespace {

constexpr int kScreenMilliseconds = 33;
constexpr int kDiskMilliseconds = 500;
constexpr int kDraftMilliseconds = 400;
constexpr qsizetype kTitleLength = 48;

/// The beginning of the first message, cut between words.
QString titleFor(const QString& text) {
    QString line = text.simplified();
    if (line.size() <= kTitleLength) {
        return line;
    }
    line.truncate(kTitleLength);
    const qsizetype space = line.lastIndexOf(QLatin1Char(' '));
    return (space > kTitleLength / 2 ? line.first(space) : line) + QChar(0x2026);
}

} // namespace

ChatViewModel::ChatViewModel(storage::ChatStore& store, EngineBridge& engine,
                             SettingsViewModel& settings, NoticesModel& notices)
    : m_store(store), m_engine(engine), m_settings(settings), m_notices(notices) {
    m_screen.setSingleShot(true);
    m_screen.setInterval(kScreenMilliseconds);
    m_disk.setInterval(kDiskMilliseconds);
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(kDraftMilliseconds);
    connect(&m_screen, &QTimer::timeout, this, &ChatViewModel::show);
    connect(&m_disk, &QTimer::timeout, this, &ChatViewModel::save);
    connect(&m_draftTimer, &QTimer::timeout, this, &ChatViewModel::saveDraft);

    connect(&m_engine, &EngineBridge::modelChanged, this, &ChatViewModel::modelChanged);
    connect(&m_engine, &EngineBridge::modelChanged, this, &ChatViewModel::stateChanged);
    connect(&m_engine, &EngineBridge::thinkingArrived, this, &ChatViewModel::takeThinking);
    connect(&m_engine, &EngineBridge::answerArrived, this, &ChatViewModel::takeAnswer);
    connect(&m_engine, &EngineBridge::finished, this, &ChatViewModel::takeFinished);
    connect(&m_engine, &EngineBridge::failed, this, &ChatViewModel::takeFailed);
    connect(&m_engine, &EngineBridge::prefilled, this,
            [this](quint64 id, quint32 done, quint32 total) {
                if (m_reply && m_reply->request == id && total > 0) {
                    m_prefillProgress = double(done) / total;
                    emit prefillProgressChanged();
                }
            });
    connect(&m_settings, &SettingsViewModel::darkChanged, this,
            [this] { m_messages.setDark(m_settings.dark()); });
    m_messages.setDark(m_settings.dark());
    open({});
}

ChatViewModel::~ChatViewModel() {
    saveDraft();
    save();
}

void ChatViewModel::open(const QString& chatId) {
    saveDraft();
    m_chatId = chatId.toStdString();
    m_draft.clear();
    m_thinkingOn = m_settings.thinkingDefault() == QLatin1String("on");
    if (!m_chatId.empty()) {
        guarded(m_notices, [&] {
            m_draft = QString::fromStdString(m_store.draft(m_chatId));
            if (const auto mode = m_store.thinkMode(m_chatId)) {
                m_thinkingOn = *mode == storage::ThinkMode::on;
            }
        });
    }
    reload();
    emit chatChanged();
    emit draftChanged();
    emit thinkingOnChanged();
    emit stateChanged();
}

void ChatViewModel::openMessage(const QString& chatId, const QString& messageId) {
    if (!messageId.isEmpty()) {
        guarded(m_notices, [&] { m_store.switchSibling(messageId.toStdString()); });
    }
    open(chatId);
    const int row = m_messages.rowOf(messageId.toStdString());
    if (row >= 0) {
        emit scrollToRow(row);
    }
}

void ChatViewModel::reload() {
    std::vector<storage::Message> path;
    const QString titleBefore = m_title;
    if (!m_chatId.empty()) {
        guarded(m_notices, [&] {
            path = m_store.activePath(m_chatId);
            for (const storage::ChatSummary& chat : m_store.listChats()) {
                if (chat.id == m_chatId) {
                    m_title = QString::fromStdString(chat.title);
                }
            }
        });
    } else {
        m_title.clear();
    }
    m_messages.setMessages(std::move(path));
    if (showsReply()) {
        show();
    }
    if (m_title != titleBefore) {
        emit chatChanged();
    }
    emit messagesChanged();
}

void ChatViewModel::send(const QString& text) {
    if (text.trimmed().isEmpty() || busy()) {
        return;
    }
    guarded(m_notices, [&] {
        if (m_chatId.empty()) {
            m_chatId = m_store.createChat(titleFor(text).toStdString());
            m_store.setThinkMode(m_chatId,
                                 m_thinkingOn ? storage::ThinkMode::on : storage::ThinkMode::off);
            emit chatChanged();
        }
        const storage::Message* last = m_messages.message(m_messages.count() - 1);
        const std::string parent = last == nullptr ? std::string() : last->id;
        const std::string question =
            m_store.appendMessage(m_chatId, parent, storage::Role::user, text.toStdString());
        setDraft({});
        saveDraft();
        ask(question);
    });
}

void ChatViewModel::regenerate(int row) {
    const storage::Message* message = m_messages.message(row);
    if (message == nullptr || busy()) {
        return;
    }
    // A question is answered anew; an answer gets a sibling.
    const std::string question =
        message->role == storage::Role::user ? message->id : message->parentId;
    guarded(m_notices, [&] { ask(question); });
}

void ChatViewModel::editMessage(int row, const QString& text) {
    const storage::Message* message = m_messages.message(row);
    if (message == nullptr || busy() || text.trimmed().isEmpty() ||
        message->role != storage::Role::user) {
        return;
    }
    const std::string parent = message->parentId;
    guarded(m_notices, [&] {
        ask(m_store.appendMessage(m_chatId, parent, storage::Role::user, text.toStdString()));
    });
}

void ChatViewModel::showSibling(int row, int step) {
    const storage::Message* message = m_messages.message(row);
    if (message == nullptr || busy()) {
        return;
    }
    guarded(m_notices, [&] {
        const std::vector<std::string> siblings = m_store.siblings(message->id);
        const int wanted = message->siblingIndex + step;
        if (wanted >= 0 && wanted < static_cast<int>(siblings.size())) {
            m_store.switchSibling(siblings[static_cast<std::size_t>(wanted)]);
            reload();
        }
    });
}

void ChatViewModel::continueReply(int row) {
    const storage::Message* message = m_messages.message(row);
    if (message == nullptr || busy() || row != m_messages.count() - 1 ||
        message->role != storage::Role::assistant) {
        return;
    }
    const std::string id = message->id;
    const bool begun = !message->content.empty() || !message->thinking.empty();
    guarded(m_notices, [&] {
        m_store.resumeStreaming(id);
        startReply(id, begun);
    });
}

void ChatViewModel::ask(const std::string& parentId) {
    startReply(m_store.appendReply(m_chatId, parentId), false);
}

void ChatViewModel::startReply(const std::string& messageId, bool continueLast) {
    std::vector<storage::Message> path = m_store.activePath(m_chatId);
    Reply reply;
    reply.chatId = m_chatId;
    reply.messageId = messageId;
    if (continueLast) {
        const storage::Message& last = path.back();
        reply.content = QString::fromStdString(last.content);
        reply.thinking = QString::fromStdString(last.thinking);
        reply.earlierThinkingSeconds = last.generation ? last.generation->thinkingMs / 1000 : 0;
    }
    GenerateRequest request;
    request.messages = toConversation(path, continueLast);
    request.continueLast = continueLast;
    request.thinking = m_thinkingOn ? Thinking::on : Thinking::off;
    request.maxTokens = static_cast<std::uint32_t>(m_settings.maxTokens());
    request.sampling = m_sampling = m_settings.sampling();
    reply.request = m_engine.generate(std::move(request));
    m_reply = reply;
    m_prefillProgress = 0;
    m_disk.start();
    reload();
    emit prefillProgressChanged();
    emit stateChanged();
    emit chatsChanged();
    emit replyStarted();
}

void ChatViewModel::stop() {
    if (m_reply) {
        m_engine.cancel(m_reply->request);
    }
}

void ChatViewModel::answerNow() {
    if (m_reply) {
        m_engine.answerNow(m_reply->request);
    }
}

void ChatViewModel::takeThinking(quint64 id, const QString& text) {
    if (m_reply && m_reply->request == id) {
        const bool first = !m_reply->inTrace;
        m_reply->addThinking(text);
        if (first) {
            emit stateChanged();
        }
        if (!m_screen.isActive()) {
            m_screen.start();
        }
    }
}

void ChatViewModel::takeAnswer(quint64 id, const QString& text) {
    if (m_reply && m_reply->request == id) {
        const bool first = m_reply->inTrace || m_reply->content.isEmpty();
        m_reply->addAnswer(text);
        if (first) {
            emit stateChanged();
        }
        if (!m_screen.isActive()) {
            m_screen.start();
        }
    }
}

void ChatViewModel::takeFinished(quint64 id, const GenerationFacts& facts) {
    if (m_reply && m_reply->request == id) {
        endReply(statusOf(facts.stopReason), {}, toRow(facts, m_sampling));
    }
}

void ChatViewModel::takeFailed(quint64 id, const QString& sentence) {
    if (m_reply && m_reply->request == id) {
        endReply(storage::MessageStatus::error, sentence, std::nullopt);
    }
}

void ChatViewModel::endReply(storage::MessageStatus status, const QString& errorText,
                             const std::optional<storage::GenerationRow>& row) {
    m_disk.stop();
    m_screen.stop();
    const Reply reply = *m_reply;
    m_reply.reset();
    guarded(m_notices, [&] {
        m_store.finishMessage(reply.messageId, reply.content.toStdString(),
                              reply.thinking.toStdString(), status, errorText.toStdString(), row);
    });
    reload();
    emit stateChanged();
    emit chatsChanged();
    emit replyFinished();
}

void ChatViewModel::show() {
    if (showsReply()) {
        m_messages.updateLast(m_reply->content, m_reply->thinking, m_reply->thinkingSeconds());
    }
    emit thinkingSecondsChanged();
}

void ChatViewModel::save() {
    if (!m_reply) {
        return;
    }
    guarded(m_notices, [&] {
        m_store.updateStreaming(m_reply->messageId, m_reply->content.toStdString(),
                                m_reply->thinking.toStdString());
    });
    emit thinkingSecondsChanged();
}

QString ChatViewModel::state() const {
    if (!m_reply) {
        return QStringLiteral("idle");
    }
    if (m_reply->inTrace) {
        return QStringLiteral("thinking");
    }
    if (!m_reply->content.isEmpty()) {
        return QStringLiteral("answering");
    }
    return m_engine.loading() ? QStringLiteral("loadingModel") : QStringLiteral("readingPrompt");
}

bool ChatViewModel::thinkingAvailable() const {
    return m_engine.model() && m_engine.model()->thinking == ThinkingSupport::switchable;
}

bool ChatViewModel::thinkingAlways() const {
    return m_engine.model() && m_engine.model()->thinking == ThinkingSupport::always;
}

void ChatViewModel::setThinkingOn(bool on) {
    if (on == m_thinkingOn) {
        return;
    }
    m_thinkingOn = on;
    if (!m_chatId.empty()) {
        guarded(m_notices, [&] {
            m_store.setThinkMode(m_chatId, on ? storage::ThinkMode::on : storage::ThinkMode::off);
        });
    }
    emit thinkingOnChanged();
}

void ChatViewModel::setDraft(const QString& draft) {
    if (draft != m_draft) {
        m_draft = draft;
        m_draftTimer.start();
        emit draftChanged();
    }
}

void ChatViewModel::saveDraft() {
    m_draftTimer.stop();
    if (!m_chatId.empty()) {
        guarded(m_notices, [&] { m_store.setDraft(m_chatId, m_draft.toStdString()); });
    }
}

void ChatViewModel::copyMessage(int row) {
    if (const storage::Message* message = m_messages.message(row)) {
        QGuiApplication::clipboard()->setText(QString::fromStdString(message->content));
    }
}

QString ChatViewModel::modelName() const {
    return m_engine.model() ? QString::fromStdString(m_engine.model()->name) : QString();
}

int ChatViewModel::contextUsed() const {
    const storage::Message* last = m_messages.message(m_messages.count() - 1);
    return last != nullptr && last->generation ? static_cast<int>(last->generation->contextUsed)
                                               : 0;
}

int ChatViewModel::contextLength() const {
    return m_engine.model() ? static_cast<int>(m_engine.model()->contextLength) : 0;
}

} // namespace conclave
