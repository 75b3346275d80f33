// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/compare/comparison_runner.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace conclave {

namespace {

/// Long enough to be steady, short enough not to be noticed.
constexpr std::uint32_t kMeasuredTokens = 48;
/// One measurement says nothing about its own error, and three already have a median.
constexpr std::size_t kMeasurements = 3;
/// Slow models are measured once: what follows would take minutes.
constexpr qint64 kMostMeasuringMilliseconds = 20'000;

SpeedSpread spreadOf(std::vector<double> speeds) {
    std::sort(speeds.begin(), speeds.end());
    const std::size_t middle = speeds.size() / 2;
    const double median =
        speeds.size() % 2 == 1 ? speeds[middle] : (speeds[middle - 1] + speeds[middle]) / 2;
    return {median, speeds.front(), speeds.back()};
}

} // namespace

ComparisonRunner::ComparisonRunner(EngineFactory factory, EngineOptions options,
                                   SideBySidePlanner planner)
    : m_factory(std::move(factory)), m_options(std::move(options)), m_planner(std::move(planner)) {}

ComparisonRunner::~ComparisonRunner() = default;

EngineBridge& ComparisonRunner::engine() {
    if (!m_engine) {
        m_engine = std::make_unique<EngineBridge>(m_factory, m_options);
        EngineBridge* bridge = m_engine.get();
        connect(bridge, &EngineBridge::modelChanged, this, [this] {
            if (m_stage == Stage::loading && m_engine->model()) {
                takeModels();
            }
        });
        connect(bridge, &EngineBridge::loadFailed, this, &ComparisonRunner::takeLoadFailure);
        connect(bridge, &EngineBridge::loadingChanged, this, [this](double progress) {
            if (m_stage == Stage::loading && !m_loaded.empty()) {
                emit loading(m_together ? -1 : columnsOf(m_loaded.front()).front(), progress);
            }
        });
        connect(bridge, &EngineBridge::thinkingArrived, this,
                [this](quint64 id, const QString& text) { takeText(id, true, text); });
        connect(bridge, &EngineBridge::answerArrived, this,
                [this](quint64 id, const QString& text) { takeText(id, false, text); });
        connect(bridge, &EngineBridge::finished, this, &ComparisonRunner::takeFinished);
        connect(bridge, &EngineBridge::failed, this, &ComparisonRunner::takeFailed);
    }
    return *m_engine;
}

void ComparisonRunner::start(ComparisonTask task) {
    if (busy()) {
        return;
    }
    m_task = std::move(task);
    m_models.clear();
    for (const ColumnTask& column : m_task.columns) {
        if (!m_models.contains(column.path)) {
            m_models << column.path;
        }
    }
    m_stopping = false;
    m_alone.clear();
    m_loads.clear();
    m_questions.clear();
    m_measurements.clear();
    const QString settings = QStringLiteral("%1|%2|%3")
                                 .arg(m_task.device)
                                 .arg(m_task.contextLength)
                                 .arg(static_cast<int>(m_task.cacheType));
    if (m_resident == m_models && m_residentSettings == settings) { // loaded by the last question
        m_together = true;
        m_loaded.resize(static_cast<std::size_t>(m_models.size()));
        std::iota(m_loaded.begin(), m_loaded.end(), 0);
        m_stage = Stage::loading;
        takeModels();
        return;
    }
    m_residentSettings = settings;
    plan();
}

void ComparisonRunner::plan() {
    m_stage = Stage::planning;
    std::vector<LoadRequest> requests;
    for (int model = 0; model < m_models.size(); ++model) {
        requests.push_back(loadRequest(model));
    }
    m_thread = std::jthread([this, planner = m_planner, requests] {
        bool known = true;
        SideBySidePlan result;
        try {
            result = planner(requests);
        } catch (const std::exception&) {
            known = false; // loading tells which file and why
        }
        QMetaObject::invokeMethod(
            this, [this, known, result] { takePlan(known, result); }, Qt::QueuedConnection);
    });
}

