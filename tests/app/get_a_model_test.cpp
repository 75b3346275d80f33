// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From words in the search field to an answer of the downloaded model, in the real window, against
// a hub on loopback that offers the Guide as if it were far away.
#include "engine/gguf/guide_path.h"
#include "tests/app/window_fixture.h"
#include "tests/hub/test_hub.h"

#include <QFile>
#include <QQuickStyle>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace conclave {

namespace {

constexpr int kPatience = 120'000;
constexpr auto kRepository = "conclave/Guide-GGUF";

QByteArray guideContent() {
    QFile file(QString::fromStdString(guidePath().string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class GetAModelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression("QQml|qrc:")); }
    // In this order, in one program.
    void theHubIsSearched();
    void fitIsKnownBeforeTheDownload();
    void theFileArrivesVerified();
    void theLicenceLiesBesideIt();
    void itAnswers();
    void theLibraryKnowsIt();
    void nothingGoesOutWhileForbidden();
    void cleanupTestCase();

private:
    App& app() { return m_window->app(); }
    ModelDetail& detail() { return *app().browser()->detail(); }
    QVariant library(const char* role) {
        const LibraryModel& model = *app().browser()->library();
        return model.data(model.index(0), model.roleNames().key(role));
    }

    TestHub m_hub;
    QTemporaryDir m_folder;
    std::unique_ptr<WindowFixture> m_window;
};

void GetAModelTest::initTestCase() {
    QQuickStyle::setStyle("Basic");
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    HubTestModel model;
    model.repository = kRepository;
    model.files = {{"guide-F16.gguf", guideContent(), {}}};
    m_hub.models = {model};
    m_hub.start();
    qputenv("CONCLAVE_HUB_URL", m_hub.url().toString().toUtf8());
    m_window = std::make_unique<WindowFixture>(m_folder.path());
    QVERIFY(m_window->window() != nullptr);
    m_window->window()->resize(1280, 800);
    QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
    QTRY_VERIFY_WITH_TIMEOUT(app().browser()->machine()->known(), kPatience);
    QCOMPARE(m_hub.requests().size(), 0); // a start asks nothing of anybody
}

void GetAModelTest::theHubIsSearched() {
    m_window->window()->setProperty("page", "models");
    QTRY_VERIFY(m_window->item("modelSearch") != nullptr);
    QVERIFY(m_window->type("modelSearch", kRepository));
    QCOMPARE(m_hub.requests().size(), 0);
    m_window->press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(app().hub()->search()->count() == 1, kPatience);
    m_window->press(Qt::Key_Down);
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(detail().state(), QString("ready"), kPatience);
    QCOMPARE(detail().title(), QString("Guide-GGUF"));
}

void GetAModelTest::fitIsKnownBeforeTheDownload() {
    QTRY_VERIFY_WITH_TIMEOUT(detail().plan()["known"].toBool(), kPatience);
    QCOMPARE(detail().plan()["verdict"].toString(), QString("fits"));
    QVERIFY2(detail().line().contains("thinking can be switched"), qPrintable(detail().line()));
    QVERIFY(m_hub.bodyBytes() < 12'000'000); // the header, not the 22 MB of the file
}

void GetAModelTest::theFileArrivesVerified() {
    QVERIFY(m_window->item("useButton") == nullptr);
    QVERIFY(m_window->click("downloadButton"));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->item("dialogAccept") != nullptr ||
                                 app().hub()->downloads()->count() == 1,
                             kPatience);
    if (m_window->item("dialogAccept") != nullptr) { // its licence is not known: a question first
        m_window->item("dialogAccept")->forceActiveFocus();
        m_window->press(Qt::Key_Space);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_window->item("useButton") != nullptr, kPatience);
    QFile file(m_folder.filePath("models/conclave/Guide-GGUF/guide-F16.gguf"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), guideContent());
}

void GetAModelTest::theLicenceLiesBesideIt() {
    QFile file(m_folder.filePath("models/conclave/Guide-GGUF/licence.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(file.readAll()).contains(kRepository));
}

void GetAModelTest::itAnswers() {
    QVERIFY(m_window->click("useButton"));
    QTRY_VERIFY_WITH_TIMEOUT(app().models()->currentPath().endsWith("guide-F16.gguf") &&
                                 !app().models()->loading(),
                             kPatience);
    QCOMPARE(m_window->window()->property("page").toString(), QString("chats"));
    QVERIFY(m_window->type("composerInput", "What is a mixture of experts?"));
    m_window->press(Qt::Key_Return);
    QVERIFY(app().chat()->busy());
    QTRY_VERIFY_WITH_TIMEOUT(!app().chat()->busy(), kPatience);
    const MessageListModel& messages = *app().chat()->messages();
    const QString answer =
        messages.data(messages.index(1), messages.roleNames().key("text")).toString();
    QVERIFY2(answer.contains("expert"), qPrintable(answer));
}

void GetAModelTest::theLibraryKnowsIt() {
    QTRY_COMPARE(app().browser()->library()->count(), 1);
    QVERIFY(library("owned").toBool());
    QVERIFY(!library("verified").toString().isEmpty());
    QVERIFY(!library("lastUsed").toString().isEmpty());
    QVERIFY(library("fault").toString().isEmpty());
    QTRY_VERIFY(library("speed").toString().contains("tokens/s"));
}

void GetAModelTest::nothingGoesOutWhileForbidden() {
    app().hub()->network()->setForbidden(true);
    const qsizetype before = m_hub.requests().size();
    app().hub()->search()->setText("anything");
    app().hub()->search()->search();
    QTRY_VERIFY(!app().hub()->search()->busy());
    QVERIFY(!app().hub()->search()->error().isEmpty());
    detail().showHub(kRepository);
    QTRY_COMPARE(detail().state(), QString("failed"));
    QCOMPARE(m_hub.requests().size(), before);
}

void GetAModelTest::cleanupTestCase() {
    m_window.reset();
}

} // namespace conclave

QTEST_MAIN(conclave::GetAModelTest)
#include "get_a_model_test.moc"
