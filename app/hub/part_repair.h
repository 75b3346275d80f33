// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Finds the damaged part of a file whose hash is wrong though every part is as it arrived.
#pragma once

#include "app/hub/part_file.h"
#include "app/hub/segment_transfer.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>

namespace conclave {

class FileDownload;

/// Wrong bytes came over the line, and the hub has hashes of whole files only. So parts are fetched
/// a second time and compared: suspicious ones (those a broken connection had a hand in) first, one
/// by one, then the others in runs. One that differs replaces the old one, and the whole is hashed
/// again; one that is the same twice is believed. When all are the same twice and the hash is still
/// wrong, the hub itself holds something else than it announces.
class PartRepair : public QObject, public PartSink {
    Q_OBJECT

public:
    explicit PartRepair(FileDownload& download);

    /// After the hash was found wrong (again).
    void goOn();
    /// While this is true the hasher waits.
    [[nodiscard]] bool fetching() const { return m_fetching; }
    void write(quint64 offset, const char* data, quint64 bytes) override;

private:
    [[nodiscard]] std::optional<Segment> next() const;
    void fetch(Segment segment);
    void compare(int part, quint64 hash);
    void laneEnded();

    FileDownload& m_download;
    std::unique_ptr<SegmentTransfer> m_lane;
    QByteArray m_bytes; ///< of the part under way
    QSet<int> m_believed;
    QHash<int, int> m_differences; ///< how often a part came differently
    QTimer m_retry;
    bool m_changed = false, m_fetching = false;
};

} // namespace conclave
