// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Source code as coloured HTML.
#pragma once

#include <QString>

namespace conclave {

/// Colours of a code block, as "#rrggbb".
struct CodePalette {
    QString keyword, string, number, comment, function;
};

[[nodiscard]] CodePalette codePalette(bool dark);

/// `code` as HTML for a preformatted rich text, coloured where the language is known.
[[nodiscard]] QString highlightCode(const QString& code, const QString& language, bool dark);

} // namespace conclave
