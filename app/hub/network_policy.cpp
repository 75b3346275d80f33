// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/network_policy.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QMutexLocker>
#include <QNetworkProxyFactory>

namespace conclave {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("conclave::NetworkPolicy", text);
}

NetworkError refused(const QString& sentence) {
    return {NetworkErrorKind::refusedAddress, sentence};
}

/// Empty for none.
QUrl addressOf(const QNetworkProxy& proxy) {
    QUrl url;
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.hostName().isEmpty())
        return url;
    url.setScheme(proxy.type() == QNetworkProxy::Socks5Proxy ? QStringLiteral("socks5h")
                                                             : QStringLiteral("http"));
    url.setHost(proxy.hostName());
    url.setPort(proxy.port());
    url.setUserName(proxy.user(), QUrl::DecodedMode);
    url.setPassword(proxy.password(), QUrl::DecodedMode);
    return url;
}

/// A base address without a slash at its end, or an invalid one.
QUrl baseUrl(const QString& text) {
    QUrl url(text.trimmed(), QUrl::StrictMode);
    while (url.path().endsWith(QLatin1Char('/')))
        url.setPath(url.path().chopped(1));
    return NetworkPolicy::objectionToBase(text) ? QUrl() : url;
}

} // namespace

QString hostText(const QUrl& url) {
    const QString host = url.host(QUrl::FullyDecoded).contains(QLatin1Char(':'))
                             ? QLatin1Char('[') + url.host() + QLatin1Char(']')
                             : url.host();
    return url.port() < 0 ? host : QStringLiteral("%1:%2").arg(host).arg(url.port());
}

bool sameOrigin(const QUrl& a, const QUrl& b) {
    const auto port = [](const QUrl& url) {
        return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

NetworkPolicy::NetworkPolicy()
    : m_environmentHub(baseUrl(qEnvironmentVariable("CONCLAVE_HUB_URL"))),
      m_environmentRegistry(baseUrl(qEnvironmentVariable("CONCLAVE_OLLAMA_URL"))),
      m_fallbackHub(baseUrl(qEnvironmentVariable("HF_ENDPOINT"))),
      m_environmentToken(qgetenv("HF_TOKEN").trimmed()) {
    if (!m_fallbackHub.isValid())
        m_fallbackHub = QUrl(QStringLiteral("https://huggingface.co"));
}

void NetworkPolicy::setForbidden(bool forbidden) {
    if (m_forbidden.exchange(forbidden) != forbidden)
        emit changed();
}

QUrl NetworkPolicy::hubUrl() const {
    const QMutexLocker lock(&m_mutex);
    return m_environmentHub.isValid() ? m_environmentHub : m_hub.isValid() ? m_hub : m_fallbackHub;
}

void NetworkPolicy::setHubUrl(const QUrl& url) {
    {
        const QMutexLocker lock(&m_mutex);
        m_hub = url.isEmpty() ? QUrl() : baseUrl(url.toString());
    }
    emit changed();
}

QUrl NetworkPolicy::registryUrl() const {
    if (m_environmentRegistry.isValid())
        return m_environmentRegistry;
    const QUrl hub = hubUrl();
    return isLoopback(hub) ? hub : QUrl(QStringLiteral("https://registry.ollama.ai"));
}

void NetworkPolicy::setProxy(const QString& proxy) {
    {
        const QMutexLocker lock(&m_mutex);
        m_proxy = proxy;
    }
    emit changed();
}

QUrl NetworkPolicy::proxyFor(const QUrl& url) const {
    const QMutexLocker lock(&m_mutex);
    if (m_proxy == QLatin1String("none") || isLoopback(url))
        return {};
    if (m_proxy != QLatin1String("system"))
        return proxyAddress(m_proxy);
    if (const auto named = m_environmentProxy.proxyFor(url))
        return *named;
    return addressOf(QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)).value(0));
}

void NetworkPolicy::setToken(const QByteArray& token) {
    const QMutexLocker lock(&m_mutex);
    m_token = token;
}

QByteArray NetworkPolicy::tokenFor(const QUrl& url) const {
    if (!sameOrigin(url, hubUrl()))
        return {};
    const QMutexLocker lock(&m_mutex);
    return m_environmentToken.isEmpty() ? m_token : m_environmentToken;
}

std::optional<NetworkError> NetworkPolicy::objectionTo(const QUrl& url) const {
    if (m_forbidden)
        return NetworkError{NetworkErrorKind::switchedOff,
                            say("Network use is switched off; switch it on in the settings to "
                                "reach %1.")
                                .arg(hostText(url))};
    if (!url.isValid() || url.host().isEmpty())
        return refused(say("\"%1\" is not an address that can be asked.").arg(url.toString()));
    if (!url.userInfo().isEmpty())
        return refused(
            say("The address of %1 carries a user name; such addresses are not followed.")
                .arg(hostText(url)));
    if (url.scheme() == QLatin1String("https") ||
        (url.scheme() == QLatin1String("http") && isLoopback(url)))
        return std::nullopt;
    return refused(say("%1 is not asked without TLS; only addresses that begin with https:// are.")
                       .arg(hostText(url)));
}

std::optional<NetworkError> NetworkPolicy::objectionTo(const QUrl& from, const QUrl& to) const {
    if (const auto objection = objectionTo(to))
        return objection;
    if (isLoopback(to) && !isLoopback(from))
        return refused(say("%1 sends the request back to this computer; that is not followed.")
                           .arg(hostText(from)));
    return std::nullopt;
}

bool NetworkPolicy::isLoopback(const QUrl& url) {
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

std::optional<QString> NetworkPolicy::objectionToBase(const QString& text) {
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment() ||
        !url.userInfo().isEmpty())
        return say("\"%1\" is not the address of a hub; it looks like https://hub.example.")
            .arg(text);
    if (url.scheme() != QLatin1String("https") &&
        !(url.scheme() == QLatin1String("http") && isLoopback(url)))
        return say("A hub is only asked through https:// (http:// only on this computer), not "
                   "\"%1\".")
            .arg(text);
    return std::nullopt;
}

} // namespace conclave
