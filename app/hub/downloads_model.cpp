// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/downloads_model.h"

#include "app/guarded.h"
#include "app/hub/content_hash.h"
#include "app/hub/download_queue.h"
#include "app/hub/hub_names.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace conclave {

namespace {

std::string toJson(const QList<DownloadFile>& files) {
    QJsonArray array;
    for (const DownloadFile& file : files)
        array.append(QJsonObject{{"url", file.url.toString(QUrl::FullyEncoded)},
                                 {"path", file.path},
                                 {"bytes", qint64(file.bytes)},
                                 {"hash", file.hash}});
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

/// None if what was stored is not a list of files with everything in them.
std::optional<QList<DownloadFile>> filesFrom(const std::string& json) {
    QList<DownloadFile> files;
    const auto array = QJsonDocument::fromJson(QByteArray::fromStdString(json)).array();
    for (const QJsonValue& value : array) {
        const DownloadFile file{QUrl(value[QLatin1String("url")].toString()),
                                value[QLatin1String("path")].toString(),
                                quint64(value[QLatin1String("bytes")].toInteger()),
                                value[QLatin1String("hash")].toString()};
        if (!file.url.isValid() || file.bytes == 0 || !isFileHash(file.hash) ||
            !QDir::isAbsolutePath(file.path))
            return std::nullopt;
        files.append(file);
    }
    return files.isEmpty() ? std::nullopt : std::optional(files);
}

bool isResting(DownloadState state) {
    return state == DownloadState::paused || state == DownloadState::failed;
}

bool isFinished(DownloadState state) {
    return state == DownloadState::done;
}

bool isActive(DownloadState state) {
    return !isResting(state) && !isFinished(state);
}

const char* storedName(DownloadState state) {
    return state == DownloadState::paused   ? "paused"
           : state == DownloadState::failed ? "failed"
           : state == DownloadState::done   ? "done"
                                            : "active";
}

QString nameOf(DownloadState state) {
    switch (state) {
    case DownloadState::queued:
        return QStringLiteral("queued");
    case DownloadState::checking:
        return QStringLiteral("checking");
    case DownloadState::downloading:
        return QStringLiteral("downloading");
    case DownloadState::verifying:
        return QStringLiteral("verifying");
    case DownloadState::repairing:
        return QStringLiteral("repairing");
    case DownloadState::waiting:
        return QStringLiteral("waiting");
    case DownloadState::paused:
        return QStringLiteral("paused");
    case DownloadState::failed:
        return QStringLiteral("failed");
    case DownloadState::done:
        return QStringLiteral("done");
    }
    return {};
}

/// `hash`: of one of its files.
QString wordsFor(const DownloadProgress& now, const QString& hash) {
    switch (now.state) {
    case DownloadState::queued:
        return DownloadsModel::tr("Waits for its turn");
    case DownloadState::checking:
        return DownloadsModel::tr("Looking at what is there");
    case DownloadState::downloading:
        return DownloadsModel::tr("Downloading");
    case DownloadState::verifying:
        return DownloadsModel::tr("Verifying");
    case DownloadState::repairing:
        return DownloadsModel::tr("Finding the damaged part");
    case DownloadState::waiting:
        return DownloadsModel::tr("Next attempt in %1 s").arg(now.secondsToRetry);
    case DownloadState::paused:
        return DownloadsModel::tr("Paused");
    case DownloadState::failed:
        return DownloadsModel::tr("Stopped");
    case DownloadState::done:
        return DownloadsModel::tr("Verified by %1").arg(hashName(hash));
    }
    return {};
}

double share(quint64 part, quint64 whole) {
    return whole == 0 ? 0 : double(part) / double(whole);
}

} // namespace

DownloadsModel::DownloadsModel(DownloadQueue& queue, storage::DownloadStore& store,
                               NoticesModel& notices)
    : m_queue(queue), m_store(store), m_notices(notices) {
    connect(&m_queue, &DownloadQueue::progressed, this, &DownloadsModel::show);
}

void DownloadsModel::restore() {
    const auto rows =
        guarded(m_notices, std::vector<storage::DownloadRow>(), [&] { return m_store.list(); });
    for (const storage::DownloadRow& stored : rows) {
        const auto files = filesFrom(stored.filesJson);
        const QString id = QString::fromStdString(stored.id);
        if (!files || rowOf(id) >= 0)
            continue;
        Row row;
        row.job = {id,
                   QString::fromStdString(stored.name),
                   QString::fromStdString(stored.repository),
                   QString::fromStdString(stored.folder),
                   *files,
                   stored.state == "paused" || stored.state == "failed"};
        row.now.jobId = id;
        row.now.totalBytes = row.job.bytes();
        row.now.state = stored.state == "done"     ? DownloadState::done
                        : stored.state == "failed" ? DownloadState::failed
                        : row.job.paused           ? DownloadState::paused
                                                   : DownloadState::queued;
        row.now.error.sentence = QString::fromStdString(stored.error);
        if (row.now.state == DownloadState::done) {
            row.now.receivedBytes = row.now.verifiedBytes = row.now.totalBytes;
            for (const DownloadFile& file : *files)
                row.now.paths << file.path;
        }
        beginInsertRows({}, count(), count());
        m_rows.push_back(row);
        endInsertRows();
        if (isActive(row.now.state))
            post([job = row.job](DownloadQueue& queue) { queue.add(job); });
    }
    emit countChanged();
    emit totalsChanged();
}

int DownloadsModel::add(DownloadJob job) {
    for (int row = 0; row < count(); ++row) {
        const QList<DownloadFile>& files = m_rows[std::size_t(row)].job.files;
        const bool same = std::equal(
            files.begin(), files.end(), job.files.begin(), job.files.end(),
            [](const auto& a, const auto& b) { return a.path == b.path && a.hash == b.hash; });
        if (!same)
            continue;
        const DownloadState state = m_rows[std::size_t(row)].now.state;
        if (state == DownloadState::done) { // perhaps deleted since: looked at again
            remove(row);
            break;
        }
        resume(row);
        return row;
    }
    Row row{job, {}};
    row.now.jobId = job.id;
    row.now.totalBytes = job.bytes();
    beginInsertRows({}, count(), count());
    m_rows.push_back(row);
    endInsertRows();
    save(row);
    emit countChanged();
    emit totalsChanged();
    post([job](DownloadQueue& queue) { queue.add(job); });
    return count() - 1;
}

int DownloadsModel::rowOf(const QString& jobId) const {
    for (int row = 0; row < count(); ++row) {
        if (m_rows[std::size_t(row)].job.id == jobId)
            return row;
    }
    return -1;
}

void DownloadsModel::save(const Row& row) {
    guarded(m_notices, [&] {
        m_store.save({row.job.id.toStdString(), row.job.name.toStdString(),
                      row.job.repository.toStdString(), row.job.folder.toStdString(),
                      toJson(row.job.files), storedName(row.now.state),
                      row.now.state == DownloadState::failed ? row.now.error.sentence.toStdString()
                                                             : std::string()});
    });
}

void DownloadsModel::show(const DownloadProgress& progress) {
    const int number = rowOf(progress.jobId);
    if (number < 0)
        return;
    Row& row = m_rows[std::size_t(number)];
    const DownloadState before = std::exchange(row.now, progress).state;
    if (std::string_view(storedName(before)) != storedName(progress.state) ||
        progress.state == DownloadState::failed)
        save(row);
    emit dataChanged(index(number), index(number));
    emit totalsChanged();
    if (progress.state == DownloadState::done && before != DownloadState::done)
        emit finished(row.job.name, progress.paths);
    if (progress.state == DownloadState::failed && before != DownloadState::failed)
        emit gaveUp(progress.jobId, progress.error.sentence);
}

/// A file that a power cut damaged after it was in place is an unfinished download again.
void DownloadsModel::markDamaged(const QString& path) {
    for (int number = 0; number < count(); ++number) {
        Row& row = m_rows[std::size_t(number)];
        if (row.now.state != DownloadState::done || !row.now.paths.contains(path))
            continue;
        row.now.state = DownloadState::failed;
        row.now.paths.clear();
        row.now.error = {
            NetworkErrorKind::disk,
            tr("The computer went off before %1 was on the disk; go on to fetch what is "
               "missing.")
                .arg(row.job.name)};
        save(row);
        emit dataChanged(index(number), index(number));
    }
}

void DownloadsModel::post(std::function<void(DownloadQueue&)> call) {
    // Not through this object: the queue may come to it when this object is gone.
    QMetaObject::invokeMethod(&m_queue,
                              [queue = &m_queue, call = std::move(call)] { call(*queue); });
}

void DownloadsModel::pause(int row) {
    if (isRow(row))
        post([id = m_rows[std::size_t(row)].job.id](DownloadQueue& queue) { queue.pause(id); });
}

void DownloadsModel::resume(int row) {
    if (!isRow(row))
        return;
    DownloadJob job = m_rows[std::size_t(row)].job;
    job.paused = false;
    post([job](DownloadQueue& queue) {
        queue.add(job); // one of an earlier run is not known there yet
        queue.resume(job.id);
    });
}

void DownloadsModel::cancel(int row) {
    if (!isRow(row))
        return;
    DownloadJob job = m_rows[std::size_t(row)].job;
    job.paused = true;
    post([job](DownloadQueue& queue) {
        queue.add(job);
        queue.cancel(job.id);
    });
    forget(row);
}

void DownloadsModel::remove(int row) {
    if (!isRow(row))
        return;
    post([id = m_rows[std::size_t(row)].job.id](DownloadQueue& queue) { queue.remove(id); });
    forget(row);
}

void DownloadsModel::forget(int row) {
    guarded(m_notices, [&] { m_store.remove(m_rows[std::size_t(row)].job.id.toStdString()); });
    const auto gone = m_rows.begin() + row;
    const QString id = gone->job.id;
    const bool unfinished = gone->now.state != DownloadState::done;
    beginRemoveRows({}, row, row);
    m_rows.erase(gone);
    endRemoveRows();
    emit countChanged();
    emit totalsChanged();
    if (unfinished)
        emit gaveUp(id, {});
}

void DownloadsModel::pauseAll() {
    for (int row = 0; row < count(); ++row)
        pause(row);
}

void DownloadsModel::resumeAll() {
    for (int row = 0; row < count(); ++row) {
        if (isResting(m_rows[std::size_t(row)].now.state))
            resume(row);
    }
}

void DownloadsModel::removeFinished() {
    for (int row = count() - 1; row >= 0; --row) {
        if (isFinished(m_rows[std::size_t(row)].now.state))
            remove(row);
    }
}

int DownloadsModel::countOf(bool (*is)(DownloadState)) const {
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [is](const Row& row) { return is(row.now.state); }));
}

