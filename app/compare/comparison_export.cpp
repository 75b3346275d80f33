// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/comparison_export.h"

#include "app/compare/verdict.h"
#include "app/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace conclave {

namespace {

using storage::Comparison;
using storage::ComparisonAnswer;
using storage::ComparisonColumn;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ComparisonExport)
};

QString fixed(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

QString unlessZero(double value, int decimals, const QString& unit) {
    return value > 0 ? fixed(value, decimals) + unit : QStringLiteral("–");
}

/// A cell cannot hold a bar or a line break.
QString cell(QString text) {
    return text.replace(QLatin1Char('|'), QStringLiteral("\\|"))
        .replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QString line(const QStringList& cells) {
    return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QString withError(double value, double error, int decimals) {
    return QStringLiteral("%1 ± %2").arg(fixed(value, decimals), fixed(error, decimals));
}

/// "118.0 (117.2–118.4)"
QString withBounds(double value, double low, double high) {
    return value <= 0 ? QStringLiteral("–")
           : high > low
               ? QStringLiteral("%1 (%2–%3)").arg(fixed(value, 1), fixed(low, 1), fixed(high, 1))
               : fixed(value, 1);
}

QStringList figures(const Comparison& comparison, const QString& label, int index) {
    const ComparisonColumn& c = comparison.columns[static_cast<std::size_t>(index)];
    const ComparisonAnswer* answer = answerOf(comparison, 0, index);
    const auto& q = c.quality;
    const QString none = QStringLiteral("–");
    const bool distance = q && q->againstReference;
    return {cell(label),
            bytesText(static_cast<std::uint64_t>(c.fileBytes)),
            fixed(c.bitsPerWeight, 2),
            withBounds(c.aloneTokensPerSecond, c.aloneLow, c.aloneHigh),
            answer && answer->together ? unlessZero(answer->decodeTokensPerSecond, 1, {}) : none,
            answer ? unlessZero(answer->firstTokenMs / 1000, 2, QStringLiteral(" s")) : none,
            bytesText(static_cast<std::uint64_t>(c.memoryBytes)),
            q ? withError(q->perplexity, q->perplexityError, 3) : none,
            distance ? withError(q->klMean, q->klError, 4) : none,
            distance ? withError(100 * q->topAgreement, 100 * q->topAgreementError, 1) +
                           QStringLiteral(" %")
                     : none,
            distance ? withError(100 * q->probabilityRms, 100 * q->probabilityRmsError, 1) +
                           QStringLiteral(" %")
                     : none};
}

QString plain(QString html) {
    static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
    html.replace(QStringLiteral("<b>"), QStringLiteral("**"))
        .replace(QStringLiteral("</b>"), QStringLiteral("**"))
        .remove(tag);
    return html.replace(QStringLiteral("&lt;"), QStringLiteral("<"))
        .replace(QStringLiteral("&gt;"), QStringLiteral(">"))
        .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
        .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}

QString quoted(const QString& text) {
    QString lines = text;
    return QStringLiteral("> ") + lines.replace(QLatin1Char('\n'), QStringLiteral("\n> ")) +
           QLatin1Char('\n');
}

QString answerBlock(const QString& label, const ComparisonAnswer& answer) {
    const QString body = answer.status == "error"
                             ? Words::tr("(%1)").arg(QString::fromStdString(answer.errorText))
                             : QString::fromStdString(answer.content).trimmed();
    return QStringLiteral("**%1**\n\n%2\n").arg(label, quoted(body));
}

QString field(const QString& text) {
    static const QRegularExpression special(QStringLiteral("[\",\r\n]"));
    QString escaped = text;
    return text.contains(special)
               ? QLatin1Char('"') + escaped.replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
                     QLatin1Char('"')
               : text;
}

QString exact(double value) {
    return QString::number(value, 'g', 10);
}

QString exactUnlessZero(double value) {
    return value > 0 ? exact(value) : QString();
}

} // namespace

QString toMarkdown(const Comparison& comparison) {
    const QStringList labels = columnLabels(comparison);
    QString out = QStringLiteral("# %1\n\n").arg(QString::fromStdString(comparison.title));
    const QString sentence = plain(verdict(comparison));
    if (!sentence.isEmpty()) {
        out += sentence + QStringLiteral("\n\n");
    }
    out +=
        line({Words::tr("Column"), Words::tr("Size"), Words::tr("Bits per weight"),
              Words::tr("Tokens/s alone"), Words::tr("Tokens/s together"), Words::tr("First token"),
              Words::tr("Memory"), Words::tr("Perplexity"), Words::tr("KL divergence"),
              Words::tr("Same top choice"), Words::tr("Probability change")});
    out += line(QStringList{QStringLiteral("---")} + QStringList(10, QStringLiteral("--:")));
    for (int i = 0; i < static_cast<int>(comparison.columns.size()); ++i) {
        out += line(figures(comparison, labels[i], i));
    }
    out +=
        QLatin1Char('\n') +
        Words::tr("Reference: %1. Seed %2. Device: %3. Measured on %4.")
            .arg(
                labels.value(comparison.reference), QString::number(comparison.seed),
                QString::fromStdString(comparison.columns.empty() ? std::string()
                                                                  : comparison.columns[0].device),
                QDateTime::fromMSecsSinceEpoch(comparison.createdAt).date().toString(Qt::ISODate)) +
        QLatin1Char('\n');
    int number = 0;
    for (const storage::ComparisonPrompt& prompt : comparison.prompts) {
        out += QStringLiteral("\n## %1\n\n").arg(QString::fromStdString(prompt.text).simplified());
        for (int i = 0; i < labels.size(); ++i) {
            if (const ComparisonAnswer* answer = answerOf(comparison, number, i)) {
                out += answerBlock(labels[i], *answer) + QLatin1Char('\n');
            }
        }
        ++number;
    }
    return out;
}

QString toCsv(const Comparison& comparison) {
    const QStringList labels = columnLabels(comparison);
    QString out = QStringLiteral(
        "prompt,column,model,quantisation,thinking,file_bytes,bits_per_weight,memory_bytes,"
        "shared_bytes,tokens_per_second_alone,alone_low,alone_high,tokens_per_second,together,"
        "first_token_ms,"
        "prompt_tokens,thinking_tokens,answer_tokens,perplexity,perplexity_error,kl_mean,kl_error,"
        "kl_median,kl_p99,top1_agreement,top1_agreement_error,probability_rms,"
        "probability_rms_error,vote,prompt_sha256,seed,device,status,answer\r\n");
    for (const ComparisonAnswer& answer : comparison.answers) {
        const auto& c = comparison.columns.at(static_cast<std::size_t>(answer.column));
        const auto& prompt = comparison.prompts.at(static_cast<std::size_t>(answer.prompt));
        const auto& q = c.quality;
        const bool distance = q && q->againstReference;
        const QString vote = !prompt.vote ? QString()
                             : *prompt.vote == storage::ComparisonPrompt::kTie
                                 ? QStringLiteral("tie")
                             : *prompt.vote == answer.column ? QStringLiteral("best")
                                                             : QString();
        const QStringList fields{QString::fromStdString(prompt.text),
                                 labels[answer.column],
                                 QString::fromStdString(c.name),
                                 QString::fromStdString(c.quantisation),
                                 QString::fromStdString(c.thinking),
                                 QString::number(c.fileBytes),
                                 exact(c.bitsPerWeight),
                                 QString::number(c.memoryBytes),
                                 QString::number(c.sharedBytes),
                                 exactUnlessZero(c.aloneTokensPerSecond),
                                 exactUnlessZero(c.aloneLow),
                                 exactUnlessZero(c.aloneHigh),
                                 exactUnlessZero(answer.decodeTokensPerSecond),
                                 answer.together ? QStringLiteral("1") : QStringLiteral("0"),
                                 exactUnlessZero(answer.firstTokenMs),
                                 QString::number(answer.promptTokens),
                                 QString::number(answer.thinkingTokens),
                                 QString::number(answer.answerTokens),
                                 q ? exact(q->perplexity) : QString(),
                                 q ? exact(q->perplexityError) : QString(),
                                 distance ? exact(q->klMean) : QString(),
                                 distance ? exact(q->klError) : QString(),
                                 distance ? exact(q->klMedian) : QString(),
                                 distance ? exact(q->klP99) : QString(),
                                 distance ? exact(q->topAgreement) : QString(),
                                 distance ? exact(q->topAgreementError) : QString(),
                                 distance ? exact(q->probabilityRms) : QString(),
                                 distance ? exact(q->probabilityRmsError) : QString(),
                                 vote,
                                 QString::fromStdString(answer.promptSha256),
                                 QString::number(comparison.seed),
                                 QString::fromStdString(c.device),
                                 QString::fromStdString(answer.status),
                                 QString::fromStdString(answer.content)};
        QStringList escaped;
        std::transform(fields.begin(), fields.end(), std::back_inserter(escaped), field);
        out += escaped.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return out;
}

} // namespace conclave
