// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The catalogue's sentences in the language of the interface.
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace conclave {

/// Its strengths, languages, notes and words about licences are data, written in English: the file
/// of translations knows them under "conclave::Catalogue". One that is missing stays English.
[[nodiscard]] inline QString inWords(const QString& text) {
    return QCoreApplication::translate("conclave::Catalogue", text.toUtf8().constData());
}

[[nodiscard]] inline QStringList inWords(QStringList texts) {
    for (QString& text : texts) {
        text = inWords(std::as_const(text));
    }
    return texts;
}

} // namespace conclave
