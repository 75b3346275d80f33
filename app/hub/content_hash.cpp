// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/content_hash.h"

#include "app/hub/hub_names.h"

#include <openssl/evp.h>

namespace conclave {

void ContentHash::Free::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

ContentHash::ContentHash(const QString& like, quint64 bytes) : m_context(EVP_MD_CTX_new()) {
    const bool git = isGitHash(like);
    EVP_DigestInit_ex(m_context.get(), git ? EVP_sha1() : EVP_sha256(), nullptr);
    if (git) {
        const QByteArray head = "blob " + QByteArray::number(bytes);
        add(head.constData(), std::size_t(head.size()) + 1); // with the zero at its end
    }
}

ContentHash::ContentHash(const ContentHash& other) : m_context(EVP_MD_CTX_new()) {
    *this = other;
}

ContentHash& ContentHash::operator=(const ContentHash& other) {
    if (this != &other)
        EVP_MD_CTX_copy_ex(m_context.get(), other.m_context.get());
    return *this;
}

void ContentHash::add(const char* data, std::size_t bytes) {
    EVP_DigestUpdate(m_context.get(), data, bytes);
}

QString ContentHash::value() const {
    const ContentHash copy(*this); // finishing ends a context
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_DigestFinal_ex(copy.m_context.get(), reinterpret_cast<unsigned char*>(digest.data()),
                       &length);
    return QString::fromLatin1(digest.left(qsizetype(length)).toHex());
}

QString hashName(const QString& hash) {
    return isGitHash(hash) ? QStringLiteral("Git SHA-1") : QStringLiteral("SHA-256");
}

} // namespace conclave
