// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a comparison says in words: names of columns, and the verdict made from measured figures.
#pragma once

#include "storage/comparison_store.h"

#include <QString>
#include <QStringList>

namespace conclave {

/// What tells the columns apart, as short as possible: "Q4_K_M", "Guide Q4_K_M", "thinking on".
[[nodiscard]] QStringList columnLabels(const storage::Comparison& comparison);

/// One or two sentences; rich text (the names are bold) made of escaped text. Only what was
/// measured is claimed, and what is missing is said. Empty until there is something to say.
[[nodiscard]] QString verdict(const storage::Comparison& comparison);

/// The column that the verdict recommends; -1: none. The smallest one that keeps at least 97 % of
/// the reference's choices; if none does, the one that keeps most.
[[nodiscard]] int recommended(const storage::Comparison& comparison);

/// The answer of a column to a prompt; null if there is none.
[[nodiscard]] const storage::ComparisonAnswer* answerOf(const storage::Comparison& comparison,
                                                        int prompt, int column);

} // namespace conclave