void ComparisonRunner::takePlan(bool known, const SideBySidePlan& plan) {
    if (m_stopping) {
        end();
        return;
    }
    m_together = known && plan.fits();
    emit planned(m_together, plan);
    if (m_together) {
        std::vector<int> all(static_cast<std::size_t>(m_models.size()));
        std::iota(all.begin(), all.end(), 0);
        m_loads.push_back(std::move(all));
    } else {
        for (int model = 0; model < m_models.size(); ++model) {
            m_loads.push_back({model});
        }
    }
    goOn();
}

void ComparisonRunner::load(std::vector<int> models) {
    m_stage = Stage::loading;
    m_loaded = std::move(models);
    m_resident.clear();
    std::vector<LoadRequest> requests;
    for (const int model : m_loaded) {
        requests.push_back(loadRequest(model));
    }
    engine().loadTogether(std::move(requests));
}

void ComparisonRunner::takeModels() {
    if (m_resident.isEmpty()) {
        m_residentModels = engine().models();
        for (const int model : m_loaded) {
            m_resident << m_models[model];
        }
    }
    for (std::size_t i = 0; i < m_loaded.size(); ++i) {
        for (const int column : columnsOf(m_loaded[i])) {
            emit columnReady(column, m_residentModels[i]);
        }
    }
    m_stage = Stage::answering;
    for (int prompt = 0; prompt < m_task.prompts.size(); ++prompt) {
        for (const int model : m_loaded) {
            for (const int column : columnsOf(model)) {
                m_questions.push_back({prompt, column});
            }
        }
    }
    planMeasurements();
    goOn();
}

/// In turn, A B A B, so that a machine that slows down slows all of them. Answers of models that
/// run alone anyway count.
void ComparisonRunner::planMeasurements() {
    m_measuring.invalidate();
    if (m_models.size() < 2 && m_task.columns.size() < 2) {
        return;
    }
    const std::size_t answers = m_together ? 0 : std::size_t(m_task.prompts.size());
    for (std::size_t round = answers; round < kMeasurements; ++round) {
        for (std::size_t i = 0; i < m_loaded.size(); ++i) {
            const std::vector<int> columns = columnsOf(m_loaded[i]);
            const QString device = QString::fromStdString(m_residentModels[i].device.name);
            if (std::none_of(columns.begin(), columns.end(), [&](int column) {
                    return m_task.columns[std::size_t(column)].speedKnownOn == device;
                })) {
                m_measurements.push_back({0, columns.front(), true});
            }
        }
    }
}

// A model that cannot be loaded fails its own columns; the others go on without it.
void ComparisonRunner::takeLoadFailure(const QString& sentence) {
    if (m_stage != Stage::loading) {
        return;
    }
    if (m_loaded.size() > 1 && !m_stopping) {
        m_together = false;
        for (const int model : m_loaded) {
            m_loads.push_back({model});
        }
    } else {
        for (const int column : columnsOf(m_loaded.front())) {
            for (int prompt = 0; prompt < m_task.prompts.size(); ++prompt) {
                emit answerFailed(prompt, column, sentence);
            }
        }
    }
    goOn();
}

/// The next thing to do once nothing is running.
void ComparisonRunner::goOn() {
    if (!m_running.empty()) {
        return;
    }
    if (m_stopping) {
        end();
        return;
    }
    if (!m_questions.empty()) {
        // Together: all columns of one prompt at once. Else: one column.
        const int prompt = m_questions.front().prompt;
        do {
            const Running next = m_questions.front();
            m_questions.pop_front();
            ask(next.prompt, next.column, false);
        } while (m_together && !m_questions.empty() && m_questions.front().prompt == prompt);
    } else if (!m_measurements.empty()) {
        if (m_stage != Stage::measuring) {
            m_stage = Stage::measuring;
            emit measuringAlone();
        }
        const Running next = m_measurements.front();
        m_measurements.pop_front();
        if (!m_measuring.isValid()) {
            m_measuring.start();
        }
        if (m_alone.contains(modelOf(next.column)) &&
            m_measuring.hasExpired(kMostMeasuringMilliseconds)) {
            goOn();
            return;
        }
        ask(next.prompt, next.column, true);
    } else if (!m_loads.empty()) {
        const std::vector<int> models = std::move(m_loads.front());
        m_loads.pop_front();
        load(models);
    } else {
        end();
    }
}

