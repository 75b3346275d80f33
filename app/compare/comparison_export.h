// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A comparison as a file for people (Markdown) and for tables (CSV).
#pragma once

#include "storage/comparison_store.h"

#include <QString>

namespace conclave {

/// Figures as a table, then each prompt with its answers; traces of thoughts stay out.
[[nodiscard]] QString toMarkdown(const storage::Comparison& comparison);

/// One line per prompt and column (RFC 4180), figures unrounded with a point; what was not measured
/// stays empty.
[[nodiscard]] QString toCsv(const storage::Comparison& comparison);

} // namespace conclave
