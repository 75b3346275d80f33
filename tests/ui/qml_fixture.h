// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A piece of the interface in a window of its own, and the sources of all pieces.
#pragma once

#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>

#include <memory>

namespace conclave {

/// Every QML file of the source tree.
[[nodiscard]] QStringList qmlFiles();
[[nodiscard]] QString textOf(const QString& path);

/// One QML object in a shown window.
class QmlFixture {
public:
    /// The body follows the imports of QtQuick and Conclave; `item()` is null if it is broken.
    explicit QmlFixture(const QByteArray& body);

    [[nodiscard]] QQuickItem* item() const { return m_item.get(); }
    [[nodiscard]] QQuickWindow& window() { return m_window; }
    /// What the engine complained about since the start.
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }

private:
    QQmlEngine m_engine;
    QStringList m_warnings;
    QQuickWindow m_window;
    std::unique_ptr<QQuickItem> m_item;
};

} // namespace conclave
