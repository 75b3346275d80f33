// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the network may be used for: the one switch, allowed addresses, proxy, hub, token.
#pragma once

#include "app/hub/hub_types.h"
#include "app/hub/proxy_environment.h"

#include <QByteArray>
#include <QMutex>
#include <QObject>
#include <QUrl>

#include <atomic>

namespace conclave {

/// Asked before every request and every redirect. All functions may be called from any thread;
/// `changed` is emitted in the caller's.
class NetworkPolicy : public QObject {
    Q_OBJECT

public:
    /// Reads CONCLAVE_HUB_URL, CONCLAVE_OLLAMA_URL, HF_ENDPOINT, HF_TOKEN and the variables of
    /// ProxyEnvironment once.
    NetworkPolicy();

    [[nodiscard]] bool forbidden() const { return m_forbidden; }
    void setForbidden(bool forbidden);

    /// Base address without a slash at its end. CONCLAVE_HUB_URL comes first, then what was set,
    /// then HF_ENDPOINT, then huggingface.co.
    [[nodiscard]] QUrl hubUrl() const;
    /// Empty goes back to the default.
    void setHubUrl(const QUrl& url);
    [[nodiscard]] bool hubUrlFixed() const { return m_environmentHub.isValid(); }
    /// The registry for names that come without one: CONCLAVE_OLLAMA_URL, else the hub if that is
    /// on this computer (a local mirror serves both), else registry.ollama.ai.
    [[nodiscard]] QUrl registryUrl() const;

    /// "system" (the environment, then the desktop's settings), "none" or an address.
    void setProxy(const QString& proxy);
    /// Empty: directly, as loopback always is. The scheme is http, https or socks5h. Through an
    /// http proxy TLS goes to the hub: the proxy learns its name and nothing else.
    [[nodiscard]] QUrl proxyFor(const QUrl& url) const;

    /// The token for the hub that is set now; sent to its own scheme, host and port only.
    void setToken(const QByteArray& token);
    /// Empty unless the address belongs to the hub.
    [[nodiscard]] QByteArray tokenFor(const QUrl& url) const;

    /// Why this address may not be asked, or none: the switch is off, no TLS, credentials in it.
    [[nodiscard]] std::optional<NetworkError> objectionTo(const QUrl& url) const;
    /// The same for following a redirect: never from TLS to plain text, never from elsewhere to
    /// this computer.
    [[nodiscard]] std::optional<NetworkError> objectionTo(const QUrl& from, const QUrl& to) const;

    /// 127.0.0.0/8, ::1 or "localhost".
    [[nodiscard]] static bool isLoopback(const QUrl& url);
    /// Why this text cannot be a base address, or none.
    [[nodiscard]] static std::optional<QString> objectionToBase(const QString& url);

signals:
    void changed();

private:
    std::atomic<bool> m_forbidden = false;
    QUrl m_environmentHub, m_environmentRegistry, m_fallbackHub;
    ProxyEnvironment m_environmentProxy{QProcessEnvironment::systemEnvironment()};
    mutable QMutex m_mutex; ///< guards what follows
    QUrl m_hub;
    QString m_proxy = QStringLiteral("system");
    QByteArray m_token, m_environmentToken;
};

/// "hub.example" or "127.0.0.1:8080".
[[nodiscard]] QString hostText(const QUrl& url);
/// Same scheme, host and port.
[[nodiscard]] bool sameOrigin(const QUrl& a, const QUrl& b);

} // namespace conclave
