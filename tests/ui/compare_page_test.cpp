// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The compare page in the real window on the scripted engine: its picture, its sizes, its menus.
#include "tests/app/app_fixture.h"
#include "tests/app/app_window.h"

#include "engine/gguf/guide_path.h"

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTest>

namespace conclave {

namespace {

constexpr int kLong = 60'000;
constexpr int kColumnWidth = 340, kColumnGap = 14, kMargin = 24; ///< of ComparisonPicture.qml

/// Whether some pixel between those columns of pixels has that colour.
bool holds(const QImage& image, int left, int right, const QColor& colour) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = left; x < right; ++x) {
            if (image.pixelColor(x, y).rgb() == colour.rgb()) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class ComparePageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression("QQml|qrc:")); }
    void thePictureHoldsAllOfEveryColumn();
    void aPictureThatCannotBeSavedIsTold();
    void cleanupTestCase();

private:
    ComparisonViewModel& compare() { return *m_app.app().compare(); }
    QQuickItem* item(const QString& name) { return m_view->item(name); }
    QQuickItem* page() { return m_view->window()->findChild<QQuickItem*>("comparePage"); }
    void savePicture(const QString& path) {
        QVERIFY(QMetaObject::invokeMethod(
            page(), "savePicture",
            Q_ARG(QVariant, QVariant::fromValue(QUrl::fromLocalFile(path)))));
    }

    AppFixture m_app;
    std::unique_ptr<AppWindow> m_view;
};

void ComparePageTest::initTestCase() {
    chooseTestStyle();
    QVERIFY(m_app.start());
    m_view = std::make_unique<AppWindow>(m_app.app());
    QVERIFY(m_view->show({1024, 700}));
    m_view->press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(item("compareGuide") != nullptr);
    const QString guide = QString::fromStdString(guidePath().string());
    for (const char* type : {"F16", "Q8_0", "Q4_K_M", "Q2_K"}) {
        const QString copy = m_app.path(QStringLiteral("Guide-%1.gguf").arg(type));
        QVERIFY(QFile::copy(guide, copy));
        compare().addColumn(copy);
    }
    compare().send("What does Q4_K_M mean?");
    QTRY_VERIFY_WITH_TIMEOUT(!compare().busy(), kLong);
}

void ComparePageTest::thePictureHoldsAllOfEveryColumn() {
    const QString path = m_app.path("comparison.png");
    savePicture(path);
    QTRY_VERIFY_WITH_TIMEOUT(m_app.notices().join(' ').contains("comparison.png"), kLong);
    const QImage image(path);
    QVERIFY2(!image.isNull(), qPrintable(m_app.notices().join(' ')));
    const qreal ratio = m_view->window()->effectiveDevicePixelRatio();
    QCOMPARE(image.width(), qRound(ratio * (4 * kColumnWidth + 3 * kColumnGap + 2 * kMargin)));
    QVERIFY(image.height() > 400); // figures and text, though the window is low
    const QStringList inks{        // of Theme.qml, light
                           "#0F766E", "#7A4FBF", "#C2592B", "#2E6FB7"};
    for (int column = 0; column < 4; ++column) {
        const int left = qRound(ratio * (kMargin + column * (kColumnWidth + kColumnGap)));
        const int right = left + qRound(ratio * kColumnWidth);
        QVERIFY2(holds(image, left, right, QColor(inks[column])), qPrintable(inks[column]));
    }
}

void ComparePageTest::aPictureThatCannotBeSavedIsTold() {
    savePicture(m_app.path("missing/out.png"));
    QTRY_VERIFY_WITH_TIMEOUT(m_app.notices().join(' ').contains("out.png"), kLong);
    QVERIFY(!QFile::exists(m_app.path("missing/out.png")));
}

void ComparePageTest::cleanupTestCase() {
    m_view.reset();
    m_app.end();
}

} // namespace conclave

QTEST_MAIN(conclave::ComparePageTest)
#include "compare_page_test.moc"
