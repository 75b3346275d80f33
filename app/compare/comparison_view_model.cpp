// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the user does on the compare page. Who stands in the columns is in comparison_choices.cpp,
// what engine and measuring report in comparison_events.cpp.
#include "app/compare/comparison_view_model.h"

#include "app/compare/comparison_export.h"
#include "app/compare/verdict.h"
#include "app/guarded.h"

#include <QLocale>
#include <QSaveFile>

#include <algorithm>

namespace conclave {

namespace {

constexpr std::uint64_t kFirstSeed = 7;
constexpr std::uint32_t kMostContext = 4096; ///< tokens; several models share the memory
constexpr std::uint32_t kMostTokens = 512;   ///< of an answer, unless the settings say otherwise
/// Live enough to read along, seldom enough that drawing several columns does not slow them: on
/// software devices both use the same processor.
constexpr int kScreenMilliseconds = 100;

Thinking thinkingOf(const storage::ComparisonColumn& column) {
    return column.thinking == "on"    ? Thinking::on
           : column.thinking == "off" ? Thinking::off
                                      : Thinking::automatic;
}

} // namespace

ComparisonViewModel::ComparisonViewModel(storage::ComparisonStore& store, ModelsViewModel& models,
                                         Quantiser& quantiser, SettingsViewModel& settings,
                                         NoticesModel& notices,
                                         std::unique_ptr<ComparisonRunner> runner,
                                         std::unique_ptr<QualityMeasurer> measurer)
    : m_store(store), m_models(models), m_quantiser(quantiser), m_settings(settings),
      m_notices(notices), m_columns(m_comparison), m_saved(store, notices),
      m_runner(std::move(runner)), m_measurer(std::move(measurer)) {
    m_comparison.seed = kFirstSeed;
    m_screen.setInterval(kScreenMilliseconds);
    connectRunner();
    connectMeasurer();
    connectMaker();
    connect(&m_models, &ModelsViewModel::countChanged, this,
            &ComparisonViewModel::candidatesChanged);
}

// Asking

void ComparisonViewModel::send(const QString& text) {
    if (!text.trimmed().isEmpty()) {
        ask({text.trimmed()});
    }
}

void ComparisonViewModel::sendAll(const QString& lines) {
    QStringList prompts;
    for (const QString& line : lines.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty()) {
            prompts << line.trimmed();
        }
    }
    if (!prompts.isEmpty()) {
        ask(prompts);
    }
}

void ComparisonViewModel::ask(const QStringList& prompts) {
    if (busy() || !canAsk()) {
        return;
    }
    m_stopped = false;
    m_revealed = false;
    m_firstPrompt = promptCount();
    for (const QString& prompt : prompts) {
        m_comparison.prompts.push_back({prompt.toStdString(), std::nullopt});
    }
    if (m_comparison.id.empty()) {
        m_comparison.title = title().toStdString();
        guarded(m_notices, [&] { m_comparison.id = m_store.create(m_comparison); });
    } else {
        guarded(m_notices, [&] {
            for (const QString& prompt : prompts) {
                m_store.addPrompt(m_comparison.id, prompt.toStdString());
            }
        });
    }
    ComparisonTask task;
    task.prompts = prompts;
    task.device = m_settings.text("device");
    task.cacheType = m_settings.engineCacheType();
    task.contextLength = m_settings.contextLength() > 0
                             ? static_cast<std::uint32_t>(m_settings.contextLength())
                             : kMostContext;
    task.maxTokens = m_settings.maxTokens() > 0 ? static_cast<std::uint32_t>(m_settings.maxTokens())
                                                : kMostTokens;
    for (const storage::ComparisonColumn& column : m_comparison.columns) {
        SamplingSettings sampling = m_settings.sampling();
        sampling.seed = m_comparison.seed;
        task.columns.push_back(
            {QString::fromStdString(column.path), thinkingOf(column), sampling,
             column.aloneTokensPerSecond > 0 ? QString::fromStdString(column.device) : QString()});
    }
    m_columns.setHidden(hidden());
    for (int i = 0; i < static_cast<int>(m_comparison.columns.size()); ++i) {
        const bool canThink = m_columns.live(i).canThink;
        m_columns.live(i) = {};
        m_columns.live(i).canThink = canThink;
        m_columns.live(i).status = QStringLiteral("waiting");
    }
    setStage(tr("Looking whether the models fit together…"));
    setPrompt(m_firstPrompt);
    m_screen.start();
    m_runner->start(std::move(task));
    emit stateChanged();
    m_saved.reload();
}

