// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/proxy_environment.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace conclave {

namespace {

QString valueOf(const QProcessEnvironment& environment, const QString& name) {
    const QString lower = environment.value(name.toLower()).trimmed();
    return lower.isEmpty() ? environment.value(name).trimmed() : lower;
}

/// One entry of NO_PROXY.
bool covers(QString entry, const QUrl& url) {
    if (entry == QLatin1String("*"))
        return true;
    const auto network = QHostAddress::parseSubnet(entry);
    const QHostAddress address(url.host());
    if (entry.contains(QLatin1Char('/')))
        return network.second >= 0 && !address.isNull() && address.isInSubnet(network);
    static const QRegularExpression kPort(QStringLiteral("^(.*[^:]):(\\d+)$"));
    if (const auto match = kPort.match(entry); match.hasMatch()) {
        if (match.captured(2).toInt() != url.port(443))
            return false;
        entry = match.captured(1);
    }
    entry.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
    if (entry.startsWith(QLatin1String("*.")))
        entry.remove(0, 1);
    const QString suffix = entry.startsWith(QLatin1Char('.')) ? entry : QLatin1Char('.') + entry;
    return url.host().compare(suffix.mid(1), Qt::CaseInsensitive) == 0 ||
           url.host().endsWith(suffix, Qt::CaseInsensitive);
}

} // namespace

QUrl proxyAddress(const QString& text) {
    QUrl url(text.contains(QLatin1String("://")) ? text : QStringLiteral("http://") + text,
             QUrl::StrictMode);
    const bool socks = url.scheme() == QLatin1String("socks5");
    if (socks || url.scheme() == QLatin1String("socks"))
        url.setScheme(QStringLiteral("socks5h"));
    const QStringList known{QStringLiteral("http"), QStringLiteral("https"),
                            QStringLiteral("socks5h")};
    if (!url.isValid() || url.host().isEmpty() || !known.contains(url.scheme()))
        return {};
    if (url.port() < 0)
        url.setPort(url.scheme() == QLatin1String("socks5h") ? 1080
                    : url.scheme() == QLatin1String("https") ? 443
                                                             : 8080);
    return url;
}

ProxyEnvironment::ProxyEnvironment(const QProcessEnvironment& environment) {
    QString named = valueOf(environment, QStringLiteral("HTTPS_PROXY"));
    if (named.isEmpty())
        named = valueOf(environment, QStringLiteral("ALL_PROXY"));
    if (const QUrl url = proxyAddress(named); !url.isEmpty())
        m_proxy = url;
    static const QRegularExpression kBetween(QStringLiteral("[,\\s]+"));
    m_direct = valueOf(environment, QStringLiteral("NO_PROXY")).split(kBetween, Qt::SkipEmptyParts);
}

std::optional<QUrl> ProxyEnvironment::proxyFor(const QUrl& url) const {
    const bool direct = std::any_of(m_direct.begin(), m_direct.end(),
                                    [&](const QString& entry) { return covers(entry, url); });
    return m_proxy && direct ? QUrl() : m_proxy;
}

} // namespace conclave
