// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Gets downloaded bytes from the system's cache onto the disk, behind the downloads' backs.
#pragma once

#include "app/hub/part_file.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace conclave {

/// A disk may be slower than the line, and waiting for it would hold up a verified file. So a note
/// in the data folder, on the disk before the first byte arrives, says that the file may not be
/// whole after a power cut; the file gets its name when its hash is right, and the note goes when
/// the disk has it. A note that a later start finds means: after a mere end of the program the
/// system has written the file anyway; after another boot every part is read and compared, and a
/// damaged file becomes an unfinished download again, with its good parts.
///
/// All functions may be called from any thread; the work is done in one of its own, which ends
/// within a moment when the object does.
class Settlement : public QObject {
    Q_OBJECT

public:
    /// `folder` is for the notes; made if missing.
    explicit Settlement(QString folder);
    ~Settlement() override;

    /// Begins to write a part that is complete, after a moment: on a fast line the processor is
    /// needed for the next one.
    void startWriting(std::shared_ptr<PartFile> file, quint64 offset, quint64 bytes);
    /// When the file is open, long before it gets its name. Throws DiskFault.
    void announce(const PartFile& file, const QString& hash, quint64 bytes);
    /// The file will not get its name now.
    void forget(const PartFile& file);
    /// Before the file gets its name: the hashes of its parts; on the disk with it. Throws
    /// DiskFault.
    void keepHashes(const PartFile& file, const QByteArray& journal);
    /// After it got its name: writes it through, then removes the note.
    void settle(std::shared_ptr<PartFile> file);
    /// Looks after what earlier runs noted.
    void checkNotes();
    /// Whether everything was written; waits up to so many milliseconds.
    bool waitUntilDone(int milliseconds);

signals:
    /// This file did not survive a power cut; it is an unfinished download again.
    void damaged(const QString& path);

private:
    using Task = std::function<void()>;
    using Clock = std::chrono::steady_clock;
    struct Range {
        Clock::time_point since;
        std::shared_ptr<PartFile> file;
        quint64 offset, bytes;
    };

    void queue(Task task);
    void run();
    void startOldWrites(std::unique_lock<std::mutex>& lock);
    void writeThrough(const PartFile& file);
    void checkNote(const QString& notePath);
    /// Whether every part, or else the whole, is as it was; a damaged file is made a download
    /// again.
    void checkFile(const QString& path, const QString& hash, quint64 bytes,
                   const QByteArray& hashes);
    [[nodiscard]] QString notePath(const QString& path) const;

    QString m_folder;
    std::mutex m_mutex; ///< guards m_tasks, m_young and m_busy
    std::condition_variable m_change;
    std::deque<Task> m_tasks;
    std::deque<Range> m_young; ///< oldest first
    bool m_busy = false;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace conclave
