// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The network as settings and status: the switch, the hub's address, the proxy, the token.
#pragma once

#include "app/hub/network_policy.h"
#include "app/hub/request_ledger.h"
#include "app/hub/token_store.h"
#include "app/settings/settings_view_model.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace conclave {

/// GUI thread. Changes are stored and obeyed at once, also by running downloads.
class NetworkViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Hub")
    /// No request leaves the program while this is true.
    Q_PROPERTY(bool forbidden READ forbidden WRITE setForbidden NOTIFY changed)
    /// The chosen hub or mirror; empty: Hugging Face.
    Q_PROPERTY(QString hubUrl READ hubUrl WRITE setHubUrl NOTIFY changed)
    /// Where requests really go; CONCLAVE_HUB_URL comes before the setting.
    Q_PROPERTY(QString effectiveHubUrl READ effectiveHubUrl NOTIFY changed)
    Q_PROPERTY(bool hubUrlFixed READ hubUrlFixed CONSTANT)
    /// "system", "none" or an address like "http://proxy.example:3128".
    Q_PROPERTY(QString proxy READ proxy WRITE setProxy NOTIFY changed)
    Q_PROPERTY(bool hasToken READ hasToken NOTIFY changed)
    /// Where the token is kept, in words: the keyring, or a file only this user can read.
    Q_PROPERTY(QString tokenPlace READ tokenPlace NOTIFY changed)
    /// Why the last change was not taken, one sentence; empty if it was.
    Q_PROPERTY(QString error READ error NOTIFY changed)
    /// Requests under way.
    Q_PROPERTY(int running READ running NOTIFY runningChanged)
    /// For the status bar: "Network off", "No network used", "2 requests running".
    Q_PROPERTY(QString summary READ summary NOTIFY summaryChanged)

public:
    NetworkViewModel(NetworkPolicy& policy, RequestLedger& ledger, TokenStore& tokens,
                     SettingsViewModel& settings);

    Q_INVOKABLE void setToken(const QString& token);
    Q_INVOKABLE void removeToken();

    [[nodiscard]] bool forbidden() const { return m_policy.forbidden(); }
    void setForbidden(bool forbidden);
    [[nodiscard]] QString hubUrl() const;
    void setHubUrl(const QString& url);
    [[nodiscard]] QString effectiveHubUrl() const { return m_policy.hubUrl().toString(); }
    [[nodiscard]] bool hubUrlFixed() const { return m_policy.hubUrlFixed(); }
    [[nodiscard]] QString proxy() const;
    void setProxy(const QString& proxy);
    [[nodiscard]] bool hasToken() const { return !m_tokens.token().isEmpty(); }
    [[nodiscard]] QString tokenPlace() const { return m_tokens.place(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] int running() const { return m_ledger.running(); }
    [[nodiscard]] QString summary() const;

signals:
    void changed();
    void runningChanged();
    void summaryChanged();

private:
    void refuse(const QString& sentence);

    NetworkPolicy& m_policy;
    RequestLedger& m_ledger;
    TokenStore& m_tokens;
    SettingsViewModel& m_settings;
    QString m_error;
};

} // namespace conclave
