// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The hash that a hub states of a file, computed from its bytes.
#pragma once

#include <QString>

#include <memory>

struct evp_md_ctx_st;

namespace conclave {

/// Hubs know large files by their SHA-256, small ones by the SHA-1 that Git gives them: of "blob",
/// the size, a zero byte and the bytes. Which it is, the length of the text tells. Copies go on
/// from where the original was.
class ContentHash {
public:
    /// `like`: 64 or 40 hexadecimal digits (see isFileHash). `bytes`: of the whole file.
    ContentHash(const QString& like, quint64 bytes);
    ContentHash(const ContentHash& other);
    ContentHash& operator=(const ContentHash& other);

    void add(const char* data, std::size_t bytes);
    /// Lower-case digits, of what was added so far.
    [[nodiscard]] QString value() const;

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// How people call the kind of this hash: "SHA-256" or "Git SHA-1".
[[nodiscard]] QString hashName(const QString& hash);

} // namespace conclave
