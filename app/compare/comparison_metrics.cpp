// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/comparison_metrics.h"

#include "app/compare/verdict.h"
#include "app/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVariantMap>

#include <algorithm>
#include <functional>

namespace conclave {

namespace {

using storage::Comparison;
using storage::ComparisonAnswer;
using storage::ComparisonColumn;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ComparisonMetrics)
};

const QString kNone = QStringLiteral("–");

QString number(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

/// Four significant places for what may be large or tiny.
QString compact(double value) {
    return number(value, value >= 100 ? 1 : value >= 10 ? 2 : value >= 0.01 || value == 0 ? 3 : 5);
}

/// The greatest of a figure over all columns; bars are drawn against it.
double greatest(const Comparison& comparison, const std::function<double(int)>& figure) {
    double most = 0;
    for (int i = 0; i < static_cast<int>(comparison.columns.size()); ++i) {
        most = std::max(most, figure(i));
    }
    return most;
}

struct Metric {
    QString label, value = kNone, note;
    double share = -1, low = -1, high = -1;
};

QVariantMap toMap(const Metric& metric) {
    return {{"label", metric.label}, {"value", metric.value}, {"note", metric.note},
            {"share", metric.share}, {"low", metric.low},     {"high", metric.high}};
}

/// The bounds of several measurements.
void setBounds(Metric& metric, double low, double high, double most) {
    if (most > 0 && high > low) {
        metric.low = std::clamp(low / most, 0.0, 1.0);
        metric.high = std::clamp(high / most, 0.0, 1.0);
    }
}

/// The bar of `value` of at most `most`, with its standard error.
void setBar(Metric& metric, double value, double most, double error = 0) {
    if (most <= 0) {
        return;
    }
    metric.share = std::clamp(value / most, 0.0, 1.0);
    setBounds(metric, value - error, value + error, most);
}

class Figures {
public:
    Figures(const Comparison& comparison, int prompt)
        : m_comparison(comparison), m_prompt(prompt) {}

    [[nodiscard]] const ComparisonColumn& column(int i) const {
        return m_comparison.columns[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] const ComparisonAnswer* answer(int i) const {
        return answerOf(m_comparison, m_prompt, i);
    }
    [[nodiscard]] double shared(int i) const {
        const ComparisonAnswer* a = answer(i);
        return a != nullptr && a->together ? a->decodeTokensPerSecond : 0;
    }
    [[nodiscard]] double speed(int i) const {
        const ComparisonAnswer* a = answer(i);
        return column(i).aloneTokensPerSecond > 0 ? column(i).aloneTokensPerSecond
               : a != nullptr                     ? a->decodeTokensPerSecond
                                                  : 0;
    }
    [[nodiscard]] double firstToken(int i) const {
        const ComparisonAnswer* a = answer(i);
        return a != nullptr ? a->firstTokenMs : 0;
    }
    [[nodiscard]] double most(double (Figures::*figure)(int) const) const {
        return greatest(m_comparison, [&](int i) { return (this->*figure)(i); });
    }
    [[nodiscard]] double perplexity(int i) const {
        return column(i).quality ? column(i).quality->perplexity : 0;
    }
    [[nodiscard]] double divergence(int i) const {
        return column(i).quality ? column(i).quality->klMean : 0;
    }
    [[nodiscard]] double probabilityChange(int i) const {
        return column(i).quality ? column(i).quality->probabilityRms : 0;
    }
    [[nodiscard]] double size(int i) const { return static_cast<double>(column(i).fileBytes); }
    [[nodiscard]] double memory(int i) const {
        return static_cast<double>(column(i).memoryBytes - column(i).sharedBytes);
    }
    [[nodiscard]] bool isReference(int i) const { return m_comparison.reference == i; }

private:
    const Comparison& m_comparison;
    int m_prompt;
};

Metric speedMetric(const Figures& f, int i) {
    Metric m{Words::tr("Speed")};
    if (f.speed(i) <= 0) {
        return m;
    }
    m.value = Words::tr("%1 tok/s").arg(number(f.speed(i), f.speed(i) < 10 ? 1 : 0));
    if (f.column(i).aloneTokensPerSecond > 0 && f.shared(i) > 0) {
        m.note = Words::tr("%1 together").arg(number(f.shared(i), f.shared(i) < 10 ? 1 : 0));
    } else if (f.shared(i) > 0) {
        m.note = Words::tr("together");
    }
    setBar(m, f.speed(i), f.most(&Figures::speed));
    setBounds(m, f.column(i).aloneLow, f.column(i).aloneHigh, f.most(&Figures::speed));
    return m;
}

Metric firstTokenMetric(const Figures& f, int i) {
    Metric m{Words::tr("First token")};
    if (f.firstToken(i) > 0) {
        m.value = Words::tr("%1 s").arg(number(f.firstToken(i) / 1000, 2));
        setBar(m, f.firstToken(i), f.most(&Figures::firstToken));
    }
    return m;
}

Metric perplexityMetric(const Figures& f, int i) {
    Metric m{Words::tr("Perplexity")};
    if (const auto& q = f.column(i).quality) {
        m.value = compact(q->perplexity);
        m.note = QStringLiteral("± %1").arg(compact(q->perplexityError));
        setBar(m, q->perplexity, f.most(&Figures::perplexity), q->perplexityError);
    }
    return m;
}

/// A figure of how far a column is from the reference; `show` fills in what was measured.
Metric againstReference(const Figures& f, int i, const QString& label,
                        const std::function<void(Metric&, const storage::QualityRow&)>& show) {
    Metric m{label};
    const auto& quality = f.column(i).quality;
    if (f.isReference(i)) {
        m.value = Words::tr("reference");
    } else if (quality && quality->againstReference) {
        show(m, *quality);
    }
    return m;
}

Metric agreementMetric(const Figures& f, int i) {
    return againstReference(f, i, Words::tr("Same top choice"), [](Metric& m, const auto& q) {
        m.value = number(100 * q.topAgreement, 1) + QStringLiteral(" %");
        m.note = QStringLiteral("± %1").arg(number(100 * q.topAgreementError, 1));
        setBar(m, q.topAgreement, 1, q.topAgreementError);
    });
}

Metric divergenceMetric(const Figures& f, int i) {
    return againstReference(f, i, Words::tr("KL divergence"), [&f](Metric& m, const auto& q) {
        m.value = compact(q.klMean);
        m.note = Words::tr("99 %: %1").arg(compact(q.klP99));
        setBar(m, q.klMean, f.most(&Figures::divergence), q.klError);
    });
}

Metric probabilityMetric(const Figures& f, int i) {
    return againstReference(f, i, Words::tr("Probability change"), [&f](Metric& m, const auto& q) {
        m.value = number(100 * q.probabilityRms, 1) + QStringLiteral(" %");
        if (q.probabilityRmsError > 0) {
            m.note = QStringLiteral("± %1").arg(number(100 * q.probabilityRmsError, 1));
        }
        setBar(m, q.probabilityRms, f.most(&Figures::probabilityChange), q.probabilityRmsError);
    });
}

Metric sizeMetric(const Figures& f, int i) {
    Metric m{Words::tr("Size")};
    if (f.column(i).fileBytes > 0) {
        m.value = bytesText(static_cast<std::uint64_t>(f.column(i).fileBytes));
        m.note = Words::tr("%1 bits/weight").arg(number(f.column(i).bitsPerWeight, 1));
        setBar(m, f.size(i), f.most(&Figures::size));
    }
    return m;
}

Metric memoryMetric(const Figures& f, int i) {
    Metric m{Words::tr("Memory")};
    const ComparisonColumn& c = f.column(i);
    if (c.memoryBytes > 0) {
        m.value = bytesText(static_cast<std::uint64_t>(f.memory(i)));
        if (c.sharedBytes > 0) {
            m.note = Words::tr("+ %1 shared").arg(bytesText(std::uint64_t(c.sharedBytes)));
        }
        setBar(m, f.memory(i), f.most(&Figures::memory));
    }
    return m;
}

} // namespace

QVariantList hiddenMetrics() {
    Comparison nothing;
    nothing.columns.emplace_back();
    nothing.reference = -1;
    return metricsOf(nothing, 0, 0);
}

QVariantList metricsOf(const Comparison& comparison, int prompt, int column) {
    const Figures f(comparison, prompt);
    QVariantList list;
    for (const Metric& metric :
         {speedMetric(f, column), firstTokenMetric(f, column), sizeMetric(f, column),
          memoryMetric(f, column), perplexityMetric(f, column), divergenceMetric(f, column),
          agreementMetric(f, column), probabilityMetric(f, column)}) {
        list << toMap(metric);
    }
    return list;
}

} // namespace conclave
