// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Runs the columns of a comparison: side by side when they fit, else one after another.
#pragma once

#include "app/engine_bridge.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

namespace conclave {

/// How it is found out whether models fit together.
using SideBySidePlanner = std::function<SideBySidePlan(const std::vector<LoadRequest>&)>;

/// One column to run.
struct ColumnTask {
    QString path;
    Thinking thinking = Thinking::automatic;
    SamplingSettings sampling; ///< with the seed
    /// The device on which its speed alone is known already; empty: on none.
    QString speedKnownOn;
};

/// Tokens per second over several measurements.
struct SpeedSpread {
    double median = 0, low = 0, high = 0;
};

struct ComparisonTask {
    std::vector<ColumnTask> columns;
    QStringList prompts;
    QString device;                  ///< selector of the engine
    std::uint32_t contextLength = 0; ///< tokens for each; 0: the models' own
    CacheType cacheType = CacheType::f16;
    std::uint32_t maxTokens = 0;
};

/// An engine of its own for comparing, so that the chat keeps its model. It is made when first
/// needed and keeps its models loaded until release(). GUI thread.
class ComparisonRunner : public QObject {
    Q_OBJECT

public:
    ComparisonRunner(EngineFactory factory, EngineOptions options, SideBySidePlanner planner);
    ~ComparisonRunner() override;

    /// Every column answers every prompt; ends with finished(). Not while busy.
    void start(ComparisonTask task);
    /// Ends early: running answers are told as cancelled.
    void stop();
    /// Gives the memory of the models back. Not while busy.
    void release();

    [[nodiscard]] bool busy() const { return m_stage != Stage::idle; }

signals:
    /// Before anything is loaded: whether all run side by side, and with how much memory.
    void planned(bool together, const conclave::SideBySidePlan& plan);
    /// `column` -1: all together.
    void loading(int column, double progress);
    void columnReady(int column, const conclave::ModelInfo& model);
    void answerStarted(int prompt, int column);
    void textArrived(int prompt, int column, bool thinking, const QString& text);
    void answered(int prompt, int column, const conclave::GenerationFacts& facts, bool together);
    void answerFailed(int prompt, int column, const QString& sentence);
    void measuringAlone();
    /// Decoding speed of a column while no other ran, of all measurements so far.
    void aloneMeasured(int column, const conclave::SpeedSpread& speed);
    void finished();

private:
    enum class Stage { idle, planning, loading, answering, measuring };
    /// A request on its way; `column` of a measurement stands for all with its path.
    struct Running {
        int prompt = 0, column = 0;
        bool measurement = false;
    };

    void plan();
    void takePlan(bool known, const SideBySidePlan& plan);
    void load(std::vector<int> models);
    void takeModels();
    void takeLoadFailure(const QString& sentence);
    void goOn();
    void ask(int prompt, int column, bool measurement);
    void planMeasurements();
    void takeSpeed(int model, double tokensPerSecond);
    void takeText(quint64 id, bool thinking, const QString& text);
    void takeFinished(quint64 id, const GenerationFacts& facts);
    void takeFailed(quint64 id, const QString& sentence);
    void end();

    [[nodiscard]] int modelOf(int column) const;
    [[nodiscard]] std::vector<int> columnsOf(int model) const;
    [[nodiscard]] LoadRequest loadRequest(int model) const;
    EngineBridge& engine();

    EngineFactory m_factory;
    EngineOptions m_options;
    SideBySidePlanner m_planner;

    Stage m_stage = Stage::idle;
    bool m_stopping = false, m_together = false;
    ComparisonTask m_task;
    QStringList m_models;                 ///< distinct paths of the task
    std::vector<int> m_loaded;            ///< indices of m_models in the engine, in its order
    std::deque<std::vector<int>> m_loads; ///< still to come, one after another
    std::deque<Running> m_questions;      ///< of the models that are loaded
    std::deque<Running> m_measurements;
    std::map<quint64, Running> m_running;
    std::map<int, std::vector<double>> m_alone; ///< model: tokens per second, each time
    QElapsedTimer m_measuring;                  ///< since the first measurement of these models
    QStringList m_resident;                     ///< paths in the engine now
    std::vector<ModelInfo> m_residentModels;
    QString m_residentSettings; ///< device and context that they were loaded with

    std::unique_ptr<EngineBridge> m_engine;
    std::jthread m_thread; ///< plans; last
};

} // namespace conclave
