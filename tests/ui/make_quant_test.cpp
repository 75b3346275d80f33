// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Making quants in the real window on the scripted engine, with the mouse and with keys alone.
#include "tests/app/app_fixture.h"
#include "tests/app/app_window.h"

#include <QRegularExpression>
#include <QTest>

namespace conclave {

namespace {

constexpr int kLong = 60'000;

} // namespace

class MakeQuantTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression("QQml|qrc:")); }
    void theGuideIsMadeAtAClick();
    void anotherIsMadeWithKeysAlone();
    void theDialogFitsTheSmallestWindow();
    void cleanupTestCase();

private:
    QQuickItem* item(const QString& name) { return m_view->item(name); }
    Quantiser& quantiser() { return *m_app.app().quantiser(); }

    AppFixture m_app;
    std::unique_ptr<AppWindow> m_view;
    QQuickWindow* m_window = nullptr; ///< of m_view
};

void MakeQuantTest::initTestCase() {
    chooseTestStyle();
    QVERIFY(m_app.start());
    m_view = std::make_unique<AppWindow>(m_app.app());
    QVERIFY(m_view->show());
    m_window = m_view->window();
    m_window->setProperty("page", "models");
    auto* page = m_window->findChild<QQuickItem*>("modelsPage");
    QVERIFY(page != nullptr);
    page->setProperty("tab", "library");
    QTRY_VERIFY(item("guideQuantQ8_0") != nullptr);
}

void MakeQuantTest::theGuideIsMadeAtAClick() {
    QCOMPARE(item("guideQuantQ8_0")->property("text").toString(), QString("Make Q8_0, 12 MB"));
    QVERIFY(m_view->click("guideQuantQ8_0"));
    QTRY_COMPARE_WITH_TIMEOUT(item("guideQuantQ8_0")->property("text").toString(),
                              QString("Use Q8_0"), kLong);
    QTRY_VERIFY(item("makingUse") != nullptr); // and it stands in the list of what was made
    QCOMPARE(m_app.app().browser()->library()->count(), 1);
}

void MakeQuantTest::anotherIsMadeWithKeysAlone() {
    item("guideQuantMore")->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(item("quantTypes") != nullptr && item("quantMake") != nullptr, kLong);
    QTRY_VERIFY(item("quantTypes")->hasActiveFocus());
    QCOMPARE(quantiser().choices()->type(), QString("Q4_K_M"));
    while (quantiser().choices()->type() != "Q2_K") {
        const QString before = quantiser().choices()->type();
        QTest::keyClick(m_window, Qt::Key_Down);
        QVERIFY(quantiser().choices()->type() != before);
    }
    QTest::keyClick(m_window, Qt::Key_Down); // the end of the list
    QCOMPARE(quantiser().choices()->type(), QString("Q2_K"));
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_app.app().browser()->library()->count(), 2, kLong);
    QTRY_VERIFY(!quantiser().guideQuant("Q2_K")["path"].toString().isEmpty());
}

void MakeQuantTest::theDialogFitsTheSmallestWindow() {
    QVERIFY(item("quantTypes") != nullptr); // still open
    for (const QSize size : {QSize(900, 700), QSize(640, 480)}) {
        m_window->resize(size);
        quantiser().choices()->setAll(true);
        quantiser().choices()->choose("IQ2_XS");
        QTRY_VERIFY(item("quantRefusal") != nullptr);
        QTest::qWait(60);
        for (const char* name : {"quantTypes", "quantMake", "quantClose", "quantRefusal"}) {
            const QQuickItem* part = item(name);
            QVERIFY2(part != nullptr, name);
            const QRectF place = part->mapRectToScene(part->boundingRect());
            QVERIFY2(QRectF(QPointF(0, 0), size).contains(place), name);
        }
        QVERIFY(!item("quantMake")->isEnabled());
    }
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_VERIFY(item("quantTypes") == nullptr);
}

void MakeQuantTest::cleanupTestCase() {
    m_view.reset();
    m_app.end();
}

} // namespace conclave

QTEST_MAIN(conclave::MakeQuantTest)
#include "make_quant_test.moc"
