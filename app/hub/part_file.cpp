// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/part_file.h"

#include "app/hub/disk_fault.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace conclave {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("conclave::PartFile", text);
}

/// The call again as long as a signal interrupts it.
template <class Call> auto patiently(Call&& call) {
    decltype(call()) result;
    do {
        result = call();
    } while (result == -1 && errno == EINTR);
    return result;
}

void syncFolder(const QString& path) {
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

DiskFault diskFault(int code, const QString& path) {
    static const QRegularExpression kUnfinished(
        QStringLiteral("\\.[0-9a-f]{8}\\.part(\\.journal)?$"));
    const QString name = QFileInfo(path).fileName().remove(kUnfinished); // as the user knows it
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return DiskFault(say("There is no room left on the disk for %1; free some and go on, what "
                             "has arrived is kept.")
                             .arg(name));
    case EACCES:
    case EPERM:
    case EROFS:
        return DiskFault(
            say("Conclave may not write %1 in this folder; choose another one.").arg(name));
    case EFBIG:
        return DiskFault(
            say("The file system cannot hold a file as large as %1; choose a folder on "
                "another disk.")
                .arg(name));
    default:
        return DiskFault(say("The disk does not take %1 (%2); check the disk and go on, what has "
                             "arrived is kept.")
                             .arg(name, QString::fromLocal8Bit(std::strerror(code))));
    }
}

PartFile::PartFile(const QString& finalPath, const QString& hash, quint64 bytes)
    : m_finalPath(finalPath), m_path(QStringLiteral("%1.%2.part").arg(finalPath, hash.left(8))),
      m_bytes(bytes) {}

PartFile::~PartFile() {
    close();
}

void PartFile::open() {
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        throw DiskFault(say("The folder for %1 cannot be made; choose another one.")
                            .arg(QFileInfo(m_finalPath).fileName()));
    const QByteArray name = QFile::encodeName(m_path);
    for (;;) {
        m_descriptor = patiently([&] {
            return ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        });
        if (m_descriptor < 0)
            throw diskFault(errno, m_finalPath);
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
            close();
            throw DiskFault(say("%1 is being downloaded already, here or by another program; wait "
                                "for that.")
                                .arg(QFileInfo(m_finalPath).fileName()));
        }
        // Between opening and locking, whoever had the lock may have renamed or removed the file.
        struct stat opened {
        }, named{};
        if (::fstat(m_descriptor, &opened) == 0 && ::stat(name.constData(), &named) == 0 &&
            opened.st_ino == named.st_ino && opened.st_dev == named.st_dev)
            return;
        close();
    }
}

void PartFile::reserve(bool take) {
    const auto bytes = static_cast<off_t>(m_bytes);
    const int done = take ? patiently([&] { return ::fallocate(m_descriptor, 0, 0, bytes); }) : 0;
    if (done != 0 && errno != EOPNOTSUPP && errno != ENOSYS)
        throw diskFault(errno, m_finalPath);
    if (::ftruncate(m_descriptor, bytes) != 0)
        throw diskFault(errno, m_finalPath);
}

void PartFile::write(quint64 offset, const char* data, quint64 bytes) {
    while (bytes > 0) {
        const auto done = patiently(
            [&] { return ::pwrite(m_descriptor, data, bytes, static_cast<off_t>(offset)); });
        if (done <= 0)
            throw diskFault(done < 0 ? errno : ENOSPC, m_finalPath);
        data += done;
        offset += static_cast<quint64>(done);
        bytes -= static_cast<quint64>(done);
    }
}

void PartFile::read(quint64 offset, char* data, quint64 bytes) const {
    while (bytes > 0) {
        const auto done = patiently(
            [&] { return ::pread(m_descriptor, data, bytes, static_cast<off_t>(offset)); });
        if (done <= 0)
            throw diskFault(done < 0 ? errno : EIO, m_finalPath);
        data += done;
        offset += static_cast<quint64>(done);
        bytes -= static_cast<quint64>(done);
    }
}

void PartFile::startWriting(quint64 offset, quint64 bytes) const {
    ::sync_file_range(m_descriptor, static_cast<off64_t>(offset), static_cast<off64_t>(bytes),
                      SYNC_FILE_RANGE_WRITE);
}

void PartFile::waitWritten(quint64 offset, quint64 bytes) const {
    ::sync_file_range(m_descriptor, static_cast<off64_t>(offset), static_cast<off64_t>(bytes),
                      SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                          SYNC_FILE_RANGE_WAIT_AFTER);
}

void PartFile::settle() const {
    if (patiently([&] { return ::fdatasync(m_descriptor); }) != 0)
        throw diskFault(errno, m_finalPath);
    syncFolder(m_path);
}

void PartFile::publish() {
    const QByteArray from = QFile::encodeName(m_path), to = QFile::encodeName(m_finalPath);
    int done = ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE);
    if (done != 0 && (errno == EINVAL || errno == ENOSYS)) // the file system cannot promise it
        done = QFileInfo::exists(m_finalPath) ? (errno = EEXIST, -1)
                                              : ::rename(from.constData(), to.constData());
    if (done != 0 && errno == EEXIST)
        throw DiskFault(
            say("%1 came into being while it was downloaded; move that file away and go on.")
                .arg(QFileInfo(m_finalPath).fileName()));
    if (done != 0)
        throw diskFault(errno, m_finalPath);
    m_path = m_finalPath;
}

void PartFile::discard() {
    ::unlink(QFile::encodeName(m_path).constData());
    close();
}

void PartFile::close() {
    if (m_descriptor >= 0)
        ::close(m_descriptor.exchange(-1));
}

quint64 PartFile::takenBytes(const QString& path) {
    struct stat facts {};
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return 0;
    return static_cast<quint64>(facts.st_blocks) * 512;
}

quint64 PartFile::inode() const {
    struct stat facts {};
    return ::fstat(m_descriptor, &facts) == 0 ? static_cast<quint64>(facts.st_ino) : 0;
}

} // namespace conclave
