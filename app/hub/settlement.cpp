// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/settlement.h"

#include "app/hub/disk_fault.h"
#include "app/hub/part_hash.h"
#include "app/hub/part_journal.h"

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

void writeDurably(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) ||
        file.write(bytes) != bytes.size() || ::fsync(file.handle()) != 0)
        throw diskFault(errno ? errno : ENOSPC, path);
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
    queue([file, offset, bytes] { file->startWriting(offset, bytes); });
}

QString Settlement::notePath(const QString& path) const {
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name.toHex().left(32)) +
           QStringLiteral(".note");
}

void Settlement::note(const PartFile& file, const QString& sha256, quint64 bytes,
                      const QByteArray& journal) {
    const QJsonObject note{{"path", file.finalPath()}, {"inode", QString::number(file.inode())},
                           {"boot", bootId()},         {"sha256", sha256},
                           {"bytes", qint64(bytes)},   {"journal", QString::fromLatin1(journal)}};
    writeDurably(notePath(file.finalPath()), QJsonDocument(note).toJson());
}

void Settlement::settle(std::shared_ptr<PartFile> file) {
    queue([this, file] { writeThrough(*file); });
}

void Settlement::writeThrough(const PartFile& file) {
    const auto bytes = quint64(QFileInfo(file.path()).size());
    for (quint64 offset = 0; offset < bytes; offset += kChunk) {
        if (m_stop)
            return; // the note stays
        file.waitWritten(offset, std::min(kChunk, bytes - offset));
    }
    try {
        file.settle();
        QFile::remove(notePath(file.finalPath()));
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
    QFile file(notePath);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject note = QJsonDocument::fromJson(file.readAll()).object();
    const QString path = note[QLatin1String("path")].toString();
    const QString sha256 = note[QLatin1String("sha256")].toString();
    const auto bytes = quint64(note[QLatin1String("bytes")].toInteger());
    const QString inode = note[QLatin1String("inode")].toString();
    const QString boot = note[QLatin1String("boot")].toString();
    if (inode != QString::number(inodeOf(path)) || bytes == 0) {
        file.remove(); // moved, deleted or replaced: no longer ours to judge
        return;
    }
    if (!boot.isEmpty() && boot == bootId()) {
        file.remove(); // the system outlived the program and writes, or has written, all of it
        return;
    }
    try {
        const PartFile part(path, sha256, bytes);
        writeDurably(part.journalPath(), note[QLatin1String("journal")].toString().toLatin1());
        PartJournal journal(part.journalPath(), bytes, sha256, usualPartBytes(bytes));
        const QList<int> damagedOnes = damagedParts(path, journal);
        for (const int number : damagedOnes)
            journal.lost(number);
        if (damagedOnes.isEmpty())
            journal.discard();
        else if (::rename(QFile::encodeName(path).constData(),
                          QFile::encodeName(part.path()).constData()) == 0)
            emit damaged(path);
        file.remove();
    } catch (const DiskFault&) {
        // Tried again at the next start.
    }
}

} // namespace conclave
