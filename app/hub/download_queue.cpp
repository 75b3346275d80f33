// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/download_queue.h"

#include "app/hub/disk_fault.h"
#include "app/text.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace conclave {

namespace {

constexpr int kTick = 200; ///< milliseconds between two snapshots

bool isRunning(DownloadState state) {
    return state == DownloadState::checking || state == DownloadState::downloading ||
           state == DownloadState::verifying || state == DownloadState::repairing ||
           state == DownloadState::waiting;
}

/// The disk that a folder is or will be on.
QStorageInfo diskOf(QString folder) {
    while (!QFileInfo::exists(folder) && folder.contains(QLatin1Char('/')))
        folder = QFileInfo(folder).path();
    return QStorageInfo(folder);
}

/// Bytes that these files will still take from the disk.
quint64 bytesToTake(const DownloadJob& job) {
    quint64 bytes = 0;
    for (const DownloadFile& file : job.files) {
        if (QFileInfo::exists(file.path))
            continue;
        const PartFile part(file.path, file.hash, file.bytes);
        bytes += file.bytes - std::min(file.bytes, PartFile::takenBytes(part.path()));
    }
    return bytes;
}

} // namespace

DownloadQueue::DownloadQueue(NetworkPolicy& policy, RequestLedger& ledger, Settlement& settlement,
                             const DownloadOptions& options)
    : m_policy(policy), m_ledger(ledger), m_settlement(settlement), m_options(options),
      m_pool(this), m_ticker(this) {
    m_pool.setMaxThreadCount(std::max(options.jobsAtOnce, 1));
    m_ticker.setInterval(kTick);
    connect(&m_ticker, &QTimer::timeout, this, &DownloadQueue::showRunning);
    connect(&m_policy, &NetworkPolicy::changed, this, &DownloadQueue::obeySwitch);
}

DownloadQueue::~DownloadQueue() {
    m_entries.clear();
}

DownloadQueue::Entry* DownloadQueue::find(const QString& jobId) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const auto& entry) { return entry->job.id == jobId; });
    return found == m_entries.end() ? nullptr : found->get();
}

void DownloadQueue::add(const DownloadJob& job) {
    if (find(job.id))
        return;
    m_entries.push_back(std::make_unique<Entry>());
    Entry& entry = *m_entries.back();
    entry.job = job;
    entry.state = job.paused ? DownloadState::paused : DownloadState::queued;
    show(entry);
    startNext();
}

void DownloadQueue::pause(const QString& jobId) {
    Entry* entry = find(jobId);
    if (entry && (entry->state == DownloadState::queued || isRunning(entry->state)))
        stop(*entry, DownloadState::paused);
}

void DownloadQueue::resume(const QString& jobId) {
    Entry* entry = find(jobId);
    if (!entry || (entry->state != DownloadState::paused && entry->state != DownloadState::failed))
        return;
    entry->state = DownloadState::queued;
    entry->error = {};
    show(*entry);
    startNext();
}

void DownloadQueue::cancel(const QString& jobId) {
    Entry* entry = find(jobId);
    if (!entry)
        return;
    for (auto& file : entry->files)
        file->discard();
    entry->files.clear();
    if (entry->state != DownloadState::done) {
        for (const DownloadFile& file : entry->job.files) {
            PartFile part(file.path, file.hash, file.bytes);
            if (!QFileInfo::exists(part.path()))
                continue;
            try {
                part.open(); // not while another program downloads it
                part.discard();
                QFile::remove(part.journalPath());
            } catch (const DiskFault&) {
                // Stays: it is somebody else's.
            }
        }
    }
    remove(jobId);
}

void DownloadQueue::remove(const QString& jobId) {
    std::erase_if(m_entries, [&](const auto& entry) { return entry->job.id == jobId; });
    startNext();
}

void DownloadQueue::startNext() {
    auto running = std::count_if(m_entries.begin(), m_entries.end(),
                                 [](const auto& entry) { return isRunning(entry->state); });
    for (std::size_t i = 0; i < m_entries.size() && running < m_options.jobsAtOnce; ++i) {
        if (m_entries[i]->state != DownloadState::queued)
            continue;
        start(*m_entries[i]);
        running += isRunning(m_entries[i]->state) ? 1 : 0;
    }
    if (running == 0)
        m_ticker.stop();
    else if (!m_ticker.isActive())
        m_ticker.start();
}

std::optional<NetworkError> DownloadQueue::roomFault(const Entry& entry) const {
    const QStorageInfo disk = diskOf(entry.job.folder);
    if (!disk.isValid())
        return std::nullopt; // the file system will tell
    quint64 needed = bytesToTake(entry.job) + m_options.spareBytes;
    for (const auto& other : m_entries) {
        if (other.get() != &entry && isRunning(other->state) &&
            diskOf(other->job.folder).device() == disk.device())
            needed += bytesToTake(other->job);
    }
    const auto free = quint64(std::max<qint64>(disk.bytesAvailable(), 0));
    if (free >= needed)
        return std::nullopt;
    return NetworkError{NetworkErrorKind::disk,
                        tr("%1 does not fit on the disk: with what other downloads still need it "
                           "takes %2, and %3 are free; free some or choose another folder.")
                            .arg(entry.job.name, bytesText(needed), bytesText(free))};
}

