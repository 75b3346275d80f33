// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Which parts of a file have arrived, in a text file that grows by a line for each.
#pragma once

#include "app/hub/part_layout.h"

#include <QFile>
#include <QString>

#include <optional>
#include <vector>

namespace conclave {

/// A line is believed only whole and with its checksum; the first that is not ends the journal. And
/// a part is believed only after its bytes were read from the disk and have the hash of its line:
/// so it does not matter which of data and journal a power cut let through.
///
///   conclave-parts 1 <bytes> <hash of the file> <bytes of a part> <check>
///   part <number> <hash> <check>
///   lost <number> <check>
class PartJournal {
public:
    /// Reads what is there, if it is about these bytes; else begins anew with parts of
    /// `partBytes`. Throws DiskFault.
    PartJournal(const QString& path, quint64 fileBytes, const QString& hash, quint64 partBytes);

    [[nodiscard]] const PartLayout& layout() const { return m_layout; }
    [[nodiscard]] bool has(int part) const { return m_hashes[std::size_t(part)].has_value(); }
    [[nodiscard]] quint64 hash(int part) const { return m_hashes[std::size_t(part)].value(); }
    [[nodiscard]] int missing() const { return m_missing; }
    [[nodiscard]] quint64 receivedBytes() const { return m_receivedBytes; }

    /// Throw DiskFault.
    void received(int part, quint64 hash);
    void lost(int part);
    /// Waits until the lines so far would survive a power cut.
    void settle();
    void discard();

    /// The whole journal, for a note about a file that is in place but perhaps not on the disk yet.
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] QString path() const { return m_file.fileName(); }

private:
    /// Takes the lines of `text` from the byte `good`, the end of its header.
    void read(const QByteArray& text, qsizetype good);
    void append(const QByteArray& line);
    void set(int part, std::optional<quint64> hash);

    QFile m_file;
    PartLayout m_layout;
    QString m_fileHash;
    std::vector<std::optional<quint64>> m_hashes; ///< by part; none: missing
    int m_missing = 0;
    quint64 m_receivedBytes = 0;
};

/// The size of parts for a new download.
[[nodiscard]] quint64 usualPartBytes(quint64 fileBytes);

} // namespace conclave
