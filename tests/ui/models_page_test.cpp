// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The page of models in the real window on the scripted engine: keys, sizes, both languages' room.
#include "tests/app/app_fixture.h"
#include "tests/app/app_window.h"

#include <QRegularExpression>
#include <QTest>

namespace conclave {

namespace {

/// Texts that stand outside of their parents' width, by their first words.
void collectOverflow(QQuickItem* root, qreal right, QStringList& found) {
    if (!root->isVisible() || root->opacity() == 0) {
        return;
    }
    const qreal end = root->mapToScene({root->width(), 0}).x();
    if (root->inherits("QQuickText") && !root->property("text").toString().isEmpty() &&
        end > right + 1) {
        found << root->property("text").toString().left(40);
    }
    for (QQuickItem* child : root->childItems()) {
        collectOverflow(child, right, found);
    }
}

} // namespace

class ModelsPageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression("QQml|qrc:")); }
    void aModelIsChosenWithKeysAlone();
    void theFirstOfAShorterListIsChosenWithKeys();
    void theSliderMovesThePlan();
    void searchNarrowsTheCatalogue();
    void nothingIsAskedOfTheHubBySearchingTheCatalogue();
    void everyPartFitsEverySize_data();
    void everyPartFitsEverySize();
    void filesAndFoldersCanBeChosen();
    void theNetworkCanBeForbiddenFromTheRail();
    void cleanupTestCase();

private:
    QQuickItem* item(const QString& name) { return m_view->item(name); }
    QQuickItem* page() { return m_window->findChild<QQuickItem*>("modelsPage"); }
    ModelDetail& detail() { return *m_app.app().browser()->detail(); }

    AppFixture m_app;
    std::unique_ptr<AppWindow> m_view;
    QQuickWindow* m_window = nullptr; ///< of m_view
};

void ModelsPageTest::initTestCase() {
    chooseTestStyle();
    QVERIFY(m_app.start());
    m_view = std::make_unique<AppWindow>(m_app.app());
    QVERIFY(m_view->show());
    m_window = m_view->window();
    QTest::keyClick(m_window, Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(item("catalogueList") != nullptr);
}

void ModelsPageTest::aModelIsChosenWithKeysAlone() {
    QTest::keyClick(m_window, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(item("modelSearch")->hasActiveFocus());
    QTest::keyClick(m_window, Qt::Key_Down); // from the field into the list
    QTRY_VERIFY(item("catalogueList")->hasActiveFocus());
    QTest::keyClick(m_window, Qt::Key_Down);
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_COMPARE(detail().kind(), QString("catalogue"));
    const DiscoverModel& list = *m_app.app().browser()->discover();
    QCOMPARE(detail().modelId(), shownBy(list, 1, "modelId").toString());
    QTRY_VERIFY(item("modelTitle") != nullptr);
    QCOMPARE(item("modelTitle")->property("text").toString(), detail().title());
}

/// The place in the long list, which was left at its sixth, is not one of the short list.
void ModelsPageTest::theFirstOfAShorterListIsChosenWithKeys() {
    const DiscoverModel& list = *m_app.app().browser()->discover();
    item("catalogueList")->setProperty("currentIndex", 5);
    item("modelSearch")->setProperty("text", "granite");
    QTRY_VERIFY(list.count() > 0 && list.count() < 5);
    item("modelSearch")->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Down);
    QTRY_VERIFY(item("catalogueList")->hasActiveFocus());
    QTest::keyClick(m_window, Qt::Key_Return);
    QTRY_COMPARE(detail().modelId(), shownBy(list, 0, "modelId").toString());
    item("modelSearch")->setProperty("text", "");
    QTRY_COMPARE(list.count(), list.total());
}

void ModelsPageTest::theSliderMovesThePlan() {
    detail().showCatalogue("qwen3-8b");
    QTRY_VERIFY(item("contextSlider") != nullptr);
    item("contextSlider")->forceActiveFocus();
    const QString before = detail().plan()["device"].toMap()["cacheText"].toString();
    const int index = detail().contextIndex();
    QTest::keyClick(m_window, Qt::Key_Right);
    QTRY_COMPARE(detail().contextIndex(), index + 1);
    QVERIFY(detail().plan()["device"].toMap()["cacheText"].toString() != before);
    QTest::keyClick(m_window, Qt::Key_Left);
    QTRY_COMPARE(detail().plan()["device"].toMap()["cacheText"].toString(), before);
}

void ModelsPageTest::searchNarrowsTheCatalogue() {
    const DiscoverModel& list = *m_app.app().browser()->discover();
    item("modelSearch")->setProperty("text", "granite");
    QTRY_VERIFY(list.count() > 0 && list.count() < 10);
    item("modelSearch")->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Escape);
    QTRY_COMPARE(list.count(), list.total());
}

