// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A file while it is downloaded: reserved, locked, and never under a name that looks like a model.
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>

namespace conclave {

/// Takes the bytes of parts as they arrive.
class PartSink {
public:
    virtual ~PartSink() = default;
    virtual void write(quint64 offset, const char* data, quint64 bytes) = 0;
};

/// "<name>.<first 8 digits of its hash>.part" beside the final path. The lock belongs to the
/// open file: it is gone with the process, however that ends. write() is for one thread; read() and
/// the functions on the disk's state may be used by others at the same time.
class PartFile {
public:
    /// Touches nothing yet.
    PartFile(const QString& finalPath, const QString& hash, quint64 bytes);
    ~PartFile();
    PartFile(const PartFile&) = delete;

    /// Creates folder and file as needed, and locks it. Throws DiskFault, also if another download
    /// has the lock.
    void open();
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    /// Takes the space on the disk for the whole file (unless `take` is false), where the file
    /// system can; then sets its size.
    void reserve(bool take = true);
    void write(quint64 offset, const char* data, quint64 bytes);
    /// Reads exactly that many bytes.
    void read(quint64 offset, char* data, quint64 bytes) const;
    /// Lets the disk begin to write this range; does not wait.
    void startWriting(quint64 offset, quint64 bytes) const;
    /// Waits until this range is written, but not for the disk's own directory of it.
    void waitWritten(quint64 offset, quint64 bytes) const;
    /// Waits until everything would survive a power cut.
    void settle() const;
    /// Gives the file its final name, on the disk after settle(). Throws DiskFault if that name is
    /// taken: nothing is replaced.
    void publish();
    /// Deletes it.
    void discard();
    void close();

    [[nodiscard]] const QString& finalPath() const { return m_finalPath; }
    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] QString journalPath() const { return m_path + QStringLiteral(".journal"); }
    /// Bytes on the disk that this file has already taken; 0 if it does not exist.
    [[nodiscard]] static quint64 takenBytes(const QString& path);
    [[nodiscard]] quint64 inode() const;

private:
    QString m_finalPath, m_path; ///< m_path: where the bytes are now
    quint64 m_bytes;
    std::atomic<int> m_descriptor = -1;
};

} // namespace conclave
