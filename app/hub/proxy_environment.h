// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The proxy that environment variables name, as other programs of a shell read them.
#pragma once

#include <QProcessEnvironment>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace conclave {

/// HTTPS_PROXY, or else ALL_PROXY, in capitals or not, except for hosts of NO_PROXY; plain HTTP
/// never leaves this computer. NO_PROXY is a list with commas or spaces between: "*", a name (also
/// for what ends in it), an address, a network ("10.0.0.0/8"), each with a port or without.
class ProxyEnvironment {
public:
    explicit ProxyEnvironment(const QProcessEnvironment& environment);

    /// None if the environment says nothing; an empty address where no proxy is to be used.
    [[nodiscard]] std::optional<QUrl> proxyFor(const QUrl& url) const;

private:
    std::optional<QUrl> m_proxy;
    QStringList m_direct;
};

/// "proxy.example:3128" is one with http://, and names are resolved by SOCKS proxies too. Invalid
/// if this is no address of a proxy.
[[nodiscard]] QUrl proxyAddress(const QString& text);

} // namespace conclave
