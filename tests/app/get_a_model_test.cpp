// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// From words in the search field to an answer of the downloaded model, in the real window, against
// a hub on loopback that offers the Guide as if it were far away.
#include "engine/gguf/guide_path.h"
#include "tests/app/window_fixture.h"
#include "tests/hub/test_hub.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

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
    // In this order, on one folder.
    void aStartAsksNothing();
    void itIsKilledInMidDownload();
    void theRestArrivesVerifiedAfterARestart();
    void theLicenceLiesBesideIt();
    void theHubIsSearched();
    void fitIsKnownBeforeTheDownload();
    void whatIsThereIsNotOfferedAgain();
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

    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QStringLiteral("models/conclave/Guide-GGUF/") + name);
    }

    TestHub m_hub;
    std::atomic<bool> m_slow = true;
    QTemporaryDir m_folder;
    QProcess m_child;
    std::unique_ptr<WindowFixture> m_window;
};

void GetAModelTest::initTestCase() {
    chooseTestStyle();
    HubTestModel model;
    model.repository = kRepository;
    model.files = {{"guide-F16.gguf", guideContent(), {}},
                   {"LICENSE", "Apache License\nVersion 2.0, January 2004\n", {}}};
    m_hub.models = {model};
    m_hub.fault = [this](const HubRequest& request) {
        constexpr qint64 kBytesPerMillisecond = 3000;
        return m_slow && request.atFiles ? HubFault{HubFault::slow, kBytesPerMillisecond}
                                         : HubFault{};
    };
    m_hub.start();
    qputenv("CONCLAVE_HUB_URL", m_hub.url().toString().toUtf8());
}

/// A program of its own, up to its open window with the name of the model typed.
void GetAModelTest::aStartAsksNothing() {
    m_child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_child.start(CONCLAVE_GET_A_MODEL_CHILD, {m_folder.path(), kRepository});
    QVERIFY(m_child.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(m_child.canReadLine(), kPatience);
    QCOMPARE(m_child.readLine().trimmed(), QByteArray("open"));
    QCOMPARE(m_hub.requests().size(), 0);
}

void GetAModelTest::itIsKilledInMidDownload() {
    constexpr qint64 kSomePartsAreThere = 19'500'000; // with the header that was read before
    m_child.write("\n");
    QTRY_VERIFY_WITH_TIMEOUT(m_hub.bodyBytes() > kSomePartsAreThere ||
                                 m_child.state() == QProcess::NotRunning,
                             kPatience);
    QCOMPARE(::kill(static_cast<pid_t>(m_child.processId()), SIGKILL), 0);
    QVERIFY(m_child.waitForFinished());
    QCOMPARE(m_child.exitStatus(), QProcess::CrashExit);
    QVERIFY(!QFile::exists(file("guide-F16.gguf"))); // no half file under that name
}

void GetAModelTest::theRestArrivesVerifiedAfterARestart() {
    m_slow = false;
    const qint64 before = m_hub.bodyBytes();
    m_window = std::make_unique<WindowFixture>(m_folder.path());
    QVERIFY(m_window->window() != nullptr);
    m_window->window()->resize(1280, 800);
    QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
    m_window->window()->setProperty("page", "models");
    m_window->window()->findChild<QQuickItem*>("modelsPage")->setProperty("tab", "downloads");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->item("downloadUse") != nullptr, kPatience);
    QFile arrived(file("guide-F16.gguf"));
    QVERIFY(arrived.open(QIODevice::ReadOnly));
    QCOMPARE(arrived.readAll(), guideContent());
    constexpr qint64 kPart = 4 << 20;
    QVERIFY2(m_hub.bodyBytes() - before < arrived.size() - kPart + 1000,
             qPrintable(QString::number(m_hub.bodyBytes() - before)));
    m_window->window()->findChild<QQuickItem*>("modelsPage")->setProperty("tab", "discover");
    QTRY_VERIFY_WITH_TIMEOUT(app().browser()->machine()->known(), kPatience);
}

void GetAModelTest::theLicenceLiesBesideIt() {
    const auto words = [this] {
        QFile licence(file("licence.txt"));
        return licence.open(QIODevice::ReadOnly) ? QString::fromUtf8(licence.readAll()) : QString();
    };
    QVERIFY(words().contains(kRepository));
    QTRY_VERIFY(words().contains("Version 2.0, January 2004"));
}

void GetAModelTest::theHubIsSearched() {
    QTRY_VERIFY(m_window->item("modelSearch") != nullptr);
    const qsizetype before = m_hub.requests().size();
    QVERIFY(m_window->type("modelSearch", "guide"));
    QCOMPARE(m_hub.requests().size(), before);
    m_window->press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(app().hub()->search()->count() == 1, kPatience);
    m_window->press(Qt::Key_Down);
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(detail().state(), QString("ready"), kPatience);
    QCOMPARE(detail().title(), QString("Guide-GGUF"));
}

void GetAModelTest::fitIsKnownBeforeTheDownload() {
    const qint64 before = m_hub.bodyBytes();
    QTRY_VERIFY2_WITH_TIMEOUT(detail().plan()["known"].toBool(),
                              qPrintable(detail().plan()["sentence"].toString()), 20'000);
    QCOMPARE(detail().plan()["verdict"].toString(), QString("fits"));
    QVERIFY2(detail().line().contains("thinking can be switched"), qPrintable(detail().line()));
    QVERIFY(m_hub.bodyBytes() - before < 12'000'000); // the header, not the 22 MB of the file
}

void GetAModelTest::whatIsThereIsNotOfferedAgain() {
    QTRY_VERIFY(m_window->item("useButton") != nullptr);
    QVERIFY(m_window->item("downloadButton") == nullptr);
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
