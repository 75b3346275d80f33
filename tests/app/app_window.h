// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The real window over any App, used with keys and the mouse.
#pragma once

#include "app/app.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

namespace conclave {

/// The window of a program that outlives it. Software drawing must be chosen before.
class AppWindow {
public:
    /// `window()` is null if the interface is broken.
    explicit AppWindow(App& app);

    QQuickWindow* window() { return m_window; }
    /// Gives it that size and waits until it is on screen and takes keys.
    [[nodiscard]] bool show(QSize size = {1280, 800});
    /// The visible item of that objectName; null if there is none.
    [[nodiscard]] QQuickItem* item(const QString& name);
    /// Puts the cursor into that field, replaces its text by this one, key by key.
    [[nodiscard]] bool type(const QString& field, const QString& text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    /// False if there is no such item or it is disabled.
    [[nodiscard]] bool click(const QString& name);

private:
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr;
};

/// The look that tests draw with; before the first window.
void chooseTestStyle();

} // namespace conclave
