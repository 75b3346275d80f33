// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/settlement.h"

#include "app/hub/disk_fault.h"
#include "app/hub/part_hash.h"
#include "app/hub/part_journal.h"
#include "app/hub/prefix_hasher.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <chrono>

#include <sys/stat.h>
#include <unistd.h>

namespace conclave {

namespace {

constexpr quint64 kChunk = 8 << 20; ///< between two looks at m_stop
constexpr std::chrono::seconds kRest{2};

/// Changes with every start of the computer; empty where the system does not tell.
QString bootId() {
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed())
                                          : QString();
}

quint64 inodeOf(const QString& path) {
    struct stat facts {};
    return ::stat(QFile::encodeName(path).constData(), &facts) == 0 ? quint64(facts.st_ino) : 0;
}

/// `subject`: the file that a fault is about.
void write(const QString& path, const QByteArray& bytes, bool durably, const QString& subject) {
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) ||
        file.write(bytes) != bytes.size() || (durably && ::fsync(file.handle()) != 0))
        throw diskFault(errno ? errno : ENOSPC, subject);
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void syncFile(const QString& path) {
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        ::fdatasync(file.handle());
}

QString hashesPath(const QString& notePath) {
    return notePath + QStringLiteral(".hashes");
}

void removeNote(const QString& notePath) {
    QFile::remove(notePath);
    QFile::remove(hashesPath(notePath));
}

/// The parts of the file that differ from what the journal says.
QList<int> damagedParts(const QString& path, const PartJournal& journal) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    QList<int> damaged;
    for (int part = 0; part < journal.layout().count(); ++part) {
        const QByteArray bytes = file.read(qint64(journal.layout().length(part)));
        PartHash hash;
        hash.add(bytes.constData(), std::size_t(bytes.size()));
        if (!journal.has(part) || hash.value() != journal.hash(part))
            damaged << part;
    }
    return damaged;
}

} // namespace

Settlement::Settlement(QString folder) : m_folder(std::move(folder)) {
    QDir().mkpath(m_folder);
    m_thread = std::thread([this] { run(); });
}

Settlement::~Settlement() {
    m_stop = true;
    m_change.notify_all();
    m_thread.join();
}

void Settlement::queue(Task task) {
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    m_change.notify_all();
}

void Settlement::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        if (m_tasks.empty()) {
            m_change.wait_for(lock, std::chrono::milliseconds(200));
            startOldWrites(lock);
            continue;
        }
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        m_busy = true;
        lock.unlock();
        task();
        lock.lock();
        m_busy = false;
        m_change.notify_all();
    }
}

bool Settlement::waitUntilDone(int milliseconds) {
    std::unique_lock lock(m_mutex);
    return m_change.wait_for(lock, std::chrono::milliseconds(milliseconds),
                             [this] { return m_tasks.empty() && !m_busy; });
}

void Settlement::startWriting(std::shared_ptr<PartFile> file, quint64 offset, quint64 bytes) {
    const std::lock_guard lock(m_mutex);
    m_young.push_back({Clock::now(), std::move(file), offset, bytes});
}

void Settlement::startOldWrites(std::unique_lock<std::mutex>& lock) {
    while (!m_stop && !m_young.empty() && Clock::now() - m_young.front().since >= kRest) {
        const Range range = std::move(m_young.front());
        m_young.pop_front();
        lock.unlock();
        range.file->startWriting(range.offset, range.bytes);
        lock.lock();
    }
}

QString Settlement::notePath(const QString& path) const {
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name.toHex().left(32)) +
           QStringLiteral(".note");
}

void Settlement::announce(const PartFile& file, const QString& hash, quint64 bytes) {
    const QJsonObject note{{"path", file.finalPath()},
                           {"inode", QString::number(file.inode())},
                           {"boot", bootId()},
                           {"hash", hash},
                           {"bytes", qint64(bytes)}};
    write(notePath(file.finalPath()), QJsonDocument(note).toJson(), true, file.finalPath());
}

void Settlement::forget(const PartFile& file) {
    removeNote(notePath(file.finalPath()));
}

void Settlement::keepHashes(const PartFile& file, const QByteArray& journal) {
    write(hashesPath(notePath(file.finalPath())), journal, false, file.finalPath());
}

void Settlement::settle(std::shared_ptr<PartFile> file) {
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_young, [&](const Range& range) { return range.file == file; });
    }
    queue([this, file] { writeThrough(*file); });
}

void Settlement::writeThrough(const PartFile& file) {
    const auto bytes = quint64(QFileInfo(file.path()).size());
    for (quint64 offset = 0; offset < bytes; offset += kChunk) {
        if (m_stop)
            return; // the note stays
        file.waitWritten(offset, std::min(kChunk, bytes - offset));
    }
    syncFile(hashesPath(notePath(file.finalPath())));
    try {
        file.settle();
        removeNote(notePath(file.finalPath()));
    } catch (const DiskFault&) {
        // The note stays: the next start reads the file again.
    }
}

void Settlement::checkNotes() {
    queue([this] {
        const QDir folder(m_folder);
        for (const QString& name : folder.entryList({QStringLiteral("*.note")}, QDir::Files)) {
            if (!m_stop)
                checkNote(folder.filePath(name));
        }
    });
}

void Settlement::checkNote(const QString& notePath) {
    const QJsonObject note = QJsonDocument::fromJson(contentOf(notePath)).object();
    const QString path = note[QLatin1String("path")].toString();
    const auto bytes = quint64(note[QLatin1String("bytes")].toInteger());
    const QString hash = note[QLatin1String("hash")].toString();
    const QString inode = note[QLatin1String("inode")].toString();
    const QString boot = note[QLatin1String("boot")].toString();
    const bool inPlace = bytes > 0 && inode == QString::number(inodeOf(path));
    if (!inPlace && QFileInfo::exists(PartFile(path, hash, bytes).path()))
        return; // still on its way, here or in another program
    try {
        if (inPlace && !boot.isEmpty() && boot == bootId())
            syncFile(path); // the system outlived the program and would have written it in time
        else if (inPlace)
            checkFile(path, hash, bytes, contentOf(hashesPath(notePath)));
        if (!m_stop)
            removeNote(notePath);
    } catch (const DiskFault&) {
        // Tried again at the next start.
    }
}

void Settlement::checkFile(const QString& path, const QString& hash, quint64 bytes,
                           const QByteArray& hashes) {
    const PartFile part(path, hash, bytes);
    write(part.journalPath(), hashes, true, path);
    PartJournal journal(part.journalPath(), bytes, hash, usualPartBytes(bytes));
    QList<int> damagedOnes = damagedParts(path, journal);
    std::atomic<quint64> progress = 0;
    if (journal.missing() > 0 && PrefixHasher::hashOf(path, hash, m_stop, progress) == hash)
        damagedOnes.clear(); // only the hashes of its parts were cut off
    if (m_stop)
        return;
    for (const int number : damagedOnes)
        journal.lost(number);
    if (damagedOnes.isEmpty())
        journal.discard();
    else if (::rename(QFile::encodeName(path).constData(),
                      QFile::encodeName(part.path()).constData()) == 0)
        emit damaged(path);
}

} // namespace conclave
