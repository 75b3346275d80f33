// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The open chat: sends, stops, branches, and keeps what arrives.
#pragma once

#include "app/chat/message_list_model.h"
#include "app/chat/reply.h"
#include "app/engine_bridge.h"
#include "app/notices_model.h"

#include <QTimer>

#include <optional>

namespace conclave {

class SettingsViewModel;

/// One chat at a time; a chat without messages exists only on screen until something is sent.
/// An answer goes on in its own chat while another one is open. GUI thread.
class ChatViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by App")
    Q_PROPERTY(conclave::MessageListModel* messages READ messages CONSTANT)
    Q_PROPERTY(QString chatId READ chatId NOTIFY chatChanged)
    Q_PROPERTY(QString title READ title NOTIFY chatChanged)
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY messagesChanged)
    Q_PROPERTY(bool busy READ busy NOTIFY stateChanged)
    Q_PROPERTY(QString state READ state NOTIFY stateChanged)
    Q_PROPERTY(double prefillProgress READ prefillProgress NOTIFY prefillProgressChanged)
    Q_PROPERTY(bool thinkingAvailable READ thinkingAvailable NOTIFY modelChanged)
    Q_PROPERTY(bool thinkingAlways READ thinkingAlways NOTIFY modelChanged)
    Q_PROPERTY(bool thinkingOn READ thinkingOn WRITE setThinkingOn NOTIFY thinkingOnChanged)
    Q_PROPERTY(double thinkingSeconds READ thinkingSeconds NOTIFY thinkingSecondsChanged)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)
    Q_PROPERTY(QString modelName READ modelName NOTIFY modelChanged)
    Q_PROPERTY(bool ready READ ready NOTIFY modelChanged)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY messagesChanged)
    Q_PROPERTY(int contextLength READ contextLength NOTIFY modelChanged)

public:
    ChatViewModel(storage::ChatStore& store, EngineBridge& engine, SettingsViewModel& settings,
                  NoticesModel& notices);
    ~ChatViewModel() override;

    /// Shows that chat; an empty id starts a new one.
    void open(const QString& chatId);
    /// Shows the branch through that message and scrolls to it.
    void openMessage(const QString& chatId, const QString& messageId);

    Q_INVOKABLE void send(const QString& text);
    Q_INVOKABLE void stop();
    Q_INVOKABLE void answerNow();
    Q_INVOKABLE void regenerate(int row);
    Q_INVOKABLE void editMessage(int row, const QString& text);
    Q_INVOKABLE void previousSibling(int row) { showSibling(row, -1); }
    Q_INVOKABLE void nextSibling(int row) { showSibling(row, +1); }
    Q_INVOKABLE void continueReply(int row);
    Q_INVOKABLE void copyMessage(int row);
    Q_INVOKABLE void deleteDraft() { setDraft({}); }

    [[nodiscard]] MessageListModel* messages() { return &m_messages; }
    [[nodiscard]] QString chatId() const { return QString::fromStdString(m_chatId); }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] bool isEmpty() const { return m_messages.count() == 0; }
    [[nodiscard]] bool busy() const { return m_reply.has_value(); }
    [[nodiscard]] QString state() const;
    [[nodiscard]] double prefillProgress() const { return m_prefillProgress; }
    [[nodiscard]] bool thinkingAvailable() const;
    [[nodiscard]] bool thinkingAlways() const;
    [[nodiscard]] bool thinkingOn() const { return m_thinkingOn; }
    void setThinkingOn(bool on);
    [[nodiscard]] double thinkingSeconds() const {
        return m_reply ? m_reply->thinkingSeconds() : 0;
    }
    [[nodiscard]] QString draft() const { return m_draft; }
    void setDraft(const QString& draft);
    [[nodiscard]] QString modelName() const;
    [[nodiscard]] bool ready() const { return m_engine.model().has_value(); }
    [[nodiscard]] int contextUsed() const;
    [[nodiscard]] int contextLength() const;

signals:
    void chatChanged();
    void messagesChanged();
    void stateChanged();
    void prefillProgressChanged();
    void modelChanged();
    void thinkingOnChanged();
    void thinkingSecondsChanged();
    void draftChanged();
    void replyStarted();
    void replyFinished();
    void scrollToRow(int row);
    /// The list of chats is out of date.
    void chatsChanged();

private:
    void reload();
    void ask(const std::string& parentId);
    void startReply(const std::string& messageId, bool continueLast);
    void showSibling(int row, int step);
    void takeThinking(quint64 id, const QString& text);
    void takeAnswer(quint64 id, const QString& text);
    void takeFinished(quint64 id, const GenerationFacts& facts);
    void takeFailed(quint64 id, const QString& sentence);
    void endReply(storage::MessageStatus status, const QString& errorText,
                  const std::optional<storage::GenerationRow>& row);
    void show();
    void save();
    void saveDraft();
    [[nodiscard]] bool showsReply() const { return m_reply && m_reply->chatId == m_chatId; }

    storage::ChatStore& m_store;
    EngineBridge& m_engine;
    SettingsViewModel& m_settings;
    NoticesModel& m_notices;
    MessageListModel m_messages;
    std::string m_chatId; ///< empty: not stored yet
    QString m_title, m_draft;
    bool m_thinkingOn = false;
    double m_prefillProgress = 0;
    std::optional<Reply> m_reply;
    SamplingSettings m_sampling; ///< of the running reply
    bool m_prefilling = false;
    QTimer m_screen; ///< coalesces what arrives to about 30 updates a second
    QTimer m_disk;   ///< saves what has arrived every half second
    QTimer m_draftTimer;
};

} // namespace conclave
