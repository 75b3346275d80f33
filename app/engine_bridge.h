// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The engine as Qt sees it: the only QObject that knows Engine.
#pragma once

#include "engine/engine.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>

namespace conclave {

/// Makes an engine: the real one, or a scripted one for tests and screenshots.
using EngineFactory = std::function<std::unique_ptr<Engine>(EngineOptions, EventSink)>;

/// Requests go down at once; events come up as signals on the GUI thread.
class EngineBridge : public QObject {
    Q_OBJECT
    QML_ANONYMOUS

public:
    EngineBridge(const EngineFactory& factory, const EngineOptions& options);
    ~EngineBridge() override;

    void load(LoadRequest request) { loadTogether({std::move(request)}); }
    /// Several models on one device; modelChanged follows when all are there.
    void loadTogether(std::vector<LoadRequest> requests);
    void unload() { m_engine->unload(); }
    /// Returns the id of the request, which its signals carry.
    quint64 generate(GenerateRequest request);
    void cancel(quint64 id) { m_engine->cancel(id); }
    void answerNow(quint64 id) { m_engine->answerNow(id); }

    /// The model that is loaded, if any; the first of several.
    [[nodiscard]] const std::optional<ModelInfo>& model() const { return m_model; }
    /// All models that are loaded together, in the order asked.
    [[nodiscard]] const std::vector<ModelInfo>& models() const { return m_models; }
    [[nodiscard]] bool loading() const { return m_loading; }

signals:
    void loadingChanged(double progress);
    void modelChanged();
    void loadFailed(const QString& sentence);
    void prefilled(quint64 id, quint32 done, quint32 total);
    void thinkingArrived(quint64 id, const QString& text);
    void answerArrived(quint64 id, const QString& text);
    void finished(quint64 id, const conclave::GenerationFacts& facts);
    void failed(quint64 id, const QString& sentence);

private:
    void take(const EngineEvent& event);
    void handle(const ModelLoading& event);
    void handle(const ModelReady& event);
    void handle(const ModelUnloaded& event);
    void handle(const PrefillProgress& event);
    void handle(const ThinkingText& event);
    void handle(const AnswerText& event);
    void handle(const Finished& event);
    void handle(const Failed& event);

    std::optional<ModelInfo> m_model;
    std::vector<ModelInfo> m_models; ///< those of a load that have come so far
    std::size_t m_expected = 1;
    bool m_loading = false;
    quint64 m_lastId = 0;
    std::unique_ptr<Engine> m_engine; ///< last: its sink uses the rest until it is destroyed
};

} // namespace conclave