void ComparisonViewModel::stop() {
    m_stopped = true;
    if (m_preparing) {
        m_quantiser.stopAwaited();
    }
    m_runner->stop();
    m_measurer->stop();
}

void ComparisonViewModel::measure() {
    if (busy() || !canMeasure()) {
        return;
    }
    m_runner->release(); // the memory is needed for measuring
    const QString reference = QString::fromStdString(
        m_comparison.columns[static_cast<std::size_t>(m_comparison.reference)].path);
    QStringList paths;
    for (const storage::ComparisonColumn& column : m_comparison.columns) {
        const QString path = QString::fromStdString(column.path);
        if (path != reference && !paths.contains(path)) {
            paths << path;
        }
    }
    if (paths.isEmpty()) {
        paths << reference; // one file with other settings: its perplexity
    }
    m_stopped = false;
    setStage(tr("Measuring quality…"), 0);
    m_measurer->start(paths, reference, m_settings.text("device"));
    emit stateChanged();
}

// Judging

void ComparisonViewModel::vote(int row) {
    const auto prompt = static_cast<std::size_t>(m_prompt);
    if (prompt >= m_comparison.prompts.size() || row >= m_columns.count()) {
        return;
    }
    const int column = row < 0 ? storage::ComparisonPrompt::kTie : m_columns.columnAt(row);
    std::optional<int>& kept = m_comparison.prompts[prompt].vote;
    kept = kept == column ? std::nullopt : std::optional(column);
    guarded(m_notices, [&] { m_store.setVote(m_comparison.id, m_prompt, kept); });
    if (std::all_of(m_comparison.prompts.begin(), m_comparison.prompts.end(),
                    [](const auto& p) { return p.vote.has_value(); })) {
        reveal();
    }
    m_columns.refresh();
    emit changed();
}

void ComparisonViewModel::reveal() {
    m_revealed = true;
    m_columns.setHidden(false);
    emit changed();
}

void ComparisonViewModel::setBlind(bool blind) {
    if (busy() || blind == m_comparison.blind) {
        return;
    }
    m_comparison.blind = blind;
    m_revealed = !m_comparison.answers.empty(); // those have been seen already
    emit changed();
}

void ComparisonViewModel::setSeed(int seed) {
    if (!busy() && seed >= 0 && static_cast<std::uint64_t>(seed) != m_comparison.seed) {
        makeEditable();
        m_comparison.seed = static_cast<std::uint64_t>(seed);
        showComparison();
    }
}

void ComparisonViewModel::setPrompt(int prompt) {
    if (prompt >= 0 && prompt < promptCount()) {
        m_prompt = prompt;
        m_columns.showPrompt(prompt);
        emit changed();
    }
}

// Keeping

void ComparisonViewModel::open(const QString& id) {
    if (busy()) {
        return;
    }
    guarded(m_notices, [&] {
        m_comparison = m_store.open(id.toStdString());
        m_prompt = 0;
        m_revealed = true;
        m_planText.clear();
        m_columns.setHidden(false);
        showComparison();
    });
}

void ComparisonViewModel::remove(const QString& id) {
    if (busy()) {
        return;
    }
    guarded(m_notices, [&] { m_store.remove(id.toStdString()); });
    if (m_comparison.id == id.toStdString()) {
        startNew();
    }
    m_saved.reload();
}

void ComparisonViewModel::startNew() {
    if (busy()) {
        return;
    }
    m_comparison = {};
    m_comparison.seed = kFirstSeed;
    m_prompt = 0;
    m_revealed = false;
    m_planText.clear();
    m_columns.setHidden(false);
    showComparison();
}

void ComparisonViewModel::showComparison() {
    m_columns.reset();
    m_columns.showPrompt(m_prompt);
    emit changed();
}

void ComparisonViewModel::release() {
    m_runner->release();
}

QString ComparisonViewModel::markdown() const {
    return toMarkdown(m_comparison);
}

void ComparisonViewModel::exportMarkdown(const QUrl& file) {
    writeFile(file, toMarkdown(m_comparison));
}

