// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Controls used with keys alone, and the trace of thoughts that folds by itself.
#include "tests/ui/qml_fixture.h"

#include <QTest>

namespace conclave {

class ControlsTest : public QObject {
    Q_OBJECT

private slots:
    void buttonsArePressedWithKeys_data();
    void buttonsArePressedWithKeys();
    void segmentedIsChosenWithKeys();
    void sliderMovesWithKeys();
    void sliderShowsItsValue();
    void traceFoldsWhenTheAnswerBegins();
    void traceOfAnOldAnswerIsFolded();
    void editorAsksWithTheNewText();
    void editorLeavesTheMessageOnEscape();
};

void ControlsTest::buttonsArePressedWithKeys_data() {
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<bool>("checks");
    QTest::newRow("button") << QByteArray("AppButton { text: \"Send\" }") << false;
    QTest::newRow("chip") << QByteArray("Chip { text: \"Blind\" }") << false;
    QTest::newRow("switch") << QByteArray("Chip { text: \"Blind\"; checkable: true }") << true;
    QTest::newRow("icon") << QByteArray("IconButton { text: \"Back\"; iconName: \"left\" }")
                          << false;
}

void ControlsTest::buttonsArePressedWithKeys() {
    QFETCH(QByteArray, button);
    QFETCH(bool, checks);
    QmlFixture fixture(button);
    QVERIFY(fixture.item() != nullptr);
    QSignalSpy clicked(fixture.item(), SIGNAL(clicked()));
    QSignalSpy toggled(fixture.item(), SIGNAL(toggled()));
    QTest::keyClick(&fixture.window(), Qt::Key_Tab);
    int times = 0;
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter}) {
        QTest::keyClick(&fixture.window(), key);
        QCOMPARE(clicked.size(), ++times);
        QCOMPARE(fixture.item()->property("checked").toBool(), checks && times % 2 == 1);
        QCOMPARE(toggled.size(), checks ? times : 0);
    }
    QCOMPARE(fixture.warnings(), QStringList());
}

void ControlsTest::segmentedIsChosenWithKeys() {
    QmlFixture fixture("Segmented {\n"
                       "name: \"Theme\"; value: \"system\"\n"
                       "values: [\"system\", \"light\", \"dark\"]\n"
                       "labels: [\"System\", \"Light\", \"Dark\"]\n}");
    QVERIFY(fixture.item() != nullptr);
    QSignalSpy chosen(fixture.item(), SIGNAL(chosen(QString)));
    QTest::keyClick(&fixture.window(), Qt::Key_Tab);
    QTest::keyClick(&fixture.window(), Qt::Key_Tab);
    QTest::keyClick(&fixture.window(), Qt::Key_Space);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().constFirst().toString(), QString("light"));
    QCOMPARE(fixture.item()->property("value").toString(), QString("system")); // the owner decides
    QCOMPARE(fixture.warnings(), QStringList());
}

void ControlsTest::sliderMovesWithKeys() {
    QmlFixture fixture("AppSlider { name: \"Size\"; from: 80; to: 150; step: 5; value: 100 }");
    QVERIFY(fixture.item() != nullptr);
    QSignalSpy moved(fixture.item(), SIGNAL(moved(double)));
    QTest::keyClick(&fixture.window(), Qt::Key_Tab);
    QTest::keyClick(&fixture.window(), Qt::Key_Right);
    QTest::keyClick(&fixture.window(), Qt::Key_Left);
    QTest::keyClick(&fixture.window(), Qt::Key_Left);
    QList<double> values;
    for (const auto& call : moved) {
        values << call.constFirst().toDouble();
    }
    QCOMPARE(values, QList<double>({105, 100, 95}));
    QCOMPARE(fixture.warnings(), QStringList());
}

void ControlsTest::sliderShowsItsValue() {
    QmlFixture fixture("AppSlider { name: \"n\"; from: 0; to: 2; step: 0.05; value: 0.7 }");
    QVERIFY(fixture.item() != nullptr);
    QStringList texts;
    for (const QQuickItem* child : fixture.item()->childItems()) {
        texts << child->property("text").toString();
    }
    QVERIFY2(texts.contains(QLocale().toString(0.7, 'f', 2)), qPrintable(texts.join('|')));
}

void ControlsTest::traceFoldsWhenTheAnswerBegins() {
    QmlFixture fixture("ThinkingTrace { trace: \"40 + 80\"; seconds: 1.5; live: true }");
    QVERIFY(fixture.item() != nullptr);
    const double openHeight = fixture.item()->implicitHeight();
    QVERIFY(fixture.item()->property("open").toBool());
    fixture.item()->setProperty("live", false);
    QVERIFY(!fixture.item()->property("open").toBool());
    QTRY_VERIFY(fixture.item()->implicitHeight() < openHeight);
    QTest::keyClick(&fixture.window(), Qt::Key_Tab);
    QTest::keyClick(&fixture.window(), Qt::Key_Space);
    QVERIFY(fixture.item()->property("open").toBool()); // and opens again when asked
    QCOMPARE(fixture.warnings(), QStringList());
}

void ControlsTest::traceOfAnOldAnswerIsFolded() {
    QmlFixture fixture("ThinkingTrace { trace: \"40 + 80\"; seconds: 1.5; live: false }");
    QVERIFY(fixture.item() != nullptr);
    QVERIFY(!fixture.item()->property("open").toBool());
}

void ControlsTest::editorAsksWithTheNewText() {
    QmlFixture fixture("MessageEditor { original: \"Hello\"; open: false }");
    QVERIFY(fixture.item() != nullptr);
    QVERIFY(!fixture.item()->isVisible());
    QSignalSpy asked(fixture.item(), SIGNAL(asked(QString)));
    fixture.item()->setProperty("open", true);
    QTest::keyClick(&fixture.window(), Qt::Key_End);
    QTest::keyClick(&fixture.window(), Qt::Key_Return); // breaks the line
    QTest::keyClick(&fixture.window(), Qt::Key_A);
    QCOMPARE(asked.size(), 0);
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.constFirst().constFirst().toString(), QString("Hello\na"));
    QCOMPARE(fixture.warnings(), QStringList());
}

void ControlsTest::editorLeavesTheMessageOnEscape() {
    QmlFixture fixture("MessageEditor { original: \"Hello\"; open: false\n"
                       "onCancelled: open = false }");
    QVERIFY(fixture.item() != nullptr);
    QSignalSpy asked(fixture.item(), SIGNAL(asked(QString)));
    fixture.item()->setProperty("open", true);
    QTest::keyClick(&fixture.window(), Qt::Key_A);
    QTest::keyClick(&fixture.window(), Qt::Key_Escape);
    QVERIFY(!fixture.item()->isVisible());
    fixture.item()->setProperty("open", true); // a new start, without what was typed before
    QCOMPARE(fixture.item()->findChild<QQuickItem*>("messageEditor")->property("text").toString(),
             QString("Hello"));
    QCOMPARE(asked.size(), 0);
}

} // namespace conclave

QTEST_MAIN(conclave::ControlsTest)
#include "controls_test.moc"
