// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/file_download.h"

#include "app/hub/disk_fault.h"
#include "app/hub/hub_json.h"
#include "app/hub/part_repair.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace conclave {

namespace {

constexpr qint64 kProgressBytes = 64 << 10; ///< with these, an attempt was not in vain

bool isWorthRetrying(NetworkErrorKind kind) {
    return kind == NetworkErrorKind::unreachable || kind == NetworkErrorKind::stalled ||
           kind == NetworkErrorKind::server || kind == NetworkErrorKind::tooMany ||
           kind == NetworkErrorKind::badAnswer || kind == NetworkErrorKind::proxy;
}

/// What an expired or mistaken address of a content network answers with.
bool mayBeExpired(NetworkErrorKind kind) {
    return kind == NetworkErrorKind::forbidden || kind == NetworkErrorKind::gated ||
           kind == NetworkErrorKind::tokenNeeded || kind == NetworkErrorKind::notFound;
}

} // namespace

FileDownload::FileDownload(DownloadFile file, const DownloadOptions& options, NetworkPolicy& policy,
                           RequestLedger& ledger, QThreadPool& pool, Settlement& settlement)
    : m_file(std::move(file)), m_options(options), m_http(policy, ledger), m_pool(pool),
      m_settlement(settlement),
      m_part(std::make_shared<PartFile>(m_file.path, m_file.hash, m_file.bytes)),
      m_hasher(m_file.hash, m_file.bytes) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        setState(DownloadState::downloading);
        fetchMissing();
    });
}

FileDownload::~FileDownload() {
    stopWork();
    m_repair.reset();
    m_lanes.clear();
    m_dropped.clear();
    if (m_writer) {
        m_writer->finish();
        journalWritten();
        m_writer.reset();
    }
    if (m_journal && m_state != DownloadState::done && m_journal->receivedBytes() == 0)
        discard();
    if (m_state == DownloadState::done)
        return;
    if (!m_exists)
        m_settlement.forget(*m_part);
    m_part->close(); // releases the lock, though the settlement may still hold the object
}

void FileDownload::stopWork() {
    m_cancelled = true;
    if (m_task)
        m_task->wait(true);
}

void FileDownload::prepare() {
    m_exists = QFileInfo::exists(m_file.path);
    if (m_exists)
        return;
    m_part->open();
    m_journal = std::make_unique<PartJournal>(m_part->journalPath(), m_file.bytes, m_file.hash,
                                              m_options.partBytes ? m_options.partBytes
                                                                  : usualPartBytes(m_file.bytes));
    m_part->reserve(m_options.reserve);
    m_settlement.announce(*m_part, m_file.hash, m_file.bytes);
}

void FileDownload::start() {
    if (m_exists)
        return checkExisting();
    m_writer = std::make_unique<BlockWriter>(*m_part, [this] {
        QMetaObject::invokeMethod(this, &FileDownload::partsWritten, Qt::QueuedConnection);
    });
    setState(m_journal->missing() ? DownloadState::downloading : DownloadState::verifying);
    hashOn();
    fetchMissing();
}

void FileDownload::discard() {
    stopWork();
    m_repair.reset();
    m_lanes.clear();
    m_dropped.clear();
    m_writer.reset();
    if (m_journal)
        m_journal->discard();
    if (m_part->isOpen() && m_state != DownloadState::done)
        m_part->discard();
    m_journal.reset();
}

void FileDownload::checkExisting() {
    setState(DownloadState::checking);
    auto hash = std::make_shared<QString>();
    inPool(
        [this, hash] {
            if (quint64(QFileInfo(m_file.path).size()) == m_file.bytes)
                *hash = PrefixHasher::hashOf(m_file.path, m_file.hash, m_cancelled, m_checkedBytes);
        },
        [this, hash] {
            if (*hash != m_file.hash)
                return fail(
                    {NetworkErrorKind::disk,
                     HttpClient::tr("There is another file called %1 in this folder; move it "
                                    "away or choose another folder.")
                         .arg(QFileInfo(m_file.path).fileName())});
            setState(DownloadState::done);
            emit finished();
        });
}

