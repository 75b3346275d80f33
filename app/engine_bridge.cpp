// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_bridge.h"

#include <QMetaObject>

namespace conclave {

EngineBridge::EngineBridge(const EngineFactory& factory, const EngineOptions& options) {
    m_engine = factory(options, [this](EngineEvent event) {
        QMetaObject::invokeMethod(
            this, [this, event = std::move(event)] { take(event); }, Qt::QueuedConnection);
    });
}

// Events still queued for this object are dropped by Qt together with it.
EngineBridge::~EngineBridge() {
    m_engine.reset();
}

void EngineBridge::loadTogether(std::vector<LoadRequest> requests) {
    m_loading = true;
    m_model.reset();
    m_models.clear();
    m_expected = requests.size();
    emit modelChanged();
    emit loadingChanged(0);
    m_engine->loadTogether(std::move(requests));
}

quint64 EngineBridge::generate(GenerateRequest request) {
    request.id = ++m_lastId;
    m_engine->generate(std::move(request));
    return m_lastId;
}

void EngineBridge::take(const EngineEvent& event) {
    std::visit([this](const auto& e) { handle(e); }, event);
}

void EngineBridge::handle(const ModelLoading& event) {
    emit loadingChanged(event.progress);
}

void EngineBridge::handle(const ModelReady& event) {
    if (event.index == 0) {
        m_models.clear(); // of an earlier load that was overtaken
    }
    m_models.push_back(event.model);
    if (m_models.size() < m_expected) {
        return;
    }
    m_loading = false;
    m_model = m_models.front();
    emit loadingChanged(1);
    emit modelChanged();
}

void EngineBridge::handle(const ModelUnloaded&) {
    m_model.reset();
    m_models.clear();
    emit modelChanged();
}

void EngineBridge::handle(const PrefillProgress& event) {
    emit prefilled(event.id, event.done, event.total);
}

void EngineBridge::handle(const ThinkingText& event) {
    emit thinkingArrived(event.id, QString::fromStdString(event.text));
}

void EngineBridge::handle(const AnswerText& event) {
    emit answerArrived(event.id, QString::fromStdString(event.text));
}

void EngineBridge::handle(const Finished& event) {
    emit finished(event.id, event.facts);
}

void EngineBridge::handle(const Failed& event) {
    const QString sentence = QString::fromStdString(event.sentence);
    if (event.id == 0) {
        m_loading = false;
        emit loadFailed(sentence);
    } else {
        emit failed(event.id, sentence);
    }
}

} // namespace conclave
