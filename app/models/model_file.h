// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reads what the library keeps of a file, and checks, moves and deletes files. Any thread.
#pragma once

#include "app/models/model_scan.h"
#include "engine/plan/plan_model.h"
#include "storage/library_store.h"

#include <QString>

#include <functional>
#include <optional>

namespace conclave {

/// A file as the library keeps it, and what it needs of a machine.
struct DescribedFile {
    storage::ModelFileRow row;
    PlanModel plan; ///< all 0 for a broken file
};

[[nodiscard]] inline QString pathOf(const storage::ModelFileRow& row) {
    return QString::fromStdString(row.path);
}

/// Reads header and identity. A file that cannot be used has its reason in `fault`.
[[nodiscard]] DescribedFile describeFile(const FoundFile& found);

/// Called with the share that is done; returns false to stop.
using FileProgress = std::function<bool(double)>;

/// SHA-256 in hexadecimal over all parts, one after another; empty if stopped or unreadable.
[[nodiscard]] QString hashOf(const QStringList& parts, const FileProgress& progress);

/// Deletes all parts and folders that became empty below `root`. The bytes that were freed, or
/// none if a part could not be deleted.
[[nodiscard]] std::optional<std::uint64_t> deleteFiles(const QStringList& parts,
                                                       const QString& root);

/// Moves all parts into the folder; across disks by copying first. The new path of the first part,
/// or empty with the old ones in place.
[[nodiscard]] QString moveFiles(const QStringList& parts, const QString& folder);

} // namespace conclave
