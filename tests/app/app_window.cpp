// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/app_window.h"

#include <QQuickStyle>
#include <QTest>

namespace conclave {

namespace {

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

AppWindow::AppWindow(App& app) {
    m_engine.setInitialProperties({{"app", QVariant::fromValue(&app)}});
    m_engine.addImportPath("qrc:/"); // where both modules keep their qmldir
    m_engine.load(QUrl("qrc:/Conclave/Main.qml"));
    if (!m_engine.rootObjects().isEmpty()) {
        m_window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
    }
}

bool AppWindow::show(QSize size) {
    if (m_window == nullptr) {
        return false;
    }
    m_window->resize(size);
    m_window->requestActivate();
    return QTest::qWaitForWindowExposed(m_window);
}

QQuickItem* AppWindow::item(const QString& name) {
    return visibleItem(m_window->contentItem(), name);
}

bool AppWindow::type(const QString& field, const QString& text) {
    QQuickItem* input = item(field);
    if (input == nullptr) {
        return false;
    }
    input->forceActiveFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    for (const QChar letter : text) {
        QTest::keyClick(m_window, letter.toLatin1());
    }
    return input->property("text").toString() == text;
}

void AppWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(m_window, key, modifiers);
}

bool AppWindow::click(const QString& name) {
    QQuickItem* target = item(name);
    if (target == nullptr || !target->isEnabled()) {
        return false;
    }
    const QPointF centre = target->mapToScene(QPointF(target->width() / 2, target->height() / 2));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, centre.toPoint());
    return true;
}

void chooseTestStyle() {
    QQuickStyle::setStyle("Basic");
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
}

} // namespace conclave
