// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Where two answers part, word by word.
#pragma once

#include <QList>
#include <QString>

namespace conclave {

/// A stretch of a text: a word with the space after it.
struct DiffWord {
    QString text;
    bool differs = false; ///< not in the other text at this place
    bool first = false;   ///< the first place where the two texts part

    bool operator==(const DiffWord&) const = default;
};

/// The words of a text as Unicode parts them (UAX 29), so also of scripts without spaces. Together
/// they are the text.
[[nodiscard]] QList<DiffWord> wordsOf(const QString& text);

/// `text` with the words marked that a longest common subsequence with `reference` leaves out.
[[nodiscard]] QList<DiffWord> diffAgainst(const QString& reference, const QString& text);

/// Number of the word, from 1, at which `text` first parts from `reference`; 0: nowhere.
[[nodiscard]] int firstDifference(const QString& reference, const QString& text);

/// Rich text that underlines what differs and lays `ground` under the first difference.
[[nodiscard]] QString toHtml(const QList<DiffWord>& words, const QString& ink,
                             const QString& ground);

} // namespace conclave
