// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/app_fixture.h"

#include "engine/gguf/guide_path.h"

#include <QTest>

namespace conclave {

bool AppFixture::start() {
    AppOptions options;
    options.dataFolder = m_dataFolder;
    options.cacheFolder = m_cacheFolder;
    options.guide = QString::fromStdString(guidePath().string());
    options.devices = [devices = m_devices] { return devices; };
    options.browser = {m_meter, m_places, m_ramBytes};
    m_engine = nullptr;
    options.engine = [this](const EngineOptions&, EventSink sink) {
        auto engine = std::make_unique<ScriptedEngine>(m_pace, std::move(sink));
        if (m_engine == nullptr) { // the chat's is first
            m_engine = engine.get();
        } else {
            m_compareLog = engine->log();
        }
        return engine;
    };
    options.planner = [plan = m_plan](const std::vector<LoadRequest>& requests) {
        return plan ? *plan : scriptedPlan(requests);
    };
    options.evaluator = scriptedQuality;
    options.measuringText = [](const std::string&) {
        return MeasuringText{"A text to measure on."};
    };
    m_app = std::make_unique<App>(options);
    m_app->start();
    return QTest::qWaitFor([this] { return chat().ready() && !m_app->hardware()->busy(); });
}

bool AppFixture::restart() {
    end();
    return start();
}

bool AppFixture::ask(const QString& question) {
    chat().send(question);
    return chat().busy() && waitUntilIdle();
}

bool AppFixture::waitUntilIdle() {
    return QTest::qWaitFor([this] { return !chat().busy(); });
}

QVariant AppFixture::shown(int row, const char* role) {
    return shownBy(*chat().messages(), row, role);
}

QStringList AppFixture::notices() {
    return column(*m_app->notices(), "text");
}

QVariant shownBy(const QAbstractItemModel& model, int row, const char* role) {
    return model.data(model.index(row, 0), model.roleNames().key(role, -1));
}

QStringList column(const QAbstractItemModel& model, const char* role) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        texts << shownBy(model, row, role).toString();
    }
    return texts;
}

} // namespace conclave
