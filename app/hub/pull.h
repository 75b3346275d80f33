// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// `conclave pull`: the downloads without a window.
#pragma once

#include <QString>
#include <QStringList>

namespace conclave {

/// Runs `conclave pull REPO[:QUANT|FILE] [--to DIR] [--json]` inside a QCoreApplication;
/// `arguments` begin with the word after "pull". Returns the exit status: 0 done, 1 not possible
/// (one sentence on standard error), 2 wrong usage, 130 ended by Ctrl-C with everything that
/// arrived kept.
[[nodiscard]] int runPull(const QStringList& arguments, const QString& dataFolder);

} // namespace conclave