void ModelsPageTest::nothingIsAskedOfTheHubBySearchingTheCatalogue() {
    item("modelSearch")->setProperty("text", "llama");
    QTest::qWait(50);
    QVERIFY(!m_app.app().hub()->search()->searched());
    QVERIFY(!m_app.app().hub()->search()->busy());
    item("modelSearch")->setProperty("text", "");
}

void ModelsPageTest::everyPartFitsEverySize_data() {
    QTest::addColumn<QString>("tab");
    QTest::addColumn<QSize>("size");
    for (const char* tab : {"discover", "library", "downloads", "licences"}) {
        for (const QSize size : {QSize(1280, 800), QSize(900, 700), QSize(640, 480)}) {
            QTest::addRow("%s %d", tab, size.width()) << QString(tab) << size;
        }
    }
}

void ModelsPageTest::everyPartFitsEverySize() {
    QFETCH(QString, tab);
    QFETCH(QSize, size);
    m_window->resize(size);
    page()->setProperty("tab", tab);
    QMetaObject::invokeMethod(page(), "showDetail");
    QTest::qWait(60);
    QStringList outside;
    collectOverflow(page(), page()->mapToScene({page()->width(), 0}).x(), outside);
    QVERIFY2(outside.isEmpty(), qPrintable(outside.join(" | ")));
}

/// They stood in loaders once, of which nothing came.
void ModelsPageTest::filesAndFoldersCanBeChosen() {
    m_window->resize(1280, 800);
    page()->setProperty("tab", "library");
    QTRY_VERIFY(item("openFile") != nullptr);
    QVERIFY(m_view->click("openFile"));
    auto* file = m_window->findChild<QObject*>("libraryFile");
    auto* folder = m_window->findChild<QObject*>("libraryFolder");
    QVERIFY(file != nullptr && folder != nullptr);
    QTRY_VERIFY(file->property("visible").toBool());
    QMetaObject::invokeMethod(file, "close");
    QMetaObject::invokeMethod(folder, "open"); // as the menu of a row does
    QTRY_VERIFY(folder->property("visible").toBool());
    QMetaObject::invokeMethod(folder, "close");
}

void ModelsPageTest::theNetworkCanBeForbiddenFromTheRail() {
    m_window->resize(1280, 800);
    QTRY_VERIFY(item("networkStatus") != nullptr);
    item("networkStatus")->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Space);
    QTRY_VERIFY(item("forbidNetwork") != nullptr);
    item("forbidNetwork")->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_Space);
    QTRY_VERIFY(m_app.app().hub()->network()->forbidden());
    QTest::keyClick(m_window, Qt::Key_Space);
    QTRY_VERIFY(!m_app.app().hub()->network()->forbidden());
    QTest::keyClick(m_window, Qt::Key_Escape);
}

void ModelsPageTest::cleanupTestCase() {
    m_view.reset();
    m_app.end();
}

} // namespace conclave

QTEST_MAIN(conclave::ModelsPageTest)
#include "models_page_test.moc"
