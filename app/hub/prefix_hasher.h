// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Hash of a file that is still arriving: follows behind, part by part, in order.
#pragma once

#include "app/hub/content_hash.h"
#include "app/hub/part_file.h"
#include "app/hub/part_layout.h"

#include <QString>

#include <atomic>
#include <optional>
#include <vector>

namespace conclave {

/// Reads parts back from the disk (in truth from its cache), so that what is hashed is what will be
/// used. Used by one thread at a time; bytes() by any.
class PrefixHasher {
public:
    /// `hash`: what the whole shall have; see ContentHash. `bytes`: of the whole.
    PrefixHasher(const QString& hash, quint64 bytes);

    /// What parts are known to be; none: taken as it is.
    using Expected = std::vector<std::optional<quint64>>;

    void reset();
    /// Hashes the parts after the last one as long as each has the hash that `hashes` says (its
    /// first is for that part). Stops early when `cancelled`. Returns false if a part on the disk
    /// differs: that is next() then, and the state is as before it. Throws DiskFault.
    bool advance(const PartFile& file, const PartLayout& layout, const Expected& hashes,
                 const std::atomic<bool>& cancelled);
    /// The part that is to be hashed next.
    [[nodiscard]] int next() const { return m_next; }
    /// How far it is.
    [[nodiscard]] quint64 bytes() const { return m_bytes; }
    /// Of what was hashed so far.
    [[nodiscard]] QString value() const { return m_hash.value(); }

    /// Of a finished file, of the kind of `like`. Stops early when `cancelled`; empty then.
    /// `progress` counts bytes.
    [[nodiscard]] static QString hashOf(const QString& path, const QString& like,
                                        const std::atomic<bool>& cancelled,
                                        std::atomic<quint64>& progress);

private:
    const ContentHash m_begin;
    ContentHash m_hash;
    int m_next = 0;
    std::atomic<quint64> m_bytes = 0;
};

} // namespace conclave
