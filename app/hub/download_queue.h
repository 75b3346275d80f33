// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// All downloads: order, how many at once, room on the disk, what to show.
#pragma once

#include "app/hub/download_job.h"
#include "app/hub/download_options.h"
#include "app/hub/file_download.h"
#include "app/hub/settlement.h"
#include "app/hub/speed_meter.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <vector>

namespace conclave {

/// Lives in the network's thread; the slots are called from others through queued invocations.
class DownloadQueue : public QObject {
    Q_OBJECT

public:
    DownloadQueue(NetworkPolicy& policy, RequestLedger& ledger, Settlement& settlement,
                  const DownloadOptions& options);
    ~DownloadQueue() override;

public slots:
    /// At the end of the queue; a paused one waits for resume().
    void add(const conclave::DownloadJob& job);
    void pause(const QString& jobId);
    void resume(const QString& jobId);
    /// Takes it off the queue and deletes what is not finished.
    void cancel(const QString& jobId);
    /// Takes it off the queue; files stay as they are.
    void remove(const QString& jobId);

signals:
    /// Several times a second while bytes arrive, and at every change of state.
    void progressed(const conclave::DownloadProgress& progress);

private:
    struct Entry {
        DownloadJob job;
        DownloadState state = DownloadState::queued;
        NetworkError error;
        std::vector<std::unique_ptr<FileDownload>> files; ///< while it runs
        std::size_t current = 0;                          ///< of files
        SpeedMeter speed;
    };

    [[nodiscard]] Entry* find(const QString& jobId);
    void startNext();
    void start(Entry& entry);
    void startFile(Entry& entry);
    void fileFinished(const QString& jobId);
    void stop(Entry& entry, DownloadState state, NetworkError error = {});
    void obeySwitch();
    void show(Entry& entry);
    [[nodiscard]] static DownloadProgress snapshot(Entry& entry);
    void showRunning();
    /// The sentence if the files do not fit beside what others still need; none if they do.
    [[nodiscard]] std::optional<NetworkError> roomFault(const Entry& entry) const;

    NetworkPolicy& m_policy;
    RequestLedger& m_ledger;
    Settlement& m_settlement;
    DownloadOptions m_options;
    QThreadPool m_pool; ///< of hashers
    QTimer m_ticker;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

/// A DownloadQueue with its thread and the settlement behind it. When it ends, running downloads
/// stop with everything that arrived kept.
class DownloadThread {
public:
    /// `dataFolder` is for the settlement's notes.
    DownloadThread(NetworkPolicy& policy, RequestLedger& ledger, const QString& dataFolder,
                   const DownloadOptions& options = {});
    ~DownloadThread();

    [[nodiscard]] DownloadQueue& queue() { return *m_queue; }
    [[nodiscard]] Settlement& settlement() { return m_settlement; }

private:
    Settlement m_settlement;
    QThread m_thread;
    DownloadQueue* m_queue; ///< deleted in its thread
};

} // namespace conclave
