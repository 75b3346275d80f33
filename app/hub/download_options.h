// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What tests and slow or fast lines want differently about downloads.
#pragma once

#include <QtGlobal>

namespace conclave {

struct DownloadOptions {
    int jobsAtOnce = 2;
    int connections = 4;               ///< per file
    quint64 partBytes = 0;             ///< 0: usualPartBytes
    int mostPartsPerRequest = 64;      ///< a run of parts is one request
    int attempts = 8;                  ///< in a row without progress
    bool patient = false;              ///< a line that is down is waited for without end
    int firstDelayMilliseconds = 1000; ///< before the second attempt; doubles each time
    int longestDelayMilliseconds = 30'000;
    int stallMilliseconds = 30'000; ///< without a byte
    int waitScale = 1000;           ///< milliseconds per second that a hub asks to wait
    quint64 spareBytes = 16 << 20;  ///< left free on the disk
    bool reserve = true;            ///< false: as on file systems that cannot
};

} // namespace conclave
