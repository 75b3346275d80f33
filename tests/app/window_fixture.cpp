// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/window_fixture.h"

#include "engine/gguf/guide_path.h"

#include <QTest>

namespace conclave {

namespace {

AppOptions realOptions(const QString& folder) {
    AppOptions options;
    options.dataFolder = folder;
    options.cacheFolder = folder + QStringLiteral("/cache");
    options.browser.places = {}; // what this machine has besides does not matter here
    options.guide = QString::fromStdString(guidePath().string());
    return options;
}

QQuickItem* visibleItem(QQuickItem* root, const QString& name) {
    if (!root->isVisible()) {
        return nullptr;
    }
    if (root->objectName() == name) {
        return root;
    }
    for (QQuickItem* child : root->childItems()) {
        if (QQuickItem* found = visibleItem(child, name)) {
            return found;
        }
    }
    return nullptr;
}

} // namespace

WindowFixture::WindowFixture(const QString& folder) : m_app(realOptions(folder)) {
    m_engine.setInitialProperties({{"app", QVariant::fromValue(&m_app)}});
    m_engine.addImportPath("qrc:/"); // where both modules keep their qmldir
    m_engine.load(QUrl("qrc:/Conclave/Main.qml"));
    if (!m_engine.rootObjects().isEmpty()) {
        m_window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
    }
    m_app.start();
}

QQuickItem* WindowFixture::item(const QString& name) {
    return visibleItem(m_window->contentItem(), name);
}

bool WindowFixture::type(const QString& field, const QString& text) {
    QQuickItem* input = item(field);
    if (input == nullptr) {
        return false;
    }
    input->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_window, Qt::Key_Delete);
    for (const QChar letter : text) {
        QTest::keyClick(m_window, letter.toLatin1());
    }
    return input->property("text").toString() == text;
}

void WindowFixture::press(Qt::Key key) {
    QTest::keyClick(m_window, key);
}

bool WindowFixture::click(const QString& name) {
    QQuickItem* target = item(name);
    if (target == nullptr || !target->isEnabled()) {
        return false;
    }
    const QPointF centre = target->mapToScene(QPointF(target->width() / 2, target->height() / 2));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, centre.toPoint());
    return true;
}

} // namespace conclave
