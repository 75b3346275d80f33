// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/word_diff.h"

#include <QHash>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace conclave {

namespace {

/// Table cells up to which the longest common subsequence is searched exactly: some 4000 words on
/// either side, 32 MB and a tenth of a second.
constexpr std::size_t kMostCells = 16'000'000;

bool isSpace(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

/// The space after a word is no part of what it says.
QStringView said(const DiffWord& word) {
    return QStringView(word.text).trimmed();
}

bool same(const DiffWord& a, const DiffWord& b) {
    return said(a) == said(b);
}

/// A number for each word of [from, to), the same one for words that say the same. `known` lives no
/// longer than the words.
std::vector<int> numbered(const QList<DiffWord>& words, qsizetype from, qsizetype to,
                          QHash<QStringView, int>& known) {
    std::vector<int> numbers;
    for (qsizetype i = from; i < to; ++i) {
        const QStringView word = said(words[i]);
        const auto found = known.constFind(word);
        numbers.push_back(found == known.constEnd() ? *known.insert(word, int(known.size()))
                                                    : *found);
    }
    return numbers;
}

/// Marks the words [from, to) of `text` that are not in the subsequence common with the words
/// [from, referenceTo) of `reference`.
void markBetween(const QList<DiffWord>& reference, qsizetype referenceTo, QList<DiffWord>& text,
                 qsizetype from, qsizetype to) {
    const auto rows = static_cast<std::size_t>(referenceTo - from);
    const auto columns = static_cast<std::size_t>(to - from);
    if (rows * columns > kMostCells) {
        for (qsizetype i = from; i < to; ++i) {
            text[i].differs = true;
        }
        return;
    }
    // length[r][c]: of the subsequence common to the words from r and from c on.
    std::vector<std::uint16_t> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t r, std::size_t c) -> std::uint16_t& {
        return length[r * (columns + 1) + c];
    };
    QHash<QStringView, int> known; // each pair is compared, so comparing must be cheap
    const std::vector<int> theirs = numbered(reference, from, referenceTo, known);
    const std::vector<int> mine = numbered(text, from, to, known);
    const auto alike = [&](std::size_t r, std::size_t c) { return theirs[r] == mine[c]; };
    for (std::size_t r = rows; r-- > 0;) {
        for (std::size_t c = columns; c-- > 0;) {
            at(r, c) = alike(r, c) ? static_cast<std::uint16_t>(at(r + 1, c + 1) + 1)
                                   : std::max(at(r + 1, c), at(r, c + 1));
        }
    }
    std::size_t r = 0;
    for (std::size_t c = 0; c < columns;) {
        if (r < rows && alike(r, c)) {
            ++r;
            ++c;
        } else if (r < rows && at(r + 1, c) >= at(r, c + 1)) {
            ++r;
        } else {
            text[from + static_cast<qsizetype>(c++)].differs = true;
        }
    }
}

} // namespace

QList<DiffWord> wordsOf(const QString& text) {
    QList<DiffWord> words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end >= 0; end = finder.toNextBoundary()) {
        const QString piece = text.mid(start, end - start);
        if (isSpace(piece) && !words.isEmpty()) {
            words.last().text += piece;
        } else {
            words.append({piece});
        }
        start = end;
    }
    return words;
}

QList<DiffWord> diffAgainst(const QString& reference, const QString& text) {
    const QList<DiffWord> other = wordsOf(reference);
    QList<DiffWord> words = wordsOf(text);
    const auto [mine, theirs] =
        std::mismatch(words.begin(), words.end(), other.begin(), other.end(), same);
    const qsizetype begin = mine - words.begin();
    if (begin == words.size() && begin == other.size()) {
        return words;
    }
    qsizetype end = words.size(), otherEnd = other.size();
    while (end > begin && otherEnd > begin && same(words[end - 1], other[otherEnd - 1])) {
        --end;
        --otherEnd;
    }
    markBetween(other, otherEnd, words, begin, end);
    if (begin < words.size()) {
        words[begin].first = true; // may stand for words that are missing here
    }
    return words;
}

int firstDifference(const QString& reference, const QString& text) {
    const QList<DiffWord> a = wordsOf(reference), b = wordsOf(text);
    const auto [mine, theirs] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same);
    return mine == a.end() && theirs == b.end() ? 0 : static_cast<int>(mine - a.begin()) + 1;
}

QString toHtml(const QList<DiffWord>& words, const QString& ink, const QString& ground) {
    QString html = QStringLiteral("<div style=\"white-space: pre-wrap\">");
    for (const DiffWord& word : words) {
        qsizetype length = word.text.size(); // the space after the word stays outside of the mark
        while (length > 0 && word.text[length - 1].isSpace()) {
            --length;
        }
        const QString inside = word.text.left(length).toHtmlEscaped();
        const QString space = word.text.mid(length).toHtmlEscaped();
        if (word.first) {
            html += QStringLiteral("<span style=\"background-color:%1; color:%2; font-weight:600\">"
                                   "%3</span>")
                        .arg(ground, ink, inside);
        } else if (word.differs) {
            html += QStringLiteral("<u>%1</u>").arg(inside);
        } else {
            html += inside;
        }
        html += space;
    }
    return html + QStringLiteral("</div>");
}

} // namespace conclave
