// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/part_journal.h"

#include "app/hub/disk_fault.h"

#include <QSaveFile>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

namespace conclave {

namespace {

constexpr quint64 kSmallPart = 1 << 20; ///< little to lose when the program is killed
constexpr int kMostParts = 1 << 16;
constexpr int kLine = 40; ///< bytes, about

QByteArray hex(quint64 value, int digits) {
    return QByteArray::number(value, 16).rightJustified(digits, '0');
}

/// The line with its checksum and end.
QByteArray sealed(const QByteArray& line) {
    return line + ' ' + hex(XXH32(line.constData(), std::size_t(line.size()), 0), 8) + '\n';
}

/// The words of a line that is whole, else none.
QList<QByteArray> wordsOf(const QByteArray& line) {
    const qsizetype space = line.lastIndexOf(' ');
    if (space < 0 || sealed(line.left(space)) != line)
        return {};
    return line.left(space).split(' ');
}

QByteArray headerOf(const PartLayout& layout, const QString& hash) {
    return "conclave-parts 1 " + QByteArray::number(layout.fileBytes) + ' ' + hash.toLatin1() +
           ' ' + QByteArray::number(layout.partBytes);
}

} // namespace

quint64 usualPartBytes(quint64 fileBytes) {
    quint64 bytes = kSmallPart;
    while (fileBytes / bytes >= kMostParts)
        bytes *= 2;
    return bytes;
}

PartJournal::PartJournal(const QString& path, quint64 fileBytes, const QString& hash,
                         quint64 partBytes)
    : m_file(path), m_layout{fileBytes, partBytes}, m_fileHash(hash) {
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        throw diskFault(errno, path);
    const QByteArray all = m_file.readAll();
    const QByteArray first = all.left(all.indexOf('\n') + 1);
    const QList<QByteArray> words = wordsOf(first);
    const quint64 storedPart = words.size() == 5 ? words[4].toULongLong() : 0;
    const bool ours = storedPart > 0 && fileBytes / storedPart < quint64(kMostParts) * 2 &&
                      sealed(headerOf({fileBytes, storedPart}, hash)) == first;
    if (ours)
        m_layout.partBytes = storedPart;
    m_hashes.resize(std::size_t(m_layout.count()));
    m_missing = m_layout.count();
    if (ours) {
        read(all, first.size());
    } else {
        m_file.resize(0);
        m_file.seek(0);
        append(headerOf(m_layout, hash));
    }
    // So that it can say what arrived before a disk was full.
    ::fallocate(m_file.handle(), FALLOC_FL_KEEP_SIZE, 0, off_t(m_layout.count() + 4) * kLine);
}

void PartJournal::read(const QByteArray& text, qsizetype good) {
    for (;;) {
        const QByteArray line = text.mid(good, text.indexOf('\n', good) + 1 - good);
        const QList<QByteArray> words = wordsOf(line);
        bool isNumber = false;
        const int part = words.size() > 1 ? words[1].toInt(&isNumber) : -1;
        if (!isNumber || part < 0 || part >= m_layout.count())
            break;
        if (words[0] == "part" && words.size() == 3)
            set(part, words[2].toULongLong(nullptr, 16));
        else if (words[0] == "lost" && words.size() == 2)
            set(part, std::nullopt);
        else
            break;
        good += line.size();
    }
    m_file.resize(good); // what a power cut tore off
    m_file.seek(good);
}

void PartJournal::append(const QByteArray& line) {
    const QByteArray whole = sealed(line);
    const qint64 before = m_file.pos();
    if (m_file.write(whole) == whole.size())
        return;
    m_file.resize(before); // half a line would end the journal for those that follow
    m_file.seek(before);
    throw diskFault(ENOSPC, m_file.fileName());
}

void PartJournal::set(int part, std::optional<quint64> hash) {
    auto& slot = m_hashes[std::size_t(part)];
    if (slot.has_value() != hash.has_value()) {
        m_missing += hash ? -1 : 1;
        m_receivedBytes += hash ? m_layout.length(part) : 0 - m_layout.length(part);
    }
    slot = hash;
}

void PartJournal::received(int part, quint64 hash) {
    set(part, hash);
    append("part " + QByteArray::number(part) + ' ' + hex(hash, 16));
}

void PartJournal::lost(int part) {
    set(part, std::nullopt);
    append("lost " + QByteArray::number(part));
}

void PartJournal::settle() {
    ::fdatasync(m_file.handle());
}

void PartJournal::discard() {
    m_file.remove();
}

QByteArray PartJournal::text() const {
    QByteArray text = sealed(headerOf(m_layout, m_fileHash));
    for (int part = 0; part < m_layout.count(); ++part) {
        if (has(part))
            text += sealed("part " + QByteArray::number(part) + ' ' + hex(hash(part), 16));
    }
    return text;
}

} // namespace conclave
