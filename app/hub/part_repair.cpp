// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/part_repair.h"

#include "app/hub/content_hash.h"
#include "app/hub/disk_fault.h"
#include "app/hub/file_download.h"

#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace conclave {

namespace {

constexpr int kMostDifferences = 5; ///< a part that never comes twice the same

} // namespace

PartRepair::PartRepair(FileDownload& download) : m_download(download) {
    m_bytes.resize(qsizetype(download.m_journal->layout().partBytes));
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &PartRepair::goOn);
}

void PartRepair::goOn() {
    m_fetching = true;
    m_changed = false;
    if (auto segment = next())
        return fetch(std::move(*segment));
    m_download.fail(
        {NetworkErrorKind::wrongContent,
         HttpClient::tr("What the hub sends as %1 is not what it announces (its %2 is another "
                        "one); it was not taken, choose another source.")
             .arg(QFileInfo(m_download.m_file.path).fileName(), hashName(m_download.m_file.hash))});
}

std::optional<Segment> PartRepair::next() const {
    const PartJournal& journal = *m_download.m_journal;
    const int count = journal.layout().count();
    for (int part = 0; part < count; ++part) {
        if (!journal.has(part))
            return Segment{part, part + 1, nullptr};
    }
    QList<int> suspects(m_download.m_suspects.begin(), m_download.m_suspects.end());
    std::sort(suspects.begin(), suspects.end());
    for (const int part : suspects) {
        if (!m_believed.contains(part))
            return Segment{part, part + 1, nullptr};
    }
    for (int part = 0; part < count; ++part) {
        if (m_believed.contains(part))
            continue;
        Segment segment{part, part + 1, nullptr};
        while (segment.end < count && !m_believed.contains(segment.end) &&
               segment.end - part < m_download.m_options.mostPartsPerRequest)
            ++segment.end;
        return segment;
    }
    return std::nullopt;
}

void PartRepair::fetch(Segment segment) {
    m_lane = std::make_unique<SegmentTransfer>(
        m_download.m_http, m_download.request(), m_download.m_journal->layout(), std::move(segment),
        *this, [this](int part) { return !m_believed.contains(part); });
    connect(m_lane.get(), &SegmentTransfer::opened, this, [this] {
        if (const auto fault = m_download.faultOfAnswer(m_lane->transfer()))
            m_download.fail(*fault);
    });
    connect(m_lane.get(), &SegmentTransfer::advanced, this,
            [this](qint64 bytes) { m_download.m_bytesSinceFailure += bytes; });
    connect(m_lane.get(), &SegmentTransfer::partReceived, this, &PartRepair::compare);
    connect(m_lane.get(), &SegmentTransfer::ended, this, &PartRepair::laneEnded,
            Qt::QueuedConnection);
}

void PartRepair::write(quint64 offset, const char* data, quint64 bytes) {
    const quint64 inPart = offset % m_download.m_journal->layout().partBytes;
    std::memcpy(m_bytes.data() + inPart, data, bytes);
}

void PartRepair::compare(int part, quint64 hash) {
    PartJournal& journal = *m_download.m_journal;
    m_download.m_bytesSinceFailure += qint64(journal.layout().partBytes);
    if (journal.has(part) && journal.hash(part) == hash) {
        m_believed.insert(part);
        return;
    }
    if (journal.has(part) && ++m_differences[part] >= kMostDifferences)
        m_believed.insert(part);
    try {
        m_download.m_part->write(journal.layout().offset(part), m_bytes.constData(),
                                 journal.layout().length(part));
        journal.received(part, hash);
        m_changed = true;
    } catch (const DiskFault& fault) {
        m_download.fail(fault.error());
    }
}

void PartRepair::laneEnded() {
    if (!m_lane || m_download.isOver())
        return;
    const bool failed = m_lane->error().has_value();
    const NetworkError error = failed ? m_download.judged(*m_lane) : NetworkError();
    m_lane.reset();
    if (m_changed) {
        m_fetching = false;
        m_download.m_hasher.reset();
        return m_download.hashOn();
    }
    if (!failed)
        return goOn();
    m_download.m_direct.clear();
    if (m_download.mayRetry(error))
        m_retry.start(error.kind == NetworkErrorKind::tooMany
                          ? error.retryAfter * m_download.m_options.waitScale
                          : m_download.m_options.firstDelayMilliseconds);
}

} // namespace conclave
