// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/prefix_hasher.h"

#include "app/hub/disk_fault.h"
#include "app/hub/part_hash.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cerrno>

namespace conclave {

namespace {

constexpr quint64 kBlock = 256 << 10; ///< stays in the processor's cache between the two hashes

} // namespace

PrefixHasher::PrefixHasher(const QString& hash, quint64 bytes)
    : m_begin(hash, bytes), m_hash(m_begin) {}

void PrefixHasher::reset() {
    m_hash = m_begin;
    m_next = 0;
    m_bytes = 0;
}

bool PrefixHasher::advance(const PartFile& file, const PartLayout& layout, const Expected& hashes,
                           const std::atomic<bool>& cancelled) {
    QByteArray block(qsizetype(kBlock), Qt::Uninitialized);
    PartHash partHash;
    for (const std::optional<quint64> expected : hashes) {
        const ContentHash before = m_hash;
        const quint64 length = layout.length(m_next), start = layout.offset(m_next);
        partHash.reset();
        for (quint64 done = 0; done < length;) {
            const quint64 size = std::min(kBlock, length - done);
            if (!cancelled)
                file.read(start + done, block.data(), size);
            if (cancelled) {
                m_hash = before;
                m_bytes = start;
                return true;
            }
            if (expected)
                partHash.add(block.constData(), size);
            m_hash.add(block.constData(), size);
            done += size;
            m_bytes = start + done;
        }
        if (expected && partHash.value() != *expected) {
            m_hash = before;
            m_bytes = start;
            return false;
        }
        ++m_next;
    }
    return true;
}

QString PrefixHasher::hashOf(const QString& path, const QString& like,
                             const std::atomic<bool>& cancelled, std::atomic<quint64>& progress) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        throw diskFault(EACCES, path);
    ContentHash hash(like, quint64(file.size()));
    QByteArray block(qsizetype(kBlock), Qt::Uninitialized);
    for (qint64 n; (n = file.read(block.data(), block.size())) != 0;) {
        if (n < 0)
            throw diskFault(EIO, path);
        if (cancelled)
            return {};
        hash.add(block.constData(), std::size_t(n));
        progress += quint64(n);
    }
    return hash.value();
}

} // namespace conclave
