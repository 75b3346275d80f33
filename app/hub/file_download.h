// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One file from the hub to its verified place on the disk.
#pragma once

#include "app/hub/block_writer.h"
#include "app/hub/download_job.h"
#include "app/hub/download_options.h"
#include "app/hub/http_client.h"
#include "app/hub/part_file.h"
#include "app/hub/part_journal.h"
#include "app/hub/prefix_hasher.h"
#include "app/hub/segment_transfer.h"
#include "app/hub/settlement.h"

#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <map>
#include <memory>
#include <vector>

namespace conclave {

class PartRepair;

/// Network thread. The order of things:
///   1. A file of that name and hash is there already: done. One with another hash: refused.
///   2. The part file is locked and reserved, the journal read.
///   3. Connections fetch runs of missing parts, lowest first; a thread writes them. A complete
///   part
///      goes into the journal; the hasher follows in another thread, reading parts back: one of an
///      earlier run that the disk does not hold as it arrived is fetched again.
///   4. All parts hashed and the hash of the whole right: the final name. Wrong: all parts are
///   compared with
///      their hashes first.
///   5. The hash wrong: the hub has no hashes of parts, so PartRepair fetches parts again,
///      suspicious ones first, and replaces those that differ, until the hash is right.
/// Failed connections are tried again after a growing delay; what has arrived always stays.
class FileDownload : public QObject {
    Q_OBJECT

public:
    /// The policy, ledger, pool and settlement outlive it.
    FileDownload(DownloadFile file, const DownloadOptions& options, NetworkPolicy& policy,
                 RequestLedger& ledger, QThreadPool& pool, Settlement& settlement);
    /// Waits for the hasher to stop; a file without a single good part is deleted.
    ~FileDownload() override;

    /// Locks and reserves, unless the final file exists. Throws DiskFault.
    void prepare();
    /// After prepare().
    void start();
    /// Deletes what has arrived; then delete the object.
    void discard();

    [[nodiscard]] const DownloadFile& file() const { return m_file; }
    [[nodiscard]] DownloadState state() const { return m_state; }
    [[nodiscard]] const NetworkError& error() const { return m_error; }
    [[nodiscard]] quint64 receivedBytes() const;
    [[nodiscard]] quint64 verifiedBytes() const;
    /// While waiting: until the next attempt.
    [[nodiscard]] int secondsToRetry() const;

signals:
    void stateChanged();
    /// Once: state() is done or failed.
    void finished();

private:
    friend class PartRepair;

    void checkExisting();
    void fetchMissing();
    [[nodiscard]] std::optional<Segment> nextSegment();
    void startLane(Segment segment);
    [[nodiscard]] HttpRequest request() const;
    /// Why this answer is not about the file wanted, or none.
    [[nodiscard]] std::optional<NetworkError> faultOfAnswer(const HttpTransfer& transfer) const;
    void laneOpened(SegmentTransfer* lane);
    void laneEnded(SegmentTransfer* lane);
    void keepBegun(const SegmentTransfer& lane);
    /// Ends connections; what they brought is kept.
    void dropLanes(const SegmentTransfer* except = nullptr);
    /// Returns when nothing runs in the pool any more.
    void stopWork();
    /// In the journal, or on the way there.
    [[nodiscard]] bool isHere(int part) const {
        return m_journal->has(part) || m_unwritten.contains(part);
    }
    void partReceived(int part, quint64 hash);
    void partsWritten();
    /// Takes what the writer has written into the journal; the fault if the disk failed.
    std::optional<NetworkError> journalWritten();
    /// The lane's error, with what a new look-up may mend made worth another try.
    [[nodiscard]] NetworkError judged(const SegmentTransfer& lane) const;
    void tryAgain(const NetworkError& error);
    /// Whether another attempt makes sense; counts it. Else the download has failed.
    bool mayRetry(const NetworkError& error);
    void hashOn();
    void hashed(bool asReceived);
    void judge();
    void publish();
    void setState(DownloadState state);
    void fail(const NetworkError& error);
    /// Runs `work` in the pool, then `then` here; one at a time. What `work` throws fails the file.
    void inPool(std::function<void()> work, std::function<void()> then);
    [[nodiscard]] bool isOver() const {
        return m_state == DownloadState::done || m_state == DownloadState::failed;
    }

    DownloadFile m_file;
    DownloadOptions m_options;
    HttpClient m_http;
    QThreadPool& m_pool;
    Settlement& m_settlement;
    std::shared_ptr<PartFile> m_part; ///< shared with the settlement that outlives the download
    std::unique_ptr<PartJournal> m_journal;
    std::unique_ptr<BlockWriter> m_writer;
    QSet<int> m_unwritten; ///< received parts that the writer still has
    QSet<int> m_fresh;     ///< parts that were written just now: believed at first
    PrefixHasher m_hasher;
    std::unique_ptr<PartRepair> m_repair;
    std::vector<std::unique_ptr<SegmentTransfer>> m_lanes;
    std::vector<std::unique_ptr<SegmentTransfer>> m_dropped; ///< ended, to be deleted
    std::map<int, std::shared_ptr<BegunPart>> m_begun; ///< by part; left by broken connections
    QSet<int> m_suspects; ///< parts that a broken connection had a hand in
    QUrl m_direct;        ///< where the hub redirected to, until that expires
    QTimer m_retry;
    NetworkError m_error;
    DownloadState m_state = DownloadState::queued;
    int m_lanesAllowed = 1; ///< grows while all goes well
    int m_failures = 0;     ///< in a row
    qint64 m_bytesSinceFailure = 0;
    std::atomic<bool> m_cancelled = false;
    std::shared_ptr<std::atomic<bool>> m_task; ///< true while the latest task runs in the pool
    bool m_working = false;                    ///< until its result was taken
    std::atomic<quint64> m_checkedBytes = 0;   ///< of a file found in place
    bool m_exists = false;
};

} // namespace conclave
