// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The program that kill_test kills: asks for an endless answer in the folder given.
#include "app/app.h"
#include "tests/support/scripted_engine.h"

#include <QGuiApplication>

int main(int argc, char* argv[]) {
    using namespace std::chrono_literals;
    QGuiApplication gui(argc, argv);
    conclave::AppOptions options;
    options.dataFolder = QGuiApplication::arguments().at(1);
    options.guide = QStringLiteral("guide.gguf");
    options.devices = conclave::scriptedDevices;
    options.engine = [](const conclave::EngineOptions&, conclave::EventSink sink) {
        return std::make_unique<conclave::ScriptedEngine>(conclave::ScriptedPace{5ms},
                                                          std::move(sink));
    };
    conclave::App app(options);
    app.start();
    app.chat()->setThinkingOn(true);
    app.chat()->send(QStringLiteral("endless"));
    return QGuiApplication::exec();
}
