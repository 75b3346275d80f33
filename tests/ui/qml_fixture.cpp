// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/qml_fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QQmlComponent>
#include <QTest>

namespace conclave {

QStringList qmlFiles() {
    QStringList files;
    QDirIterator folder(QStringLiteral(CONCLAVE_SOURCE_DIR "/ui"), {"*.qml"}, QDir::Files,
                        QDirIterator::Subdirectories);
    while (folder.hasNext()) {
        files << folder.next();
    }
    return files;
}

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QmlFixture::QmlFixture(const QByteArray& body) {
    m_engine.addImportPath("qrc:/"); // where the modules keep their qmldir
    QObject::connect(&m_engine, &QQmlEngine::warnings, &m_window,
                     [this](const QList<QQmlError>& errors) {
                         for (const QQmlError& error : errors) {
                             m_warnings << error.toString();
                         }
                     });
    QQmlComponent component(&m_engine);
    component.setData("import QtQuick\nimport Conclave\n" + body, QUrl("qrc:/fixture.qml"));
    m_item.reset(qobject_cast<QQuickItem*>(component.create()));
    if (!m_item) {
        qWarning("%s", qPrintable(component.errorString()));
        return;
    }
    m_item->setParentItem(m_window.contentItem());
    m_window.resize(640, 480);
    m_window.show();
    m_window.requestActivate();
    QTest::qWait(50); // the offscreen platform activates from its event loop
}

} // namespace conclave