quint64 FileDownload::receivedBytes() const {
    if (m_state == DownloadState::done || !m_journal)
        return m_state == DownloadState::done ? m_file.bytes : m_checkedBytes.load();
    quint64 bytes = m_journal->receivedBytes();
    for (const int part : m_unwritten)
        bytes += m_journal->layout().length(part);
    for (const auto& lane : m_lanes)
        bytes += lane->begunBytes();
    for (const auto& [part, begun] : m_begun)
        bytes += begun->bytes;
    return std::min(bytes, m_file.bytes);
}

quint64 FileDownload::verifiedBytes() const {
    if (m_state == DownloadState::failed && m_error.kind == NetworkErrorKind::wrongContent)
        return 0; // hashed, but not to what it should be
    return m_state == DownloadState::done ? m_file.bytes
           : m_exists                     ? m_checkedBytes.load()
                                          : m_hasher.bytes();
}

int FileDownload::secondsToRetry() const {
    return m_retry.isActive() ? (m_retry.remainingTime() + 999) / 1000 : 0;
}

// Fetching

void FileDownload::fetchMissing() {
    if (isOver() || m_retry.isActive() || m_repair)
        return;
    while (int(m_lanes.size()) < m_lanesAllowed) {
        auto segment = nextSegment();
        if (!segment)
            break;
        startLane(std::move(*segment));
    }
}

/// The lowest run of parts that nobody has or fetches; shorter towards the end, so that all
/// connections end together.
std::optional<Segment> FileDownload::nextSegment() {
    const auto isOpen = [this](int part) {
        return !isHere(part) && std::none_of(m_lanes.begin(), m_lanes.end(), [&](const auto& lane) {
            return lane->whole() || lane->holds(part);
        });
    };
    const int count = m_journal->layout().count();
    int first = 0;
    while (first < count && !isOpen(first))
        ++first;
    if (first == count)
        return std::nullopt;
    const int most = std::clamp(m_journal->missing() / (2 * m_options.connections), 1,
                                m_options.mostPartsPerRequest);
    Segment segment{first, first + 1, nullptr};
    while (segment.end < count && segment.end - first < most && isOpen(segment.end) &&
           !m_begun.contains(segment.end))
        ++segment.end;
    if (const auto begun = m_begun.find(first); begun != m_begun.end()) {
        segment.begun = begun->second;
        m_begun.erase(begun);
        m_suspects.insert(first);
    }
    return segment;
}

HttpRequest FileDownload::request() const {
    return {.url = m_direct.isEmpty() ? m_file.url : m_direct,
            .purpose = QStringLiteral("download ") + QFileInfo(m_file.path).fileName(),
            .subject = QFileInfo(m_file.path).fileName(),
            .headers = {},
            .stallMilliseconds = m_options.stallMilliseconds};
}

void FileDownload::startLane(Segment segment) {
    m_lanes.push_back(std::make_unique<SegmentTransfer>(
        m_http, request(), m_journal->layout(), std::move(segment), *m_writer,
        [this](int part) { return !isHere(part); }));
    SegmentTransfer* lane = m_lanes.back().get();
    connect(lane, &SegmentTransfer::opened, this, [=, this] { laneOpened(lane); });
    connect(lane, &SegmentTransfer::partReceived, this, &FileDownload::partReceived);
    connect(lane, &SegmentTransfer::advanced, this,
            [this](qint64 bytes) { m_bytesSinceFailure += bytes; });
    // Queued: the lane is deleted there.
    connect(
        lane, &SegmentTransfer::ended, this, [=, this] { laneEnded(lane); }, Qt::QueuedConnection);
}

