// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// One download as the user sees it, and how far it is.
#pragma once

#include "app/hub/hub_types.h"

#include <QMetaType>
#include <QUrl>

namespace conclave {

/// One file to fetch.
struct DownloadFile {
    QUrl url;     ///< of a pinned commit or a blob; may redirect
    QString path; ///< absolute, where it will be when verified
    quint64 bytes = 0;
    QString hash; ///< of its bytes, as the hub states it; see isFileHash()
};

/// One row of the list: one file, or all parts of a split one, or a model with its projector.
struct DownloadJob {
    QString id; ///< a UUID
    QString name;
    QString repository;
    QString folder; ///< absolute
    QList<DownloadFile> files;
    bool paused = false; ///< by the user; kept over restarts

    [[nodiscard]] quint64 bytes() const {
        quint64 sum = 0;
        for (const DownloadFile& file : files)
            sum += file.bytes;
        return sum;
    }
};

enum class DownloadState {
    queued,      ///< waits for its turn
    checking,    ///< disk space, what is already there
    downloading, ///< bytes arrive; hashing follows
    verifying,   ///< all bytes are there, hashing is not done
    repairing,   ///< the hash was wrong; parts are fetched again and compared
    waiting,     ///< until a failed connection or a busy hub is tried again
    paused,
    failed,
    done, ///< verified and in place
};

/// A snapshot of one download, from the queue's thread to whoever shows it.
struct DownloadProgress {
    QString jobId;
    DownloadState state = DownloadState::queued;
    quint64 totalBytes = 0;
    quint64 receivedBytes = 0; ///< in complete and begun parts
    quint64 verifiedBytes = 0; ///< hashed in order, equal to what was received
    double bytesPerSecond = 0; ///< over the last seconds
    qint64 secondsLeft = -1;
    int secondsToRetry = 0; ///< while waiting
    NetworkError error;     ///< of failed and waiting
    QStringList paths;      ///< of verified files in place, in order
};

} // namespace conclave

Q_DECLARE_METATYPE(conclave::DownloadJob)
Q_DECLARE_METATYPE(conclave::DownloadProgress)
