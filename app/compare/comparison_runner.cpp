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
    const QString settings = QStringLiteral("%1|%2").arg(m_task.device).arg(m_task.contextLength);
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
    // What runs alone anyway needs no measurement of its own.
    if (m_task.measureAlone && m_task.columns.size() > 1 && m_together &&
        m_task.prompts.size() > 0) {
        for (const int model : m_loaded) {
            m_measurements.push_back({0, columnsOf(model).front(), true});
        }
    }
    goOn();
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
    const bool alone = running.measurement || !m_together;
    if (alone && facts.decodeTokensPerSecond > 0 && !m_alone.contains(modelOf(running.column)) &&
        facts.stopReason != StopReason::cancelled) {
        m_alone[modelOf(running.column)] = facts.decodeTokensPerSecond;
        for (const int column : columnsOf(modelOf(running.column))) {
            emit aloneMeasured(column, facts.decodeTokensPerSecond);
        }
    }
    goOn();
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
    return request;
}

} // namespace conclave
