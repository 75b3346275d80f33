// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/prefix_hasher.h"

#include "app/hub/disk_fault.h"
#include "app/hub/part_hash.h"

#include <QByteArray>
#include <QFile>

#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>

namespace conclave {

namespace {

constexpr quint64 kBlock = 256 << 10; ///< stays in the processor's cache between the two hashes

} // namespace

void PrefixHasher::Free::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

PrefixHasher::Context PrefixHasher::begin() {
    Context context(EVP_MD_CTX_new());
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    return context;
}

QString PrefixHasher::digestOf(const evp_md_ctx_st* context) {
    const Context copy(EVP_MD_CTX_new()); // finishing ends a context
    EVP_MD_CTX_copy_ex(copy.get(), context);
    QByteArray digest(32, Qt::Uninitialized);
    EVP_DigestFinal_ex(copy.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    return QString::fromLatin1(digest.toHex());
}

PrefixHasher::PrefixHasher() : m_context(begin()) {}

void PrefixHasher::reset() {
    m_context = begin();
    m_next = 0;
    m_bytes = 0;
}

bool PrefixHasher::advance(const PartFile& file, const PartLayout& layout, const Expected& hashes,
                           const std::atomic<bool>& cancelled) {
    QByteArray block(qsizetype(kBlock), Qt::Uninitialized);
    PartHash partHash;
    for (const std::optional<quint64> expected : hashes) {
        const Context before(EVP_MD_CTX_new());
        EVP_MD_CTX_copy_ex(before.get(), m_context.get());
        const quint64 length = layout.length(m_next), start = layout.offset(m_next);
        partHash.reset();
        for (quint64 done = 0; done < length;) {
            const quint64 size = std::min(kBlock, length - done);
            if (!cancelled)
                file.read(start + done, block.data(), size);
            if (cancelled) {
                EVP_MD_CTX_copy_ex(m_context.get(), before.get());
                m_bytes = start;
                return true;
            }
            if (expected)
                partHash.add(block.constData(), size);
            EVP_DigestUpdate(m_context.get(), block.constData(), size);
            done += size;
            m_bytes = start + done;
        }
        if (expected && partHash.value() != *expected) {
            EVP_MD_CTX_copy_ex(m_context.get(), before.get());
            m_bytes = start;
            return false;
        }
        ++m_next;
    }
    return true;
}

QString PrefixHasher::sha256() const {
    return digestOf(m_context.get());
}

QString PrefixHasher::sha256Of(const QString& path, const std::atomic<bool>& cancelled,
                               std::atomic<quint64>& progress) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        throw diskFault(EACCES, path);
    const Context context = begin();
    QByteArray block(qsizetype(kBlock), Qt::Uninitialized);
    for (qint64 n; (n = file.read(block.data(), block.size())) != 0;) {
        if (n < 0)
            throw diskFault(EIO, path);
        if (cancelled)
            return {};
        EVP_DigestUpdate(context.get(), block.constData(), std::size_t(n));
        progress += quint64(n);
    }
    return digestOf(context.get());
}

} // namespace conclave
