// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The list of downloads as the interface shows it.
#pragma once

#include "app/hub/download_job.h"
#include "app/notices_model.h"
#include "storage/download_store.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <vector>

namespace conclave {

class DownloadQueue;

/// GUI thread; the work is done by the DownloadQueue in its own. Unfinished downloads come back
/// after a restart: those that ran go on, those that were paused stay so.
///
/// Roles
///   jobId, name ("Qwen3-8B Q4_K_M"), repository, folder
///   state       "queued" "checking" "downloading" "verifying" "repairing" "waiting" "paused"
///               "failed" "done"
///   stateText   the same in words, with the reason for waiting and the check that was made
///   error       one sentence; empty unless state is "failed" or "waiting"
///   totalBytes, receivedBytes, verifiedBytes, bytesPerSecond
///   secondsLeft -1 if unknown
///   progress    received share, 0 to 1;  verifiedShare  hashed and found right, 0 to 1
///   path        the file to open, first of a split set; empty until it is verified
///   paths       all of them
///   canPause, canResume (also "try again"), usable (verified: "Use" may be shown), sha256 (of a
///   single file, if the hub states one), url (of the first file)
class DownloadsModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Hub")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// How many are not at rest (neither paused, failed nor done).
    Q_PROPERTY(int activeCount READ activeCount NOTIFY totalsChanged)
    /// Paused or failed: these can go on.
    Q_PROPERTY(int restingCount READ restingCount NOTIFY totalsChanged)
    Q_PROPERTY(int finishedCount READ finishedCount NOTIFY totalsChanged)
    Q_PROPERTY(double bytesPerSecond READ bytesPerSecond NOTIFY totalsChanged)
    /// Received share of all active ones together, 0 to 1.
    Q_PROPERTY(double progress READ progress NOTIFY totalsChanged)

public:
    enum Role {
        JobIdRole = Qt::UserRole + 1,
        NameRole,
        RepositoryRole,
        FolderRole,
        StateRole,
        StateTextRole,
        ErrorRole,
        TotalBytesRole,
        ReceivedBytesRole,
        VerifiedBytesRole,
        BytesPerSecondRole,
        SecondsLeftRole,
        ProgressRole,
        VerifiedShareRole,
        PathRole,
        PathsRole,
        CanPauseRole,
        CanResumeRole,
        UsableRole,
        Sha256Role,
        UrlRole
    };

    DownloadsModel(DownloadQueue& queue, storage::DownloadStore& store, NoticesModel& notices);

    /// Takes up what an earlier run of the program left; once, after the first frame.
    void restore();
    /// Queues a download. The same files into the same folder are not queued twice: the row of the
    /// first is returned then.
    int add(DownloadJob job);

    /// This file did not survive a power cut (Settlement::damaged).
    void markDamaged(const QString& path);

    Q_INVOKABLE void pause(int row);
    /// Goes on with a paused or failed one.
    Q_INVOKABLE void resume(int row);
    /// Ends an unfinished one and deletes what had arrived.
    Q_INVOKABLE void cancel(int row);
    /// Takes a finished or failed one off the list; files stay, also unfinished ones.
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void pauseAll();
    Q_INVOKABLE void resumeAll();
    Q_INVOKABLE void removeFinished();

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int activeCount() const;
    [[nodiscard]] int restingCount() const;
    [[nodiscard]] int finishedCount() const;
    [[nodiscard]] double bytesPerSecond() const;
    [[nodiscard]] double progress() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void totalsChanged();
    /// All files of one download are verified and in place.
    void finished(const QString& name, const QStringList& paths);
    /// One will not be complete unless the user goes on with it: it failed, `sentence` says why,
    /// or, without a sentence, it was taken off the list.
    void gaveUp(const QString& jobId, const QString& sentence);

private:
    struct Row {
        DownloadJob job;
        DownloadProgress now;
    };

    /// Runs the call in the queue's thread.
    void post(std::function<void(DownloadQueue&)> call);
    void show(const DownloadProgress& progress);
    void save(const Row& row);
    void forget(int row);
    [[nodiscard]] bool isRow(int row) const { return row >= 0 && row < count(); }
    [[nodiscard]] int rowOf(const QString& jobId) const;
    [[nodiscard]] int countOf(bool (*is)(DownloadState)) const;

    DownloadQueue& m_queue;
    storage::DownloadStore& m_store;
    NoticesModel& m_notices;
    std::vector<Row> m_rows;
};

} // namespace conclave
