// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Published memory bandwidth of graphics cards, by the name their driver gives.
#pragma once

#include <QString>

namespace conclave {

struct GpuFacts {
    QString name;         ///< empty: not in the table
    double bandwidth = 0; ///< bytes per second, as published
    bool unified = false; ///< shares the memory of the processor
};

/// The first row whose pattern matches, as the table is ordered.
[[nodiscard]] GpuFacts gpuFacts(const QString& deviceName);

} // namespace conclave
