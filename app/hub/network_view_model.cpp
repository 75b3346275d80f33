// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/network_view_model.h"

#include <QUrl>

namespace conclave {

NetworkViewModel::NetworkViewModel(NetworkPolicy& policy, RequestLedger& ledger, TokenStore& tokens,
                                   SettingsViewModel& settings)
    : m_policy(policy), m_ledger(ledger), m_tokens(tokens), m_settings(settings) {
    connect(&m_policy, &NetworkPolicy::changed, this, &NetworkViewModel::changed);
    connect(&m_policy, &NetworkPolicy::changed, this, &NetworkViewModel::summaryChanged);
    connect(&m_tokens, &TokenStore::changed, this, &NetworkViewModel::changed);
    connect(&m_ledger, &RequestLedger::recorded, this, [this] {
        emit runningChanged();
        emit summaryChanged();
    });
}

void NetworkViewModel::setForbidden(bool forbidden) {
    m_settings.store("networkForbidden", forbidden);
    m_policy.setForbidden(forbidden);
}

QString NetworkViewModel::hubUrl() const {
    return m_settings.text("hubUrl");
}

void NetworkViewModel::setHubUrl(const QString& url) {
    if (const auto objection = NetworkPolicy::objectionToBase(url);
        objection && !url.trimmed().isEmpty())
        return refuse(*objection);
    refuse({});
    m_settings.store("hubUrl", url.trimmed().toStdString());
    m_policy.setHubUrl(QUrl(url.trimmed()));
    m_tokens.load(); // the token belongs to one hub
}

QString NetworkViewModel::proxy() const {
    return m_settings.text("proxy");
}

void NetworkViewModel::setProxy(const QString& typed) {
    const QString proxy = typed.trimmed().isEmpty() ? QStringLiteral("system") : typed.trimmed();
    const bool isWord = proxy == QLatin1String("system") || proxy == QLatin1String("none");
    if (!isWord && (!proxy.contains(QLatin1String("://")) || proxyAddress(proxy).isEmpty()))
        return refuse(tr("\"%1\" is not the address of a proxy; it looks like "
                         "http://proxy.example:3128 or socks5://proxy.example:1080.")
                          .arg(proxy));
    refuse({});
    m_settings.store("proxy", proxy.toStdString());
    m_policy.setProxy(proxy);
}

void NetworkViewModel::setToken(const QString& token) {
    refuse(m_tokens.store(token).value_or(QString()));
}

void NetworkViewModel::removeToken() {
    m_tokens.remove();
}

void NetworkViewModel::refuse(const QString& sentence) {
    m_error = sentence;
    emit changed();
}

QString NetworkViewModel::summary() const {
    if (forbidden())
        return tr("Network off");
    return running() == 0 ? tr("Network idle") : tr("%n request(s) running", nullptr, running());
}

} // namespace conclave