void ComparisonRunner::ask(int prompt, int column, bool measurement) {
    const ColumnTask& task = m_task.columns[static_cast<std::size_t>(column)];
    GenerateRequest request;
    request.model = static_cast<std::uint32_t>(
        std::find(m_loaded.begin(), m_loaded.end(), modelOf(column)) - m_loaded.begin());
    request.messages.push_back(
        {.role = "user", .content = m_task.prompts[prompt].toStdString(), .thinking = {}});
    request.thinking = task.thinking;
    request.sampling = task.sampling;
    request.maxTokens = measurement ? kMeasuredTokens : m_task.maxTokens;
    if (!measurement) {
        emit answerStarted(prompt, column);
    }
    m_running[engine().generate(std::move(request))] = {prompt, column, measurement};
}

void ComparisonRunner::takeText(quint64 id, bool thinking, const QString& text) {
    const auto found = m_running.find(id);
    if (found != m_running.end() && !found->second.measurement) {
        emit textArrived(found->second.prompt, found->second.column, thinking, text);
    }
}

void ComparisonRunner::takeFinished(quint64 id, const GenerationFacts& facts) {
    const auto found = m_running.find(id);
    if (found == m_running.end()) {
        return;
    }
    const Running running = found->second;
    m_running.erase(found);
    if (!running.measurement) {
        emit answered(running.prompt, running.column, facts,
                      m_together && m_task.columns.size() > 1);
    }
    if ((running.measurement || !m_together) && facts.decodeTokensPerSecond > 0 &&
        facts.stopReason != StopReason::cancelled) {
        takeSpeed(modelOf(running.column), facts.decodeTokensPerSecond);
    }
    goOn();
}

void ComparisonRunner::takeSpeed(int model, double tokensPerSecond) {
    std::vector<double>& speeds = m_alone[model];
    speeds.push_back(tokensPerSecond);
    for (const int column : columnsOf(model)) {
        emit aloneMeasured(column, spreadOf(speeds));
    }
}

void ComparisonRunner::takeFailed(quint64 id, const QString& sentence) {
    const auto found = m_running.find(id);
    if (found == m_running.end()) {
        return;
    }
    const Running running = found->second;
    m_running.erase(found);
    if (!running.measurement) {
        emit answerFailed(running.prompt, running.column, sentence);
    }
    goOn();
}

void ComparisonRunner::stop() {
    m_stopping = busy();
    for (const auto& [id, running] : m_running) {
        m_engine->cancel(id);
    }
}

void ComparisonRunner::release() {
    if (!busy()) {
        m_engine.reset();
        m_resident.clear();
    }
}

/// Told once the engine's own signal is over: who hears it may let go of the engine.
void ComparisonRunner::end() {
    if (!m_together) {
        m_resident.clear(); // only the last of them is there
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_stage = Stage::idle;
            emit finished();
        },
        Qt::QueuedConnection);
}

int ComparisonRunner::modelOf(int column) const {
    return static_cast<int>(
        m_models.indexOf(m_task.columns[static_cast<std::size_t>(column)].path));
}

std::vector<int> ComparisonRunner::columnsOf(int model) const {
    std::vector<int> columns;
    for (int i = 0; i < static_cast<int>(m_task.columns.size()); ++i) {
        if (modelOf(i) == model) {
            columns.push_back(i);
        }
    }
    return columns;
}

LoadRequest ComparisonRunner::loadRequest(int model) const {
    LoadRequest request;
    request.model = m_models[model].toStdString();
    request.device = m_task.device.toStdString();
    request.contextLength = m_task.contextLength;
    request.cacheType = m_task.cacheType;
    return request;
}

} // namespace conclave