void ComparisonViewModel::exportCsv(const QUrl& file) {
    writeFile(file, toCsv(m_comparison));
}

void ComparisonViewModel::writeFile(const QUrl& file, const QString& text) {
    QSaveFile out(file.toLocalFile());
    tellSaved(file,
              out.open(QIODevice::WriteOnly) && out.write(text.toUtf8()) >= 0 && out.commit());
}

void ComparisonViewModel::tellSaved(const QUrl& file, bool saved) {
    if (saved) {
        m_notices.inform(tr("Saved as %1.").arg(file.fileName()));
    } else {
        m_notices.warn(tr("Cannot save %1; choose another folder.").arg(file.fileName()));
    }
}

void ComparisonViewModel::setMarks(const QString& ink, const QString& ground) {
    m_columns.setMarks(ink, ground);
}

// What is shown

bool ComparisonViewModel::busy() const {
    return m_runner->busy() || m_measurer->busy() || m_preparing;
}

bool ComparisonViewModel::canAsk() const {
    return m_comparison.columns.size() >= 2;
}

bool ComparisonViewModel::canMeasure() const {
    return m_comparison.columns.size() >= 2 && !m_comparison.answers.empty() &&
           m_measurer->possible() &&
           std::any_of(m_comparison.columns.begin(), m_comparison.columns.end(),
                       [](const auto& c) { return !c.quality; });
}

QString ComparisonViewModel::title() const {
    if (!m_comparison.title.empty()) {
        return QString::fromStdString(m_comparison.title);
    }
    if (m_comparison.columns.empty()) {
        return {};
    }
    const auto& first = m_comparison.columns.front();
    const auto differs = [&](auto part) {
        return std::any_of(m_comparison.columns.begin(), m_comparison.columns.end(),
                           [&](const auto& c) { return c.*part != first.*part; });
    };
    const QString name = QString::fromStdString(first.name);
    const int count = static_cast<int>(m_comparison.columns.size());
    if (!differs(&storage::ComparisonColumn::name)) {
        return differs(&storage::ComparisonColumn::path)
                   ? tr("%1 in %2 quantisations").arg(name).arg(count)
               : count > 1 ? tr("%1 with and without thinking").arg(name)
                           : name;
    }
    return columnLabels(m_comparison).join(QStringLiteral(", "));
}

QString ComparisonViewModel::verdict() const {
    return hidden() ? QString() : conclave::verdict(m_comparison);
}

QString ComparisonViewModel::promptText() const {
    const auto prompt = static_cast<std::size_t>(m_prompt);
    return prompt < m_comparison.prompts.size()
               ? QString::fromStdString(m_comparison.prompts[prompt].text)
               : QString();
}

QString ComparisonViewModel::promptHash() const {
    const auto* answer = answerOf(m_comparison, m_prompt, m_comparison.reference);
    return answer == nullptr ? QString() : QString::fromStdString(answer->promptSha256);
}

bool ComparisonViewModel::samePrompt() const {
    const QString hash = promptHash();
    for (const storage::ComparisonAnswer& answer : m_comparison.answers) {
        if (answer.prompt == m_prompt && !answer.promptSha256.empty() &&
            QString::fromStdString(answer.promptSha256) != hash) {
            return false;
        }
    }
    return true;
}

QString ComparisonViewModel::voteText() const {
    const auto prompt = static_cast<std::size_t>(m_prompt);
    if (hidden() || prompt >= m_comparison.prompts.size() || !m_comparison.prompts[prompt].vote) {
        return {};
    }
    std::vector<int> votes(m_comparison.columns.size(), 0);
    int ties = 0;
    for (const storage::ComparisonPrompt& each : m_comparison.prompts) {
        if (each.vote && *each.vote >= 0 && *each.vote < static_cast<int>(votes.size())) {
            ++votes[static_cast<std::size_t>(*each.vote)];
        } else if (each.vote) {
            ++ties;
        }
    }
    const QStringList labels = columnLabels(m_comparison);
    QStringList parts;
    for (int i = 0; i < labels.size(); ++i) {
        parts << tr("%1: %2").arg(labels[i]).arg(votes[static_cast<std::size_t>(i)]);
    }
    if (ties > 0) {
        parts << tr("all alike: %1").arg(ties);
    }
    return tr("Your votes – %1").arg(parts.join(QStringLiteral(" · ")));
}

} // namespace conclave
