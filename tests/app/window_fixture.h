// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The real window over the real engine, used with keys and the mouse.
#pragma once

#include "app/app.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <memory>

namespace conclave {

/// The whole program on a folder; it ends with the object.
class WindowFixture {
public:
    /// Opens the window with the Guide as the model; `window()` is null if the interface is broken.
    explicit WindowFixture(const QString& folder);

    App& app() { return m_app; }
    QQuickWindow* window() { return m_window; }
    /// The visible item of that objectName; null if there is none.
    [[nodiscard]] QQuickItem* item(const QString& name);
    /// Puts the cursor into that field, replaces its text by this one, key by key.
    [[nodiscard]] bool type(const QString& field, const QString& text);
    void press(Qt::Key key);
    [[nodiscard]] bool click(const QString& name);

private:
    App m_app;
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr;
};

} // namespace conclave