void DownloadQueue::start(Entry& entry) {
    entry.state = DownloadState::checking;
    entry.speed.reset();
    show(entry);
    if (auto fault = roomFault(entry))
        return stop(entry, DownloadState::failed, *fault);
    try {
        for (const DownloadFile& file : entry.job.files) {
            entry.files.push_back(std::make_unique<FileDownload>(file, m_options, m_policy,
                                                                 m_ledger, m_pool, m_settlement));
            entry.files.back()
                ->prepare(); // all parts of a split file are reserved before the first
        }
    } catch (const DiskFault& fault) {
        return stop(entry, DownloadState::failed, fault.error());
    }
    entry.current = 0;
    startFile(entry);
}

void DownloadQueue::startFile(Entry& entry) {
    FileDownload& file = *entry.files[entry.current];
    const QString jobId = entry.job.id;
    connect(&file, &FileDownload::stateChanged, this, [this, jobId] {
        Entry* changed = find(jobId);
        if (!changed || changed->files.empty())
            return;
        const FileDownload& running = *changed->files[changed->current];
        if (isRunning(running.state())) {
            changed->state = running.state();
            show(*changed);
        }
    });
    // Queued: the files are deleted there.
    connect(
        &file, &FileDownload::finished, this, [this, jobId] { fileFinished(jobId); },
        Qt::QueuedConnection);
    file.start();
}

void DownloadQueue::fileFinished(const QString& jobId) {
    Entry* entry = find(jobId);
    if (!entry || entry->files.empty())
        return; // paused meanwhile
    const FileDownload& file = *entry->files[entry->current];
    if (file.state() == DownloadState::failed)
        return stop(*entry, DownloadState::failed, file.error());
    if (file.state() != DownloadState::done)
        return; // an earlier object's message
    if (++entry->current < entry->files.size())
        return startFile(*entry);
    stop(*entry, DownloadState::done);
}

void DownloadQueue::stop(Entry& entry, DownloadState state, NetworkError error) {
    entry.state = state;
    entry.error = std::move(error);
    const DownloadProgress now = snapshot(entry); // with the bytes that the files still count
    entry.files.clear();                          // whoever hears of the end finds files unlocked
    emit progressed(now);
    startNext();
}

/// The switch stops what runs; when it is opened again, what it stopped goes on.
void DownloadQueue::obeySwitch() {
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        Entry& entry = *m_entries[i];
        if (m_policy.forbidden() && isRunning(entry.state))
            stop(entry, DownloadState::failed,
                 {NetworkErrorKind::switchedOff, tr("Network use is switched off; %1 goes on when "
                                                    "it is switched on in the settings.")
                                                     .arg(entry.job.name)});
        else if (!m_policy.forbidden() && entry.state == DownloadState::failed &&
                 entry.error.kind == NetworkErrorKind::switchedOff)
            resume(entry.job.id);
    }
}

void DownloadQueue::showRunning() {
    for (const auto& entry : m_entries) {
        if (isRunning(entry->state))
            show(*entry);
    }
}

void DownloadQueue::show(Entry& entry) {
    emit progressed(snapshot(entry));
}

DownloadProgress DownloadQueue::snapshot(Entry& entry) {
    DownloadProgress now;
    now.jobId = entry.job.id;
    now.state = entry.state;
    now.totalBytes = entry.job.bytes();
    now.error = entry.error;
    for (const auto& file : entry.files) {
        now.receivedBytes += file->receivedBytes();
        now.verifiedBytes += file->verifiedBytes();
    }
    if (entry.state == DownloadState::done) {
        now.receivedBytes = now.verifiedBytes = now.totalBytes;
        for (const DownloadFile& file : entry.job.files)
            now.paths << file.path;
    }
    if (isRunning(entry.state)) {
        entry.speed.update(now.receivedBytes);
        now.bytesPerSecond = entry.speed.bytesPerSecond();
        if (now.bytesPerSecond > 1)
            now.secondsLeft =
                qint64(double(now.totalBytes - now.receivedBytes) / now.bytesPerSecond);
    }
    if (entry.state == DownloadState::waiting) {
        now.error = entry.files[entry.current]->error();
        now.secondsToRetry = entry.files[entry.current]->secondsToRetry();
    }
    return now;
}

DownloadThread::DownloadThread(NetworkPolicy& policy, RequestLedger& ledger,
                               const QString& dataFolder, const DownloadOptions& options)
    : m_settlement(dataFolder + QStringLiteral("/unsettled")),
      m_queue(new DownloadQueue(policy, ledger, m_settlement, options)) {
    qRegisterMetaType<DownloadJob>();
    qRegisterMetaType<DownloadProgress>();
    m_thread.setObjectName(QStringLiteral("network"));
    m_queue->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_queue, &QObject::deleteLater);
    m_thread.start();
}

DownloadThread::~DownloadThread() {
    m_thread.quit();
    m_thread.wait();
}

} // namespace conclave
