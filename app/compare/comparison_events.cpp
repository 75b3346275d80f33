// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What engine and measuring report to the compare page.
#include "app/compare/comparison_view_model.h"
#include "app/guarded.h"
#include "app/text.h"

#include <algorithm>

namespace conclave {

namespace {

constexpr int kSampleTicks = 3; ///< of the screen timer: about three samples a second
constexpr qsizetype kMostSamples = 120;
/// Up to so many bytes of files measuring takes a minute or so, and starts by itself.
constexpr std::int64_t kMeasuredUnasked = 300'000'000;

} // namespace

void ComparisonViewModel::connectRunner() {
    ComparisonRunner* runner = m_runner.get();
    connect(runner, &ComparisonRunner::planned, this, [this](bool together, const auto& plan) {
        const QString needed = bytesText(plan.totalBytes());
        m_planText =
            together ? (plan.sharedBytes > 0
                            ? tr("They fit together: %1 of %2 free; %3 is kept once for several.")
                                  .arg(needed, bytesText(plan.availableBytes),
                                       bytesText(plan.sharedBytes))
                            : tr("They fit together: %1 of %2 free.")
                                  .arg(needed, bytesText(plan.availableBytes)))
            : plan.bytes.empty()
                ? tr("They run one after another.")
                : tr("Together they need %1, and %2 are free: they run one after another.")
                      .arg(needed, bytesText(plan.availableBytes));
        emit changed();
    });
    connect(runner, &ComparisonRunner::loading, this, [this](int column, double progress) {
        for (int i = 0; i < m_columns.count(); ++i) {
            if (column < 0 || i == column) {
                m_columns.live(i).status = QStringLiteral("loading");
                m_columns.refreshText(i);
            }
        }
        setStage(tr("Loading the models…"), progress);
    });
    connect(runner, &ComparisonRunner::columnReady, this, [this](int i, const ModelInfo& model) {
        auto& column = m_comparison.columns[static_cast<std::size_t>(i)];
        column.name = model.name;
        column.quantisation = model.quantisation;
        if (column.device != model.device.name) { // a speed belongs to its device
            column.aloneTokensPerSecond = column.aloneLow = column.aloneHigh = 0;
        }
        column.device = model.device.name;
        column.memoryBytes =
            static_cast<std::int64_t>(model.weightBytes + model.kvCacheBytes + model.scratchBytes);
        column.sharedBytes = static_cast<std::int64_t>(model.sharedBytes);
        m_columns.live(i).canThink = model.thinking == ThinkingSupport::switchable;
        keepColumn(i);
    });
    connect(runner, &ComparisonRunner::answerStarted, this, [this](int prompt, int column) {
        LiveColumn& live = m_columns.live(column);
        live.status = QStringLiteral("reading");
        live.content.clear();
        live.thinking.clear();
        live.thinkingClock.invalidate();
        live.thinkingSeconds = 0;
        live.samples.clear();
        live.tokens = live.tokensAtSample = 0;
        setStage(tr("Answering…"));
        if (m_prompt != m_firstPrompt + prompt) {
            setPrompt(m_firstPrompt + prompt);
        }
        m_columns.refreshText(column);
    });
    connect(runner, &ComparisonRunner::textArrived, this,
            [this](int, int column, bool thinking, const QString& text) {
                LiveColumn& live = m_columns.live(column);
                live.status = thinking ? QStringLiteral("thinking") : QStringLiteral("writing");
                if (thinking) {
                    if (!live.thinkingClock.isValid()) {
                        live.thinkingClock.start();
                    }
                    live.thinkingSeconds = double(live.thinkingClock.elapsed()) / 1000;
                }
                (thinking ? live.thinking : live.content) += text;
                ++live.tokens;
            });
    connect(runner, &ComparisonRunner::answered, this, &ComparisonViewModel::takeAnswer);
    connect(runner, &ComparisonRunner::answerFailed, this, &ComparisonViewModel::takeFailure);
    connect(runner, &ComparisonRunner::measuringAlone, this,
            [this] { setStage(tr("Measuring each one's speed alone…")); });
    connect(runner, &ComparisonRunner::aloneMeasured, this,
            [this](int i, const SpeedSpread& speed) {
                auto& column = m_comparison.columns[static_cast<std::size_t>(i)];
                column.aloneTokensPerSecond = speed.median;
                column.aloneLow = speed.low;
                column.aloneHigh = speed.high;
                keepColumn(i);
                m_columns.refresh(); // bars are relative
            });
    connect(runner, &ComparisonRunner::finished, this, &ComparisonViewModel::afterAnswers);
    connect(&m_screen, &QTimer::timeout, this, [this, tick = 0]() mutable {
        const bool sample = ++tick % kSampleTicks == 0;
        for (int i = 0; i < m_columns.count(); ++i) {
            LiveColumn& live = m_columns.live(i);
            if (live.status != QLatin1String("thinking") &&
                live.status != QLatin1String("writing")) {
                continue;
            }
            if (sample && live.samples.size() < kMostSamples) {
                live.samples << (live.tokens - live.tokensAtSample) * 1000.0 /
                                    (kSampleTicks * m_screen.interval());
                live.tokensAtSample = live.tokens;
            }
            m_columns.refreshText(i, sample);
        }
    });
}

void ComparisonViewModel::takeAnswer(int prompt, int column, const GenerationFacts& facts,
                                     bool together) {
    LiveColumn& live = m_columns.live(column);
    storage::ComparisonAnswer answer;
    answer.prompt = m_firstPrompt + prompt;
    answer.column = column;
    answer.content = live.content.trimmed().toStdString();
    answer.thinking = live.thinking.trimmed().toStdString();
    answer.status = facts.stopReason == StopReason::cancelled ? "stopped" : "done";
    answer.promptSha256 = facts.promptSha256;
    answer.promptTokens = facts.promptTokens;
    answer.thinkingTokens = facts.thinkingTokens;
    answer.answerTokens = facts.answerTokens;
    answer.firstTokenMs = facts.firstTokenMilliseconds;
    answer.totalMs = facts.totalMilliseconds;
    answer.decodeTokensPerSecond = facts.decodeTokensPerSecond;
    answer.prefillTokensPerSecond = facts.prefillTokensPerSecond;
    answer.together = together;
    live.status.clear();
    keepAnswer(answer);
}

void ComparisonViewModel::takeFailure(int prompt, int column, const QString& sentence) {
    LiveColumn& live = m_columns.live(column);
    storage::ComparisonAnswer answer;
    answer.prompt = m_firstPrompt + prompt;
    answer.column = column;
    answer.content = live.content.trimmed().toStdString();
    answer.status = "error";
    answer.errorText = sentence.toStdString();
    live.status.clear();
    keepAnswer(answer);
}

void ComparisonViewModel::keepAnswer(const storage::ComparisonAnswer& answer) {
    auto& answers = m_comparison.answers;
    const auto place = std::find_if(answers.begin(), answers.end(), [&](const auto& other) {
        return std::pair(other.prompt, other.column) >= std::pair(answer.prompt, answer.column);
    });
    if (place != answers.end() && place->prompt == answer.prompt &&
        place->column == answer.column) {
        *place = answer;
    } else {
        answers.insert(place, answer);
    }
    guarded(m_notices, [&] { m_store.setAnswer(m_comparison.id, answer); });
    // Bars and marks of all columns change, which can wait until none is slowed by drawing them.
    m_columns.refresh(m_columns.anyLive() ? answer.column : -1);
    emit changed();
}

void ComparisonViewModel::keepColumn(int column) {
    guarded(m_notices, [&] {
        m_store.setColumn(m_comparison.id, column,
                          m_comparison.columns[static_cast<std::size_t>(column)]);
    });
    m_columns.refresh(column);
    emit changed();
}

void ComparisonViewModel::afterAnswers() {
    m_screen.stop();
    for (int i = 0; i < m_columns.count(); ++i) {
        m_columns.live(i).status.clear();
    }
    m_columns.refresh();
    setStage({});
    std::int64_t bytes = 0;
    for (const storage::ComparisonColumn& column : m_comparison.columns) {
        bytes += column.fileBytes;
    }
    const bool errors = std::any_of(m_comparison.answers.begin(), m_comparison.answers.end(),
                                    [](const auto& a) { return a.status == "error"; });
    if (!m_stopped && !errors && bytes <= kMeasuredUnasked && canMeasure()) {
        measure();
        return;
    }
    m_saved.reload();
    emit finished();
}

void ComparisonViewModel::connectMeasurer() {
    QualityMeasurer* measurer = m_measurer.get();
    connect(measurer, &QualityMeasurer::progressed, this, [this](int done, int total, double part) {
        setStage(tr("Measuring quality, %1 of %2…").arg(done + 1).arg(total), part);
    });
    connect(measurer, &QualityMeasurer::measured, this,
            [this](const QString& path, const storage::QualityRow& row) {
                for (int i = 0; i < static_cast<int>(m_comparison.columns.size()); ++i) {
                    if (QString::fromStdString(
                            m_comparison.columns[static_cast<std::size_t>(i)].path) == path) {
                        takeQuality(i, row);
                    }
                }
            });
    connect(measurer, &QualityMeasurer::failed, this,
            [this](const QString&, const QString& sentence) { m_notices.warn(sentence); });
    connect(measurer, &QualityMeasurer::finished, this, [this] {
        setStage({});
        m_saved.reload();
        emit changed();
        emit finished();
    });
}

void ComparisonViewModel::takeQuality(int column, const storage::QualityRow& row) {
    m_comparison.columns[static_cast<std::size_t>(column)].quality = row;
    keepColumn(column);
    m_columns.refresh();
}

void ComparisonViewModel::setStage(const QString& stage, double progress) {
    m_stage = stage;
    m_progress = progress;
    emit stateChanged();
}

} // namespace conclave
