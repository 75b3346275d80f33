// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A newcomer compares three sizes of the Guide with everything real: window, engine, quantiser.
#include "tests/app/window_fixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace conclave {

namespace {

/// Software devices are slow, and so are machines that run many tests.
constexpr int kPatience = 400'000;

} // namespace

class CompareEndToEndTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void threeSizesFromOneButton();
    void aQuestionOfOnesOwn();
    void thePageCanBeUsedWithKeys();
    void itFitsTheSmallestWindow();
    void itIsThereAfterARestart();
    void cleanupTestCase() { m_window.reset(); }

private:
    ComparisonViewModel& compare() { return *m_window->app().compare(); }
    QVariant at(int row, const char* role) {
        const ComparisonColumnsModel& columns = *compare().columns();
        return columns.data(columns.index(row), columns.roleNames().key(role));
    }

    /// From the figures on screen: "145 tok/s", "60 together".
    double costTogether() {
        double slowest = 0, alone = 0;
        for (int row = 0; row < compare().columns()->count(); ++row) {
            const QVariantMap speed = at(row, "metrics").toList()[0].toMap();
            slowest = std::max(slowest, 1 / speed["note"].toString().section(' ', 0, 0).toDouble());
            alone += 1 / speed["value"].toString().section(' ', 0, 0).toDouble();
        }
        return slowest / alone;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowFixture> m_window;
    QString m_verdict;
};

void CompareEndToEndTest::initTestCase() {
    chooseTestStyle();
    QTest::failOnWarning(QRegularExpression("QQml|qrc:"));
}

void CompareEndToEndTest::threeSizesFromOneButton() {
    QElapsedTimer clock;
    clock.start();
    m_window = std::make_unique<WindowFixture>(m_folder.path());
    QVERIFY(m_window->window() != nullptr);
    QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
    QTest::keyClick(m_window->window(), Qt::Key_3, Qt::ControlModifier);
    QSignalSpy finished(&compare(), &ComparisonViewModel::finished);
    QTRY_VERIFY(m_window->item("compareGuide") != nullptr);
    QVERIFY(m_window->click("compareGuide"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kPatience);
    qInfo("three sizes compared %lld ms after the start", static_cast<long long>(clock.elapsed()));
    QCOMPARE(compare().columns()->count(), 3);
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(at(row, "status").toString(), QString("done"));
        QVERIFY(!at(row, "answer").toString().isEmpty());
        QVERIFY(at(row, "metrics").toList()[0].toMap()["share"].toDouble() > 0);
    }
    qInfo("side by side a token of each cost %.2f of the sum of each alone", costTogether());
    QVERIFY(compare().samePrompt());
    m_verdict = compare().verdict();
    qInfo("%s", qPrintable(m_verdict));
    QVERIFY2(m_verdict.contains("Q4_K_M") || m_verdict.contains("Q2_K"), qPrintable(m_verdict));
    QVERIFY(m_window->item("compareVerdict") != nullptr);
    QCOMPARE(m_window->item("compareVerdict")->property("text").toString(), m_verdict);
}

void CompareEndToEndTest::aQuestionOfOnesOwn() {
    QVERIFY(m_window->type("compareInput", "What is 3 + 4?"));
    m_window->press(Qt::Key_Return);
    QVERIFY(compare().busy());
    QTRY_VERIFY_WITH_TIMEOUT(!compare().busy(), kPatience);
    QCOMPARE(compare().promptCount(), 2);
    QCOMPARE(compare().promptText(), QString("What is 3 + 4?"));
    QVERIFY(m_window->click("previousPrompt"));
    QCOMPARE(compare().prompt(), 0);
}

void CompareEndToEndTest::thePageCanBeUsedWithKeys() {
    // From the input, Tab reaches every control and comes back.
    m_window->item("compareInput")->forceActiveFocus();
    QStringList names;
    for (int step = 0; step < 60; ++step) {
        m_window->press(Qt::Key_Tab);
        const QQuickItem* focus = m_window->window()->activeFocusItem();
        QVERIFY(focus != nullptr);
        if (focus->objectName() == "compareInput") {
            break;
        }
        names << focus->objectName();
    }
    for (const char* name : {"addColumn", "batchChip", "seedChip", "blindChip", "exportChip",
                             "compareHistory", "vote0", "columnMenu2"}) {
        QVERIFY2(names.contains(name), qPrintable(QString(name) + " not in " + names.join(' ')));
    }
}

void CompareEndToEndTest::itFitsTheSmallestWindow() {
    const QSize usual = m_window->window()->size();
    m_window->window()->resize(640, 480);
    QTest::qWait(300); // a layout that never ends would warn, and a warning fails the test
    QVERIFY(m_window->item("compareInput") != nullptr);
    m_window->window()->resize(usual);
}

void CompareEndToEndTest::itIsThereAfterARestart() {
    m_window.reset();
    m_window = std::make_unique<WindowFixture>(m_folder.path());
    QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
    QTest::keyClick(m_window->window(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_window->item("saved0") != nullptr);
    QVERIFY(m_window->click("saved0"));
    QCOMPARE(compare().columns()->count(), 3);
    QCOMPARE(compare().verdict(), m_verdict);
    QVERIFY(!at(2, "answer").toString().isEmpty());
}

} // namespace conclave

QTEST_MAIN(conclave::CompareEndToEndTest)
#include "compare_end_to_end_test.moc"
