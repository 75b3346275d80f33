// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The figures of a column as small charts need them.
#pragma once

#include "storage/comparison_store.h"

#include <QVariantList>

namespace conclave {

/// See ComparisonColumnsModel. What was not measured has the value "–" and no bar.
[[nodiscard]] QVariantList metricsOf(const storage::Comparison& comparison, int prompt, int column);

/// As many, all without a value.
[[nodiscard]] QVariantList hiddenMetrics();

} // namespace conclave
