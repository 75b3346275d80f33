// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/verdict.h"

#include "app/compare/word_diff.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace conclave {

namespace {

using storage::Comparison;
using storage::ComparisonAnswer;
using storage::ComparisonColumn;

constexpr double kGoodAgreement = 0.97;
/// Where it is not known how far measurements of a speed lie apart: on quiet machines about so far.
constexpr double kUsualSpread = 0.05;
constexpr double kAboutEqual = 0.02; ///< speeds this near are called the same, however sure

/// The words of the verdict have a translation context of their own.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

QString number(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

QString percent(double share, int decimals) {
    return number(100 * share, decimals) + QStringLiteral(" %");
}

const ComparisonColumn& column(const Comparison& comparison, int index) {
    return comparison.columns[static_cast<std::size_t>(index)];
}

int count(const Comparison& comparison) {
    return static_cast<int>(comparison.columns.size());
}

/// Tokens per second and between which bounds they were measured.
struct Speed {
    double median = 0, low = 0, high = 0;

    void assumeSpread() {
        if (low <= 0 || high <= low) {
            low = median * (1 - kUsualSpread);
            high = median * (1 + kUsualSpread);
        }
    }
};

/// While the columns ran as they did.
Speed speedOfAnswers(const Comparison& comparison, int index) {
    std::vector<double> speeds;
    for (const ComparisonAnswer& answer : comparison.answers) {
        if (answer.column == index && answer.decodeTokensPerSecond > 0) {
            speeds.push_back(answer.decodeTokensPerSecond);
        }
    }
    if (speeds.empty()) {
        return {};
    }
    std::sort(speeds.begin(), speeds.end());
    return {speeds[speeds.size() / 2], speeds.front(), speeds.back()};
}

/// How many times as fast as the reference, and between which bounds.
struct Ratio {
    double value = 0, low = 0, high = 0; ///< 0: not measured
    bool alone = false;                  ///< else both ran side by side
};

Ratio speedRatio(const Comparison& comparison, int index) {
    const ComparisonColumn& c = column(comparison, index);
    const ComparisonColumn& r = column(comparison, comparison.reference);
    Speed mine{c.aloneTokensPerSecond, c.aloneLow, c.aloneHigh};
    Speed theirs{r.aloneTokensPerSecond, r.aloneLow, r.aloneHigh};
    const bool alone = mine.median > 0 && theirs.median > 0;
    if (!alone) {
        mine = speedOfAnswers(comparison, index);
        theirs = speedOfAnswers(comparison, comparison.reference);
    }
    if (mine.median <= 0 || theirs.median <= 0) {
        return {};
    }
    mine.assumeSpread();
    theirs.assumeSpread();
    return {mine.median / theirs.median, mine.low / theirs.high, mine.high / theirs.low, alone};
}

/// "1.4", with a second decimal where the bounds are near enough to support it.
QString factor(double value, double low, double high) {
    return number(value, value < 2 && high - low < 0.1 ? 2 : 1);
}

/// "is 1.4× faster here", as far as the measurements support it; empty without any.
QString speedWords(const Comparison& comparison, int index) {
    const Ratio ratio = speedRatio(comparison, index);
    if (ratio.value <= 0) {
        return {};
    }
    if ((ratio.low < 1 && ratio.high > 1) || std::abs(ratio.value - 1) < kAboutEqual) {
        return ratio.alone ? Words::tr("is about as fast here")
                           : Words::tr("is about as fast here, running side by side");
    }
    if (ratio.value > 1) {
        return (ratio.alone ? Words::tr("is %1× faster here")
                            : Words::tr("is %1× faster here, running side by side"))
            .arg(factor(ratio.value, ratio.low, ratio.high));
    }
    return (ratio.alone ? Words::tr("is %1× slower here")
                        : Words::tr("is %1× slower here, running side by side"))
        .arg(factor(1 / ratio.value, 1 / ratio.high, 1 / ratio.low));
}

QString bold(const QString& text) {
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

/// "99.1 %", with "± 0.3" where the text was too short to be sure.
QString agreementWords(const storage::QualityRow& quality) {
    const QString share = number(100 * quality.topAgreement, 1);
    return quality.topAgreementError >= 0.001
               ? Words::tr("%1 ± %2 %").arg(share, number(100 * quality.topAgreementError, 1))
               : share + QStringLiteral(" %");
}

/// A column of another file than the reference.
QString quantSentence(const Comparison& comparison, const QStringList& labels, int index) {
    const ComparisonColumn& mine = column(comparison, index);
    const ComparisonColumn& reference = column(comparison, comparison.reference);
    const QString name = bold(labels[index]);
    const QString other = labels[comparison.reference].toHtmlEscaped();
    const QString size = reference.fileBytes > 0
                             ? percent(double(mine.fileBytes) / double(reference.fileBytes), 0)
                             : QString();
    const QString speed = speedWords(comparison, index);
    if (mine.quality && mine.quality->againstReference) {
        const QString keeps = Words::tr("%1 keeps %2 of the top choices of %3 at %4 of its size")
                                  .arg(name, agreementWords(*mine.quality), other, size);
        return speed.isEmpty() ? Words::tr("%1; its speed was not measured.").arg(keeps)
                               : Words::tr("%1 and %2.").arg(keeps, speed);
    }
    const QString is = Words::tr("%1 has %2 of the size of %3").arg(name, size, other);
    return speed.isEmpty() ? Words::tr("%1; speed and quality were not measured.").arg(is)
                           : Words::tr("%1 and %2; its quality was not measured.").arg(is, speed);
}

struct Effort {
    double tokens = 0, seconds = 0;
    int answers = 0;
};

Effort effortOf(const Comparison& comparison, int index) {
    Effort effort;
    for (const ComparisonAnswer& answer : comparison.answers) {
        if (answer.column == index && answer.status == "done") {
            effort.tokens += double(answer.thinkingTokens + answer.answerTokens);
            effort.seconds += answer.totalMs / 1000;
            ++effort.answers;
        }
    }
    return effort;
}

/// A column of the reference's own file with other settings.
QString settingsSentence(const Comparison& comparison, const QStringList& labels, int index) {
    const Effort mine = effortOf(comparison, index);
    const Effort theirs = effortOf(comparison, comparison.reference);
    if (mine.answers == 0 || mine.answers != theirs.answers) {
        return {};
    }
    return Words::tr("%1 wrote %2 tokens in %3 s, %4 wrote %5 in %6 s.")
        .arg(bold(labels[index]), number(mine.tokens, 0), number(mine.seconds, 1),
             labels[comparison.reference].toHtmlEscaped(), number(theirs.tokens, 0),
             number(theirs.seconds, 1));
}

bool sameFile(const Comparison& comparison, int index) {
    return column(comparison, index).path == column(comparison, comparison.reference).path;
}

/// Everything that it was asked ended in an error.
bool gaveNoAnswer(const Comparison& comparison, int index) {
    const auto ofColumn = [&](const ComparisonAnswer& a) { return a.column == index; };
    return std::any_of(comparison.answers.begin(), comparison.answers.end(), ofColumn) &&
           std::none_of(
               comparison.answers.begin(), comparison.answers.end(),
               [&](const ComparisonAnswer& a) { return ofColumn(a) && a.status != "error"; });
}

/// Which column parts from the reference first, in the answers to the first prompt.
QString divergenceSentence(const Comparison& comparison, const QStringList& labels) {
    const ComparisonAnswer* reference = answerOf(comparison, 0, comparison.reference);
    if (reference == nullptr || reference->status != "done") {
        return {};
    }
    int earliest = 0, which = -1, answered = 0;
    for (int i = 0; i < count(comparison); ++i) {
        const ComparisonAnswer* answer = answerOf(comparison, 0, i);
        if (i == comparison.reference || answer == nullptr || answer->status != "done") {
            continue;
        }
        ++answered;
        const int word = firstDifference(QString::fromStdString(reference->content),
                                         QString::fromStdString(answer->content));
        if (word > 0 && (which < 0 || word < earliest)) {
            earliest = word;
            which = i;
        }
    }
    if (answered == 0) {
        return {};
    }
    return which < 0 ? Words::tr("Their answers are the same, word for word.")
                     : Words::tr("%1 first differs at word %2.")
                           .arg(labels[which].toHtmlEscaped(), QLocale().toString(earliest));
}

} // namespace

const ComparisonAnswer* answerOf(const Comparison& comparison, int prompt, int column) {
    const auto found = std::find_if(
        comparison.answers.begin(), comparison.answers.end(),
        [&](const ComparisonAnswer& a) { return a.prompt == prompt && a.column == column; });
    return found == comparison.answers.end() ? nullptr : &*found;
}

QStringList columnLabels(const Comparison& comparison) {
    const auto differ = [&](auto part) {
        return std::any_of(
            comparison.columns.begin(), comparison.columns.end(),
            [&](const ComparisonColumn& c) { return part(c) != part(comparison.columns.front()); });
    };
    const bool names = differ([](const ComparisonColumn& c) { return c.name; });
    const bool quants = differ([](const ComparisonColumn& c) { return c.quantisation; });
    const bool thinking = differ([](const ComparisonColumn& c) { return c.thinking; });
    QStringList labels;
    for (const ComparisonColumn& c : comparison.columns) {
        QStringList parts;
        if (names) {
            parts << QString::fromStdString(c.name);
        }
        if (quants || !thinking) {
            parts << QString::fromStdString(c.quantisation);
        }
        if (thinking) {
            parts << (c.thinking == "on"    ? Words::tr("thinking on")
                      : c.thinking == "off" ? Words::tr("thinking off")
                                            : Words::tr("thinking as it likes"));
        }
        labels << parts.join(QStringLiteral(" · "));
    }
    return labels;
}

int recommended(const Comparison& comparison) {
    int best = -1;
    for (int i = 0; i < count(comparison); ++i) {
        const ComparisonColumn& c = column(comparison, i);
        if (i == comparison.reference || sameFile(comparison, i) || !c.quality ||
            !c.quality->againstReference || gaveNoAnswer(comparison, i)) {
            continue;
        }
        const ComparisonColumn* b = best < 0 ? nullptr : &column(comparison, best);
        const bool good = c.quality->topAgreement >= kGoodAgreement;
        const bool bestGood = b != nullptr && b->quality->topAgreement >= kGoodAgreement;
        if (b == nullptr || (good && (!bestGood || c.fileBytes < b->fileBytes)) ||
            (!good && !bestGood && c.quality->topAgreement > b->quality->topAgreement)) {
            best = i;
        }
    }
    return best;
}

QString verdict(const Comparison& comparison) {
    if (count(comparison) < 2 || comparison.answers.empty()) {
        return {};
    }
    const QStringList labels = columnLabels(comparison);
    int chosen = recommended(comparison);
    QStringList silent, sentences;
    for (int i = 0; i < count(comparison); ++i) {
        if (gaveNoAnswer(comparison, i)) {
            silent << bold(labels[i]);
        } else if (chosen < 0 && i != comparison.reference) {
            chosen = i;
        }
    }
    if (chosen >= 0 && !gaveNoAnswer(comparison, comparison.reference)) {
        sentences << (sameFile(comparison, chosen) ? settingsSentence(comparison, labels, chosen)
                                                   : quantSentence(comparison, labels, chosen));
    }
    sentences << divergenceSentence(comparison, labels);
    if (!silent.isEmpty()) {
        sentences << Words::tr("No answer came from %1.").arg(silent.join(QStringLiteral(", ")));
    }
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace conclave