std::optional<NetworkError> FileDownload::faultOfAnswer(const HttpTransfer& transfer) const {
    const QByteArray linkedSize = transfer.hopHeader("X-Linked-Size");
    QString hash = hashInTag(transfer.hopHeader("X-Linked-Etag"));
    if (hash.isEmpty() && transfer.url() == m_file.url)
        hash = hashInTag(transfer.header("ETag")); // of the file itself only without a redirect
    const bool comparable = hash.size() == m_file.hash.size(); // of one kind
    if ((comparable && hash != m_file.hash) ||
        (!linkedSize.isEmpty() && linkedSize.toULongLong() != m_file.bytes))
        return NetworkError{NetworkErrorKind::changed,
                            HttpClient::tr("%1 was replaced at the hub; look the model up again.")
                                .arg(QFileInfo(m_file.path).fileName())};
    return std::nullopt;
}

void FileDownload::laneOpened(SegmentTransfer* lane) {
    if (const auto fault = faultOfAnswer(lane->transfer()))
        return fail(*fault);
    if (lane->transfer().url() != m_file.url)
        m_direct = lane->transfer().url();
    if (lane->whole()) {
        // One stream brings everything: the others only cost.
        dropLanes(lane);
        return;
    }
    m_lanesAllowed = std::min(std::max(m_lanesAllowed * 2, 2), m_options.connections);
    fetchMissing();
}

void FileDownload::laneEnded(SegmentTransfer* lane) {
    const auto found = std::find_if(m_lanes.begin(), m_lanes.end(),
                                    [&](const auto& other) { return other.get() == lane; });
    if (found == m_lanes.end())
        return;
    const std::unique_ptr<SegmentTransfer> ended = std::move(*found);
    m_lanes.erase(found);
    if (isOver())
        return;
    if (!ended->error())
        return fetchMissing();
    keepBegun(*ended);
    m_lanesAllowed = std::max(1, m_lanesAllowed / 2);
    tryAgain(judged(*ended));
}

/// A broken connection leaves the beginning of its part for the next one.
void FileDownload::keepBegun(const SegmentTransfer& lane) {
    if (lane.part() > lane.segment().first && lane.part() <= m_journal->layout().count())
        m_suspects.insert(lane.part() - 1);
    if (lane.begunBytes() > 0 && !isHere(lane.part()))
        m_begun[lane.part()] = lane.begun();
}

void FileDownload::dropLanes(const SegmentTransfer* except) {
    std::vector<std::unique_ptr<SegmentTransfer>> kept;
    for (auto& lane : m_lanes) {
        if (lane.get() == except) {
            kept.push_back(std::move(lane));
            continue;
        }
        lane->cancel();
        keepBegun(*lane);
        m_dropped.push_back(std::move(lane)); // this may be called from one of its signals
    }
    m_lanes = std::move(kept);
    QMetaObject::invokeMethod(
        this, [this] { m_dropped.clear(); }, Qt::QueuedConnection);
}

NetworkError FileDownload::judged(const SegmentTransfer& lane) const {
    NetworkError error = *lane.error();
    // Addresses of content networks expire: the hub is asked for a new one.
    if (lane.transfer().url() != m_file.url && mayBeExpired(error.kind))
        error.kind = NetworkErrorKind::unreachable;
    return error;
}

void FileDownload::tryAgain(const NetworkError& error) {
    if (isWorthRetrying(error.kind) && m_retry.isActive())
        return; // one of several connections that broke together
    if (!mayRetry(error))
        return;
    m_error = error;
    m_direct.clear();
    const int doublings = std::min(m_failures - 1, 10);
    const int delay = error.kind == NetworkErrorKind::tooMany
                          ? error.retryAfter * m_options.waitScale
                          : std::min(m_options.firstDelayMilliseconds << doublings,
                                     m_options.longestDelayMilliseconds);
    m_retry.start(delay);
    if (m_lanes.empty())
        setState(DownloadState::waiting);
}

bool FileDownload::mayRetry(const NetworkError& error) {
    m_failures = m_bytesSinceFailure >= kProgressBytes ? 1 : m_failures + 1;
    m_bytesSinceFailure = 0;
    const bool lineIsDown =
        error.kind == NetworkErrorKind::unreachable || error.kind == NetworkErrorKind::stalled;
    if (isWorthRetrying(error.kind) &&
        (m_failures < m_options.attempts || (m_options.patient && lineIsDown)))
        return true;
    fail(error);
    return false;
}

