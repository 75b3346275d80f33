// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/comparison_columns_model.h"

#include "app/compare/comparison_metrics.h"
#include "app/compare/verdict.h"
#include "app/compare/word_diff.h"

#include <QLocale>

#include <algorithm>
#include <numeric>
#include <random>

namespace conclave {

void ComparisonColumnsModel::reset() {
    beginResetModel();
    m_live.assign(m_comparison.columns.size(), {});
    m_order.resize(m_comparison.columns.size());
    mixOrder();
    endResetModel();
    emit countChanged();
}

void ComparisonColumnsModel::mixOrder() {
    std::iota(m_order.begin(), m_order.end(), 0);
    if (m_hidden) {
        std::shuffle(m_order.begin(), m_order.end(), std::mt19937_64(std::random_device{}()));
    }
}

void ComparisonColumnsModel::refresh(int column) {
    if (m_order.empty()) {
        return;
    }
    if (column < 0) {
        emit dataChanged(index(0), index(count() - 1));
        return;
    }
    emit dataChanged(indexOf(column), indexOf(column));
}

void ComparisonColumnsModel::refreshText(int column, bool sampled) {
    QList<int> roles{StatusRole, StatusTextRole, HtmlRole,
                     TextRole,   TraceRole,      ThinkingSecondsRole};
    if (sampled) {
        roles << SamplesRole; // a list is new each time, and drawn anew
    }
    emit dataChanged(indexOf(column), indexOf(column), roles);
}

bool ComparisonColumnsModel::anyLive() const {
    return std::any_of(m_live.begin(), m_live.end(),
                       [](const LiveColumn& live) { return !live.status.isEmpty(); });
}

QModelIndex ComparisonColumnsModel::indexOf(int column) const {
    return index(
        static_cast<int>(std::find(m_order.begin(), m_order.end(), column) - m_order.begin()));
}

void ComparisonColumnsModel::showPrompt(int prompt) {
    m_prompt = prompt;
    refresh();
}

void ComparisonColumnsModel::setHidden(bool hidden) {
    if (hidden == m_hidden) {
        return;
    }
    m_hidden = hidden;
    beginResetModel();
    mixOrder();
    endResetModel();
}

void ComparisonColumnsModel::setMarks(const QString& ink, const QString& ground) {
    m_ink = ink;
    m_ground = ground;
    refresh();
}

int ComparisonColumnsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QString ComparisonColumnsModel::textOf(int column) const {
    const LiveColumn& now = m_live[static_cast<std::size_t>(column)];
    if (!now.status.isEmpty()) {
        return now.content;
    }
    const auto* answer = answerOf(m_comparison, m_prompt, column);
    return answer == nullptr ? QString() : QString::fromStdString(answer->content).trimmed();
}

/// Marks stand only once both texts are complete: half a text differs everywhere. Empty: none.
QString ComparisonColumnsModel::htmlOf(int column) const {
    const QString text = textOf(column);
    const auto* reference = answerOf(m_comparison, m_prompt, m_comparison.reference);
    const bool compared = statusOf(column) == QLatin1String("done") && reference != nullptr &&
                          column != m_comparison.reference && !m_hidden &&
                          statusOf(m_comparison.reference) == QLatin1String("done");
    return compared
               ? toHtml(diffAgainst(QString::fromStdString(reference->content).trimmed(), text),
                        m_ink, m_ground)
               : QString();
}

QString ComparisonColumnsModel::statusOf(int column) const {
    const LiveColumn& now = m_live[static_cast<std::size_t>(column)];
    if (!now.status.isEmpty()) {
        return now.status;
    }
    const auto* answer = answerOf(m_comparison, m_prompt, column);
    return answer == nullptr ? QStringLiteral("empty") : QString::fromStdString(answer->status);
}

QString ComparisonColumnsModel::statusTextOf(int column) const {
    const QString status = statusOf(column);
    const auto* answer = answerOf(m_comparison, m_prompt, column);
    if (status == QLatin1String("waiting")) {
        return tr("Waits its turn");
    }
    if (status == QLatin1String("making")) {
        return tr("Is being made…");
    }
    if (status == QLatin1String("loading")) {
        return tr("Loading…");
    }
    if (status == QLatin1String("reading")) {
        return tr("Reading the prompt…");
    }
    if (status == QLatin1String("thinking")) {
        return tr("Thinking…");
    }
    if (status == QLatin1String("error") && answer != nullptr) {
        return QString::fromStdString(answer->errorText);
    }
    if (status == QLatin1String("stopped")) {
        return tr("Stopped before its end");
    }
    if (status == QLatin1String("done") && answer != nullptr) {
        const QLocale locale;
        return answer->thinkingTokens > 0
                   ? tr("%1 tokens, %2 of them thinking")
                         .arg(locale.toString(
                                  qlonglong(answer->thinkingTokens + answer->answerTokens)),
                              locale.toString(qlonglong(answer->thinkingTokens)))
                   : tr("%1 tokens").arg(locale.toString(qlonglong(answer->answerTokens)));
    }
    return {};
}

/// As it runs by the clock; of a stored answer by its tokens and their speed.
double ComparisonColumnsModel::thinkingSecondsOf(int column) const {
    const LiveColumn& now = m_live[static_cast<std::size_t>(column)];
    if (!now.status.isEmpty()) {
        return now.thinkingSeconds;
    }
    const auto* answer = answerOf(m_comparison, m_prompt, column);
    return answer == nullptr || answer->decodeTokensPerSecond <= 0
               ? 0
               : double(answer->thinkingTokens) / answer->decodeTokensPerSecond;
}

int ComparisonColumnsModel::differenceOf(int column) const {
    const auto* reference = answerOf(m_comparison, m_prompt, m_comparison.reference);
    const auto* answer = answerOf(m_comparison, m_prompt, column);
    if (column == m_comparison.reference || reference == nullptr || answer == nullptr ||
        answer->status != "done" || reference->status != "done" || m_hidden) {
        return -1;
    }
    return firstDifference(QString::fromStdString(reference->content),
                           QString::fromStdString(answer->content));
}

QVariant ComparisonColumnsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int i = columnAt(index.row());
    const storage::ComparisonColumn& c = column(i);
    const LiveColumn& now = m_live[static_cast<std::size_t>(i)];
    switch (role) {
    case LabelRole:
        return m_hidden ? QString(QChar('A' + index.row())) : columnLabels(m_comparison)[i];
    case PathRole:
        return QString::fromStdString(c.path);
    case ReferenceRole:
        return !m_hidden && i == m_comparison.reference;
    case ThinkingRole:
        return QString::fromStdString(c.thinking);
    case CanThinkRole:
        return now.canThink;
    case StatusRole:
        return statusOf(i);
    case StatusTextRole:
        return statusTextOf(i);
    case HtmlRole:
        return htmlOf(i);
    case TextRole:
        return textOf(i);
    case TraceRole: {
        const auto* answer = answerOf(m_comparison, m_prompt, i);
        return !now.status.isEmpty() ? now.thinking
               : answer != nullptr   ? QString::fromStdString(answer->thinking)
                                     : QString();
    }
    case ThinkingSecondsRole:
        return thinkingSecondsOf(i);
    case MetricsRole:
        return m_hidden ? hiddenMetrics() : metricsOf(m_comparison, m_prompt, i);
    case SamplesRole:
        return m_hidden ? QVariantList() : QVariantList(now.samples.begin(), now.samples.end());
    case DifferenceRole:
        return differenceOf(i);
    case HiddenRole:
        return m_hidden;
    case VotedRole: {
        const auto prompt = static_cast<std::size_t>(m_prompt);
        return prompt < m_comparison.prompts.size() && m_comparison.prompts[prompt].vote == i;
    }
    default:
        return {};
    }
}

QHash<int, QByteArray> ComparisonColumnsModel::roleNames() const {
    return {{LabelRole, "label"},
            {PathRole, "path"},
            {ReferenceRole, "reference"},
            {ThinkingRole, "thinking"},
            {CanThinkRole, "canThink"},
            {StatusRole, "status"},
            {StatusTextRole, "statusText"},
            {HtmlRole, "html"},
            {TextRole, "answer"},
            {TraceRole, "trace"},
            {ThinkingSecondsRole, "thinkingSeconds"},
            {MetricsRole, "metrics"},
            {SamplesRole, "samples"},
            {DifferenceRole, "difference"},
            {HiddenRole, "hidden"},
            {VotedRole, "voted"}};
}

} // namespace conclave
