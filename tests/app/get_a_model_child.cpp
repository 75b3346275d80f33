// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The program that get_a_model_test kills: finds a model in the real window and downloads it.
#include "tests/app/window_fixture.h"

#include <QGuiApplication>
#include <QTest>

#include <cstdio>

namespace {

constexpr int kPatience = 120'000;

/// "open" is said and a line awaited before anything is asked of the hub.
bool downloads(conclave::WindowFixture& window, const QString& repository) {
    conclave::ModelBrowser& browser = *window.app().browser();
    const auto becomes = [](const auto& condition) {
        return QTest::qWaitFor(condition, kPatience);
    };
    if (window.window() == nullptr || !becomes([&] { return browser.machine()->known(); })) {
        return false;
    }
    window.window()->resize(1280, 800);
    window.window()->setProperty("page", "models");
    if (!becomes([&] { return window.item("modelSearch") != nullptr; }) ||
        !window.type("modelSearch", repository)) {
        return false;
    }
    std::puts("open");
    std::fflush(stdout);
    std::getchar();
    window.press(Qt::Key_Return);
    return becomes([&] { return browser.detail()->plan()["known"].toBool(); }) &&
           becomes([&] { return window.item("downloadButton") != nullptr; }) &&
           window.click("downloadButton") &&
           becomes([&] { return window.app().hub()->downloads()->count() == 1; });
}

} // namespace

int main(int argc, char* argv[]) {
    QGuiApplication gui(argc, argv);
    conclave::chooseTestStyle();
    const QStringList arguments = QGuiApplication::arguments();
    conclave::WindowFixture window(arguments.at(1));
    return downloads(window, arguments.at(2)) ? QGuiApplication::exec() : 1;
}
