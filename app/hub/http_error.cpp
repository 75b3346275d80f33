// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http_error.h"

#include "app/hub/http_exchange.h"
#include "app/hub/network_policy.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace conclave {

namespace {

constexpr int kUsualWait = 60;
constexpr int kLongestWait = 3600;

QString say(const char* text) {
    return QCoreApplication::translate("conclave::HttpError", text);
}

NetworkError accessError(int status, const QString& subject, const QUrl& url, bool hadToken,
                         const QByteArray& code) {
    if (code == "GatedRepo")
        return {NetworkErrorKind::gated,
                say("The publisher of %1 asks to accept terms first; open its page in the browser, "
                    "accept them, and store an access token in the settings.")
                    .arg(subject)};
    if (status == 401 && !hadToken)
        return {
            NetworkErrorKind::tokenNeeded,
            say("%1 gives %2 only to those who sign in, or does not have it; check the name, or "
                "store an access token in the settings.")
                .arg(hostText(url), subject)};
    if (status == 401)
        return {NetworkErrorKind::tokenNeeded,
                say("%1 does not accept the access token; store a new one in the settings.")
                    .arg(hostText(url))};
    return {
        NetworkErrorKind::forbidden,
        say("%1 does not give %2 to you; accept its terms on its page in the browser, and check "
            "that the access token in the settings may read it.")
            .arg(hostText(url), subject)};
}

NetworkError proxyPassword() {
    return {NetworkErrorKind::proxy,
            say("The proxy asks for a name and a password; put them into the proxy's address in "
                "the settings.")};
}

NetworkError proxySilent(const QString& host) {
    return {NetworkErrorKind::proxy,
            say("The proxy for %1 does not answer; check its address in the settings.").arg(host)};
}

/// `reason` is libcurl's: "SSL certificate problem: self-signed certificate".
NetworkError tlsError(const QString& host, const QString& reason) {
    static const QRegularExpression kPrefix(QStringLiteral("^SSL[^:]*: "));
    const QString fault = QString(reason).remove(kPrefix).trimmed();
    return {NetworkErrorKind::tls,
            fault.isEmpty()
                ? say("%1 could not prove who it is, so nothing was asked; a virus scanner or a "
                      "company proxy that reads along may be the reason.")
                      .arg(host)
                : say("%1 could not prove who it is (%2), so nothing was asked; a virus scanner "
                      "or a company proxy that reads along may be the reason.")
                      .arg(host, fault)};
}

} // namespace

int retryAfterSeconds(const std::function<QByteArray(const QByteArray&)>& header) {
    const QByteArray after = header("Retry-After").trimmed();
    bool isNumber = false;
    qint64 seconds = after.toLongLong(&isNumber);
    if (!isNumber && !after.isEmpty()) {
        const QDateTime date = QDateTime::fromString(QString::fromLatin1(after), Qt::RFC2822Date);
        isNumber = date.isValid();
        seconds = QDateTime::currentDateTimeUtc().secsTo(date);
    }
    if (!isNumber) {
        static const QRegularExpression kLeft(QStringLiteral(";\\s*t=(\\d{1,9})"));
        const auto match = kLeft.match(QString::fromLatin1(header("RateLimit")));
        isNumber = match.hasMatch();
        seconds = match.captured(1).toLongLong() + 1;
    }
    return isNumber ? static_cast<int>(std::clamp<qint64>(seconds, 1, kLongestWait)) : kUsualWait;
}

NetworkError errorOfStatus(int status, const QUrl& url, const QString& subject, bool hadToken,
                           const std::function<QByteArray(const QByteArray&)>& header) {
    const QByteArray code = header("X-Error-Code");
    if (status == 401 || status == 403)
        return accessError(status, subject, url, hadToken, code);
    if (status == 404 || status == 410) {
        if (code == "EntryNotFound")
            return {NetworkErrorKind::notFound,
                    say("%1 has no file %2 (any more); look the model up again.")
                        .arg(hostText(url), subject)};
        if (code == "RevisionNotFound")
            return {NetworkErrorKind::notFound,
                    say("%1 does not have this version of %2 (any more); look the model up again.")
                        .arg(hostText(url), subject)};
        return {NetworkErrorKind::notFound,
                say("%1 does not know %2; check the spelling.").arg(hostText(url), subject)};
    }
    if (status == 429) {
        const int wait = retryAfterSeconds(header);
        return {NetworkErrorKind::tooMany,
                say("%1 takes no more requests for now; try again in %2 seconds.")
                    .arg(hostText(url))
                    .arg(wait),
                wait};
    }
    if (status == 407)
        return proxyPassword();
    if (status >= 500)
        return {NetworkErrorKind::server,
                say("%1 has a problem of its own (status %2); try again later.")
                    .arg(hostText(url))
                    .arg(status)};
    return {NetworkErrorKind::badAnswer,
            say("%1 did not understand the request for %2 (status %3).")
                .arg(hostText(url), subject)
                .arg(status)};
}

NetworkError errorOfExchange(CURLcode result, const HttpExchange& exchange, const QUrl& url) {
    const QString host = hostText(url);
    if (exchange.proxyStatus() == 407)
        return proxyPassword();
    switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return {NetworkErrorKind::unreachable,
                say("%1 was not found; check the address and the connection to the network.")
                    .arg(host)};
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
        return proxySilent(host);
    case CURLE_COULDNT_CONNECT:
        return exchange.throughProxy()
                   ? proxySilent(host)
                   : NetworkError{
                         NetworkErrorKind::unreachable,
                         say("Nobody answers at %1; check the address, or try again later.")
                             .arg(host)};
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        if (exchange.proxyStatus() >= 300)
            return proxySilent(host);
        return {NetworkErrorKind::unreachable,
                say("The connection to %1 was cut; try again.").arg(host)};
    case CURLE_OPERATION_TIMEDOUT:
        return {NetworkErrorKind::stalled, say("%1 does not answer; try again later.").arg(host)};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return tlsError(host, exchange.reason());
    case CURLE_UNSUPPORTED_PROTOCOL: // an answer of HTTP/0.9; other schemes are not asked
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return {NetworkErrorKind::badAnswer,
                say("%1 answered with something that is not HTTP.").arg(host)};
    default:
        return {NetworkErrorKind::unreachable,
                say("The connection to %1 failed; check the network and try again.").arg(host)};
    }
}

} // namespace conclave
