// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Contrast as WCAG 2.1 counts it: text needs 4.5:1 on whatever it is written on.
#include "tests/ui/qml_fixture.h"

#include <QColor>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace conclave {

namespace {

constexpr double smallestContrast = 4.5;

/// Linear light of one channel, of 0 to 1.
double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

/// A veil of colour, such as that of a hovered row, over an opaque ground.
QColor over(const QColor& veil, const QColor& ground) {
    const auto mixed = [a = veil.alphaF()](float top, float below) {
        return a * top + (1 - a) * below;
    };
    return QColor::fromRgbF(mixed(veil.redF(), ground.redF()),
                            mixed(veil.greenF(), ground.greenF()),
                            mixed(veil.blueF(), ground.blueF()));
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private slots:
    void contrastIsCountedRight();
    void textCanBeRead_data();
    void textCanBeRead();
    void hoveredTextCanBeRead();
    void noOtherFileNamesAColour();

private:
    QObject* theme() { return m_fixture.item()->property("theme").value<QObject*>(); }
    QColor colour(const QString& name) {
        return theme()->property(qPrintable(name)).value<QColor>();
    }

    QmlFixture m_fixture{"Item { readonly property QtObject theme: Theme }"};
};

void ThemeTest::contrastIsCountedRight() {
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QVERIFY(std::abs(contrast(QColor("#767676"), Qt::white) - 4.54) < 0.01);
}

void ThemeTest::textCanBeRead_data() {
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("ink");
    QTest::addColumn<QString>("ground");
    const QList<std::pair<QString, QStringList>> uses = {
        {"text", {"bg", "surface", "side", "rail", "user", "code", "accentSoft"}},
        {"muted", {"bg", "surface", "side", "rail", "code", "accentSoft"}},
        {"accent", {"bg", "surface", "accentSoft"}},
        {"think", {"bg", "surface", "thinkSoft"}},
        {"good", {"bg", "surface", "code"}},
        {"warn", {"bg", "surface"}},
        {"bad", {"bg", "surface"}},
        {"accentText", {"accent"}},
        {"bg", {"text"}}, // tooltips are written in reverse
    };
    for (const bool dark : {false, true}) {
        for (const auto& [ink, grounds] : uses) {
            for (const QString& ground : grounds) {
                QTest::addRow("%s on %s, %s", qPrintable(ink), qPrintable(ground),
                              dark ? "dark" : "light")
                    << dark << ink << ground;
            }
        }
    }
}

void ThemeTest::textCanBeRead() {
    QFETCH(bool, dark);
    QFETCH(QString, ink);
    QFETCH(QString, ground);
    theme()->setProperty("dark", dark);
    const double found = contrast(colour(ink), colour(ground));
    QVERIFY2(found >= smallestContrast, qPrintable(QString("%1:1").arg(found, 0, 'f', 2)));
}

void ThemeTest::hoveredTextCanBeRead() {
    for (const bool dark : {false, true}) {
        theme()->setProperty("dark", dark);
        for (const char* ground : {"bg", "surface", "side"}) {
            for (const char* veil : {"hover", "pressed"}) {
                const double found = contrast(colour("text"), over(colour(veil), colour(ground)));
                QVERIFY2(found >= smallestContrast, veil);
            }
        }
    }
}

void ThemeTest::noOtherFileNamesAColour() {
    const QRegularExpression literal("\"#[0-9A-Fa-f]{3,8}\"");
    for (const QString& file : qmlFiles()) {
        if (!file.endsWith("/Theme.qml")) {
            const auto match = literal.match(textOf(file));
            QVERIFY2(!match.hasMatch(), qPrintable(file + ": " + match.captured()));
        }
    }
}

} // namespace conclave

QTEST_MAIN(conclave::ThemeTest)
#include "theme_test.moc"
