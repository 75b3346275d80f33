// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/segment_transfer.h"

#include <QPointer>
#include <QRegularExpression>

#include <algorithm>

namespace conclave {

namespace {

HttpRequest withRange(HttpRequest request, quint64 first, quint64 last) {
    request.headers.append(
        {"Range", "bytes=" + QByteArray::number(first) + '-' + QByteArray::number(last)});
    return request;
}

} // namespace

SegmentTransfer::SegmentTransfer(HttpClient& client, HttpRequest request, const PartLayout& layout,
                                 Segment segment, PartSink& sink, Wanted wanted)
    : m_layout(layout), m_subject(request.subject), m_segment(std::move(segment)), m_sink(sink),
      m_wanted(std::move(wanted)), m_begun(m_segment.begun), m_part(m_segment.first),
      m_end(m_segment.end) {
    if (!m_begun)
        m_begun = std::make_shared<BegunPart>();
    const quint64 first = m_layout.offset(m_part) + m_begun->bytes;
    const quint64 last = m_layout.offset(m_end - 1) + m_layout.length(m_end - 1) - 1;
    m_transfer = client.get(withRange(std::move(request), first, last));
    connect(m_transfer.get(), &HttpTransfer::opened, this, &SegmentTransfer::open);
    connect(m_transfer.get(), &HttpTransfer::received, this, &SegmentTransfer::accept);
    connect(m_transfer.get(), &HttpTransfer::finished, this, [this] {
        if (m_part >= m_end) // whatever happened then
            end(std::nullopt);
        else if (m_transfer->error())
            end(m_transfer->error());
        else
            end(NetworkError{NetworkErrorKind::unreachable,
                             HttpClient::tr("%1 ended the transfer of %2 too early; try again.")
                                 .arg(hostText(m_transfer->url()), m_subject)});
    });
}

std::optional<NetworkError> SegmentTransfer::faultOfHeaders() const {
    const QString host = hostText(m_transfer->url());
    const QByteArray encoding = m_transfer->header("Content-Encoding").trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        return NetworkError{NetworkErrorKind::badAnswer,
                            HttpClient::tr("%1 sends %2 packed, though it was asked not to; try "
                                           "another hub.")
                                .arg(host, m_subject)};
    const auto otherSize = [&](const QString& size) {
        return NetworkError{
            NetworkErrorKind::changed,
            HttpClient::tr("%2 has %3 bytes at %1 instead of the %4 announced; look "
                           "the model up again.")
                .arg(host, m_subject, size)
                .arg(m_layout.fileBytes)};
    };
    if (m_transfer->status() != 206) {
        const QByteArray length = m_transfer->header("Content-Length");
        if (!length.isEmpty() && length.toULongLong() != m_layout.fileBytes)
            return otherSize(QString::fromLatin1(length));
        return std::nullopt;
    }
    static const QRegularExpression kRange(QStringLiteral("^bytes (\\d+)-(\\d+)/(\\d+|\\*)$"));
    const auto range = kRange.match(QString::fromLatin1(m_transfer->header("Content-Range")));
    const QString total = range.captured(3);
    if (range.hasMatch() && total != QLatin1String("*") &&
        total.toULongLong() != m_layout.fileBytes)
        return otherSize(total);
    const quint64 last = m_layout.offset(m_end - 1) + m_layout.length(m_end - 1) - 1;
    if (!range.hasMatch() ||
        range.captured(1).toULongLong() != m_layout.offset(m_part) + m_begun->bytes ||
        range.captured(2).toULongLong() > last)
        return NetworkError{NetworkErrorKind::badAnswer,
                            HttpClient::tr("%1 sends other parts of %2 than were asked for; try "
                                           "again later.")
                                .arg(host, m_subject)};
    return std::nullopt;
}

void SegmentTransfer::open() {
    if (auto fault = faultOfHeaders())
        return end(std::move(fault));
    if (m_transfer->status() != 206) {
        m_whole = true;
        m_end = m_layout.count();
        enter(0);
    }
    emit opened();
}

void SegmentTransfer::enter(int part) {
    m_part = part;
    m_begun = std::make_shared<BegunPart>();
    m_writing = part < m_end && m_wanted(part);
}

void SegmentTransfer::accept(const char* data, qint64 bytes) {
    const QPointer<SegmentTransfer> self(this);
    auto left = quint64(bytes);
    while (left > 0 && m_part < m_end) {
        const quint64 length = m_layout.length(m_part);
        const quint64 size = std::min(left, length - m_begun->bytes);
        if (m_writing) {
            m_sink.write(m_layout.offset(m_part) + m_begun->bytes, data, size);
            m_begun->hash.add(data, size);
        }
        m_begun->bytes += size;
        data += size;
        left -= size;
        if (m_begun->bytes < length)
            break;
        const int part = m_part;
        const bool written = m_writing;
        const quint64 hash = m_begun->hash.value();
        enter(part + 1);
        if (written)
            emit partReceived(part, hash);
        if (!self || m_ended)
            return;
    }
    emit advanced(bytes);
    if (self && left > 0) // more than was asked for is not read
        end(std::nullopt);
}

void SegmentTransfer::cancel() {
    m_ended = true;
    disconnect();
    m_transfer->cancel();
}

void SegmentTransfer::end(std::optional<NetworkError> error) {
    if (m_ended)
        return;
    m_ended = true;
    m_error = std::move(error);
    m_transfer->cancel();
    emit ended();
}

} // namespace conclave
