// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Gets downloaded bytes from the system's cache onto the disk, behind the downloads' backs.
#pragma once

#include "app/hub/part_file.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace conclave {

/// A disk may be slower than the line, and waiting for it would hold up a verified file. So a file
/// gets its name when its hash is right, and a note in the data folder says that it may not be on
/// the disk yet; the note goes when it is. A note that a later start finds means: after a mere end
/// of the program the system has written the file anyway; after another boot every part is read and
/// compared, and a damaged file becomes an unfinished download again, with its good parts.
///
/// All functions may be called from any thread; the work is done in one of its own, which ends
/// within a moment when the object does.
class Settlement : public QObject {
    Q_OBJECT

public:
    /// `folder` is for the notes; made if missing.
    explicit Settlement(QString folder);
    ~Settlement() override;

    /// Begins to write a part that is complete.
    void startWriting(std::shared_ptr<PartFile> file, quint64 offset, quint64 bytes);
    /// Before the file gets its name. Throws DiskFault.
    void note(const PartFile& file, const QString& sha256, quint64 bytes,
              const QByteArray& journal);
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

    void queue(Task task);
    void run();
    void writeThrough(const PartFile& file);
    void checkNote(const QString& notePath);
    [[nodiscard]] QString notePath(const QString& path) const;

    QString m_folder;
    std::mutex m_mutex; ///< guards m_tasks and m_busy
    std::condition_variable m_change;
    std::deque<Task> m_tasks;
    bool m_busy = false;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace conclave