void FileDownload::partReceived(int part, quint64 hash) {
    m_bytesSinceFailure += kProgressBytes;
    m_unwritten.insert(part);
    m_writer->partComplete(part, hash);
}

void FileDownload::partsWritten() {
    if (!m_writer)
        return;
    const auto fault = journalWritten();
    if (isOver())
        return;
    if (fault)
        return fail(*fault);
    hashOn();
    if (m_journal->missing() == 0)
        setState(DownloadState::verifying);
}

std::optional<NetworkError> FileDownload::journalWritten() {
    const BlockWriter::Written written = m_writer->take();
    try {
        for (const auto& [part, hash] : written.parts) {
            m_journal->received(part, hash);
            m_unwritten.remove(part);
            m_fresh.insert(part);
            m_settlement.startWriting(m_part, m_journal->layout().offset(part),
                                      m_journal->layout().length(part));
        }
    } catch (const DiskFault& fault) {
        return fault.error();
    }
    return written.fault;
}

// Hashing

void FileDownload::inPool(std::function<void()> work, std::function<void()> then) {
    m_working = true;
    m_task = std::make_shared<std::atomic<bool>>(true);
    m_pool.start([this, task = m_task, work = std::move(work), then = std::move(then)] {
        std::optional<NetworkError> fault;
        try {
            work();
        } catch (const DiskFault& caught) {
            fault = caught.error();
        }
        QMetaObject::invokeMethod(
            this,
            [this, then, fault] {
                m_working = false;
                if (fault)
                    fail(*fault);
                else if (!isOver())
                    then();
            },
            Qt::QueuedConnection);
        *task = false; // the destructor may go on: nothing of this object after here
        task->notify_all();
    });
}

void FileDownload::hashOn() {
    if (m_working || (m_repair && m_repair->fetching()) || isOver())
        return;
    auto hashes = std::make_shared<PrefixHasher::Expected>();
    const int count = m_journal->layout().count();
    for (int part = m_hasher.next(); part < count && m_journal->has(part); ++part)
        hashes->push_back(m_fresh.contains(part) ? std::nullopt
                                                 : std::optional(m_journal->hash(part)));
    if (hashes->empty())
        return;
    auto asReceived = std::make_shared<bool>(true);
    inPool(
        [this, hashes, asReceived] {
            *asReceived = m_hasher.advance(*m_part, m_journal->layout(), *hashes, m_cancelled);
        },
        [this, asReceived] { hashed(*asReceived); });
}

void FileDownload::hashed(bool asReceived) {
    if (!asReceived) {
        try {
            m_journal->lost(m_hasher.next()); // the disk does not hold what arrived
        } catch (const DiskFault& fault) {
            return fail(fault.error());
        }
        if (m_repair)
            return m_repair->goOn();
        if (!m_retry.isActive())
            setState(DownloadState::downloading);
        return fetchMissing();
    }
    if (m_hasher.next() == m_journal->layout().count())
        judge();
    else
        hashOn();
}

void FileDownload::judge() {
    if (m_hasher.value() == m_file.hash)
        return publish();
    if (!m_fresh.isEmpty()) { // once more, and every part looked at
        m_fresh.clear();
        m_hasher.reset();
        return hashOn();
    }
    setState(DownloadState::repairing);
    m_retry.stop();
    dropLanes();
    if (!m_repair)
        m_repair = std::make_unique<PartRepair>(*this);
    m_repair->goOn();
}

void FileDownload::publish() {
    try {
        m_settlement.keepHashes(*m_part, m_journal->text());
        m_part->publish();
        m_journal->discard();
    } catch (const DiskFault& fault) {
        return fail(fault.error());
    }
    m_settlement.settle(m_part);
    setState(DownloadState::done);
    emit finished();
}

void FileDownload::setState(DownloadState state) {
    if (isOver() || m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

void FileDownload::fail(const NetworkError& error) {
    if (isOver())
        return;
    m_error = error;
    m_cancelled = true;
    m_retry.stop();
    dropLanes();
    setState(DownloadState::failed);
    emit finished();
}

} // namespace conclave
