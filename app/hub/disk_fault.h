// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the disk refused, as a sentence.
#pragma once

#include "app/hub/hub_types.h"

#include <stdexcept>

namespace conclave {

/// Thrown by everything that touches files of a download.
class DiskFault : public std::runtime_error {
public:
    explicit DiskFault(const QString& sentence) : std::runtime_error(sentence.toStdString()) {}
    [[nodiscard]] NetworkError error() const {
        return {NetworkErrorKind::disk, QString::fromUtf8(what())};
    }
};

/// The sentence for errno `code` while doing something with `path`.
[[nodiscard]] DiskFault diskFault(int code, const QString& path);

} // namespace conclave
