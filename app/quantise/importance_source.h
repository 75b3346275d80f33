// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Importance matrices for quantisations made in the window: published ones, and those computed
// here.
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace conclave {

/// Where the importance matrix of a quantisation comes from.
struct ImportanceSource {
    enum class Kind { none, computed, file };
    Kind kind = Kind::none;
    /// Of the matrix, or of the text that it is computed from; an empty text is the shipped one.
    QString path;
};

/// Computes the importance matrix of a model from a text, or finds the one computed before: it is
/// kept in the folder by the contents of both. `text`: a file; empty: the shipped one. Returns its
/// path, or nothing when `progress` (0 to 1) returned false. Throws the engine's Error. Any thread.
[[nodiscard]] std::optional<QString>
computedImportance(const QString& model, const QString& text, const QString& folder,
                   const std::function<bool(double)>& progress);

} // namespace conclave
