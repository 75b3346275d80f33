// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/remote_header.h"

#include "app/hub/http_client.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr quint64 kFirstBytes = 2 << 20;
constexpr quint64 kMostBytes = 256 << 20;

/// One header on its way; kept alive by the request that is under way.
class Reading : public std::enable_shared_from_this<Reading> {
public:
    Reading(HttpClient& client, QUrl url, QString name, quint64 fileBytes, HeaderSizer sizer,
            QObject* context, std::function<void(Outcome<QByteArray>)> done)
        : m_client(client), m_url(std::move(url)), m_name(std::move(name)), m_fileBytes(fileBytes),
          m_sizer(std::move(sizer)), m_context(context), m_done(std::move(done)) {}

    /// Asks for the bytes from what is there up to `end`.
    void fetchTo(quint64 end) {
        const auto begin = static_cast<quint64>(m_start.size());
        HttpRequest request{.url = m_url,
                            .purpose = QStringLiteral("read a model's header"),
                            .subject = m_name,
                            .headers = {{"Range", "bytes=" + QByteArray::number(begin) + '-' +
                                                      QByteArray::number(end - 1)}}};
        auto self = shared_from_this();
        auto* transfer = m_client.get(std::move(request)).release();
        transfer->setParent(m_context);
        QObject::connect(
            transfer, &HttpTransfer::received, m_context,
            [=](const char* data, qint64 bytes) { self->take(transfer, data, bytes, end); });
        QObject::connect(transfer, &HttpTransfer::finished, m_context, [=] {
            transfer->deleteLater();
            if (transfer->error())
                self->m_done(*transfer->error());
            else
                self->judge(end);
        });
    }

    /// A server that ignores the range sends the file from its beginning: so what is there is
    /// dropped, and the connection closed when there is enough.
    void take(HttpTransfer* transfer, const char* data, qint64 bytes, quint64 end) {
        if (transfer->status() != 206 && transfer->property("restarted").isNull()) {
            transfer->setProperty("restarted", true);
            m_start.clear();
        }
        m_start.append(data, bytes);
        if (static_cast<quint64>(m_start.size()) <= end)
            return;
        m_start.truncate(static_cast<qsizetype>(end));
        transfer->cancel();
        transfer->deleteLater();
        judge(end);
    }

    void judge(quint64 end) {
        if (static_cast<quint64>(m_start.size()) < end)
            return m_done(NetworkError{
                NetworkErrorKind::badAnswer,
                HttpClient::tr("The hub sent too little of %1; try again later.").arg(m_name)});
        quint64 needed = 0;
        try {
            needed = m_sizer(m_start, m_fileBytes, m_name);
        } catch (const std::exception& fault) {
            return m_done(
                NetworkError{NetworkErrorKind::badAnswer, QString::fromUtf8(fault.what())});
        }
        if (needed <= end)
            return m_done(m_start);
        if (needed > m_fileBytes || needed > kMostBytes || end >= std::min(m_fileBytes, kMostBytes))
            return m_done(NetworkError{
                NetworkErrorKind::badAnswer,
                HttpClient::tr(
                    "The header of %1 is not complete within the file; choose another one.")
                    .arg(m_name)});
        fetchTo(std::min({std::max(needed, end * 2), m_fileBytes, kMostBytes}));
    }

private:
    HttpClient& m_client;
    QUrl m_url;
    QString m_name;
    quint64 m_fileBytes;
    HeaderSizer m_sizer;
    QObject* m_context;
    std::function<void(Outcome<QByteArray>)> m_done;
    QByteArray m_start;
};

} // namespace

void readRemoteHeader(HttpClient& client, const QUrl& url, const QString& name, quint64 fileBytes,
                      HeaderSizer sizer, QObject* context,
                      std::function<void(Outcome<QByteArray>)> done) {
    if (!sizer || fileBytes == 0)
        return done(NetworkError{NetworkErrorKind::badAnswer,
                                 HttpClient::tr("The header of %1 cannot be read.").arg(name)});
    auto reading = std::make_shared<Reading>(client, url, name, fileBytes, std::move(sizer),
                                             context, std::move(done));
    reading->fetchTo(std::min(kFirstBytes, fileBytes));
}

} // namespace conclave
