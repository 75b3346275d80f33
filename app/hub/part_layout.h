// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How a file is cut into parts: all of one size but the last.
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace conclave {

struct PartLayout {
    quint64 fileBytes = 0; ///< at least 1
    quint64 partBytes = 1; ///< of each part but the last

    [[nodiscard]] int count() const {
        return static_cast<int>((fileBytes + partBytes - 1) / partBytes);
    }
    [[nodiscard]] quint64 offset(int part) const { return quint64(part) * partBytes; }
    [[nodiscard]] quint64 length(int part) const {
        return std::min(partBytes, fileBytes - offset(part));
    }
    [[nodiscard]] int partAt(quint64 byte) const { return static_cast<int>(byte / partBytes); }
};

} // namespace conclave