int DownloadsModel::activeCount() const {
    return countOf(isActive);
}

int DownloadsModel::restingCount() const {
    return countOf(isResting);
}

int DownloadsModel::finishedCount() const {
    return countOf(isFinished);
}

double DownloadsModel::bytesPerSecond() const {
    double sum = 0;
    for (const Row& row : m_rows)
        sum += isActive(row.now.state) ? row.now.bytesPerSecond : 0;
    return sum;
}

double DownloadsModel::progress() const {
    quint64 received = 0, total = 0;
    for (const Row& row : m_rows) {
        if (isActive(row.now.state)) {
            received += row.now.receivedBytes;
            total += row.now.totalBytes;
        }
    }
    return share(received, total);
}

int DownloadsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant DownloadsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& [job, now] = m_rows[std::size_t(index.row())];
    switch (role) {
    case JobIdRole:
        return job.id;
    case NameRole:
        return job.name;
    case RepositoryRole:
        return job.repository;
    case FolderRole:
        return job.folder;
    case StateRole:
        return nameOf(now.state);
    case StateTextRole:
        return wordsFor(now, job.files.constFirst().hash);
    case ErrorRole:
        return now.error.sentence;
    case TotalBytesRole:
        return double(now.totalBytes);
    case ReceivedBytesRole:
        return double(now.receivedBytes);
    case VerifiedBytesRole:
        return double(now.verifiedBytes);
    case BytesPerSecondRole:
        return now.bytesPerSecond;
    case SecondsLeftRole:
        return double(now.secondsLeft);
    case ProgressRole:
        return share(now.receivedBytes, now.totalBytes);
    case VerifiedShareRole:
        return share(now.verifiedBytes, now.totalBytes);
    case PathRole:
        return now.paths.value(0);
    case PathsRole:
        return now.paths;
    case CanPauseRole:
        return isActive(now.state);
    case CanResumeRole:
        return isResting(now.state);
    case UsableRole:
        return isFinished(now.state);
    case Sha256Role:
        return job.files.size() == 1 && isSha256(job.files.constFirst().hash)
                   ? job.files.constFirst().hash
                   : QString();
    case UrlRole:
        return job.files.constFirst().url;
    default:
        return {};
    }
}

QHash<int, QByteArray> DownloadsModel::roleNames() const {
    return {{JobIdRole, "jobId"},
            {NameRole, "name"},
            {RepositoryRole, "repository"},
            {FolderRole, "folder"},
            {StateRole, "state"},
            {StateTextRole, "stateText"},
            {ErrorRole, "error"},
            {TotalBytesRole, "totalBytes"},
            {ReceivedBytesRole, "receivedBytes"},
            {VerifiedBytesRole, "verifiedBytes"},
            {BytesPerSecondRole, "bytesPerSecond"},
            {SecondsLeftRole, "secondsLeft"},
            {ProgressRole, "progress"},
            {VerifiedShareRole, "verifiedShare"},
            {PathRole, "path"},
            {PathsRole, "paths"},
            {CanPauseRole, "canPause"},
            {CanResumeRole, "canResume"},
            {UsableRole, "usable"},
            {Sha256Role, "sha256"},
            {UrlRole, "url"}};
}

} // namespace conclave
