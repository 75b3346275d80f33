// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The real window over the real engine, used with keys and the mouse.
#pragma once

#include "tests/app/app_window.h"

namespace conclave {

/// The whole program on a folder; it ends with the object.
class WindowFixture {
public:
    /// Opens the window with the Guide as the model; `window()` is null if the interface is broken.
    explicit WindowFixture(const QString& folder);

    App& app() { return m_app; }
    QQuickWindow* window() { return m_window.window(); }
    [[nodiscard]] QQuickItem* item(const QString& name) { return m_window.item(name); }
    [[nodiscard]] bool type(const QString& field, const QString& text) {
        return m_window.type(field, text);
    }
    void press(Qt::Key key) { m_window.press(key); }
    [[nodiscard]] bool click(const QString& name) { return m_window.click(name); }

private:
    App m_app;
    AppWindow m_window;
};

} // namespace conclave
