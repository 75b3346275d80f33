// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Every icon the interface names is there, in the program too, and none lies about unused.
#include "tests/ui/qml_fixture.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace conclave {

namespace {

/// The names in `iconName: cond ? "a" : "b"`, `name: "a"` of an AppIcon, `icon: "a"` of a list.
QSet<QString> namesIn(const QString& source) {
    static const QRegularExpression use("\\b(?:iconName|icon):\\s*([^\\n,}]*)");
    static const QRegularExpression drawn("AppIcon\\s*\\{(.*?)\\bname:\\s*([^\\n]*)",
                                          QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression file("qrc:/icons/([a-z]+)\\.svg");
    static const QRegularExpression word("[?:|]\\s*\"([a-z]+)\"|^\"([a-z]+)\"");
    QStringList values;
    for (auto found = use.globalMatch(source); found.hasNext();) {
        values << found.next().captured(1);
    }
    for (auto found = drawn.globalMatch(source); found.hasNext();) {
        values << found.next().captured(2);
    }
    QSet<QString> names;
    for (const QString& value : values) {
        for (auto found = word.globalMatch(value); found.hasNext();) {
            const auto match = found.next();
            names << (match.captured(1).isEmpty() ? match.captured(2) : match.captured(1));
        }
    }
    for (auto found = file.globalMatch(source); found.hasNext();) {
        names << found.next().captured(1);
    }
    return names;
}

QSet<QString> namedIcons() {
    QSet<QString> names;
    for (const QString& file : qmlFiles()) {
        names |= namesIn(textOf(file));
    }
    return names;
}

} // namespace

class IconsTest : public QObject {
    Q_OBJECT

private slots:
    void namesAreFound();
    void everyNamedIconExists();
    void everyIconIsUsed();
};

void IconsTest::namesAreFound() {
    const QSet<QString> expected = {"check", "copy", "left", "logo", "down"};
    QCOMPARE(namesIn("IconButton { iconName: done.running ? \"check\" : \"copy\" }\n"
                     "[{key: \"k\", icon: \"left\"}]\nsource: \"qrc:/icons/logo.svg\"\n"
                     "AppIcon {\n visible: a === \"no\"\n name: b || \"down\"\n}"),
             expected);
}

void IconsTest::everyNamedIconExists() {
    const QSet<QString> names = namedIcons();
    QVERIFY(names.size() > 15);
    for (const QString& name : names) {
        QVERIFY2(
            QFile::exists(QStringLiteral(CONCLAVE_SOURCE_DIR "/resources/icons/%1.svg").arg(name)),
            qPrintable(name));
        QVERIFY2(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)), qPrintable(name));
    }
}

void IconsTest::everyIconIsUsed() {
    const QSet<QString> names = namedIcons();
    for (const QFileInfo& icon : QDir(QStringLiteral(CONCLAVE_SOURCE_DIR "/resources/icons"))
                                     .entryInfoList({"*.svg"}, QDir::Files)) {
        QVERIFY2(names.contains(icon.completeBaseName()), qPrintable(icon.fileName()));
    }
}

} // namespace conclave

QTEST_MAIN(conclave::IconsTest)
#include "icons_test.moc"
