// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf/guide_path.h"
#include "tests/app/app_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

namespace conclave {

class ModelsViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void theGuideIsLoadedAtTheStart();
    void anOpenedFileIsLoadedAndRemembered();
    void aBrokenFileIsToldAndTheGuideComesBack();
    void whatIsNoFileIsRefused();
    void aForgottenModelGivesWayToTheGuide();
    void theGuideCannotBeForgotten();
    void aFileThatIsGoneIsMarkedMissing();
    void withoutTheGuideTheAppSaysSo();
    void aQuestionWaitsForTheModel();

private:
    /// A copy of the Guide under another name.
    static QString copyOfGuide(const AppFixture& f, const QString& name) {
        const QString copy = f.path(name);
        return QFile::copy(QString::fromStdString(guidePath().string()), copy) ? copy : QString();
    }
};

void ModelsViewModelTest::theGuideIsLoadedAtTheStart() {
    AppFixture f;
    QVERIFY(f.start());
    auto& models = *f.app().models();
    QCOMPARE(models.count(), 1);
    QVERIFY(shownBy(models, 0, "builtIn").toBool());
    QVERIFY(shownBy(models, 0, "current").toBool());
    QVERIFY(shownBy(models, 0, "detail").toString().contains("F16"));
    QCOMPARE(models.currentQuant(), QString("F16"));
    QVERIFY(!models.loading());
    const QVariantMap info = models.info();
    QCOMPARE(info["experts"].toInt(), 8);
    QCOMPARE(info["parameters"].toString(), QString("11.0 M"));
    QVERIFY(info["weightsBytes"].toULongLong() > 0);
}

void ModelsViewModelTest::anOpenedFileIsLoadedAndRemembered() {
    AppFixture f;
    QVERIFY(f.start());
    const QString file = copyOfGuide(f, "other model.gguf");
    QSignalSpy loading(f.app().models(), &ModelsViewModel::loadingChanged);
    f.app().models()->openFile(QUrl::fromLocalFile(file));
    QVERIFY(!f.chat().ready());
    QTRY_VERIFY(f.chat().ready());
    QVERIFY(loading.size() >= 2);
    QCOMPARE(f.chat().modelName(), QString("other model"));
    QCOMPARE(f.app().models()->currentPath(), file);
    QCOMPARE(f.app().models()->count(), 2);
    f.app().models()->openFile(QUrl::fromLocalFile(file)); // a second time adds nothing
    QCOMPARE(f.app().models()->count(), 2);
    QTRY_VERIFY(f.chat().ready());
    QVERIFY(f.restart());
    QCOMPARE(f.app().models()->currentPath(), file);
    QCOMPARE(f.app().models()->count(), 2);
    QCOMPARE(QString::fromStdString(f.engine().loads().front().model.string()), file);
    f.app().models()->choose(0);
    QTRY_COMPARE(f.chat().modelName(), QString("Guide"));
}

void ModelsViewModelTest::aBrokenFileIsToldAndTheGuideComesBack() {
    AppFixture f;
    QVERIFY(f.start());
    QFile file(f.path("broken.gguf"));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("GGUF");
    file.close();
    f.app().models()->openFile(QUrl::fromLocalFile(file.fileName()));
    QTRY_COMPARE(f.notices().size(), 1);
    QVERIFY2(f.notices().first().startsWith("Cannot load broken.gguf: tensor"),
             qPrintable(f.notices().first()));
    QTRY_VERIFY(f.chat().ready()); // the Guide again
    QCOMPARE(f.chat().modelName(), QString("Guide"));
    QVERIFY(f.ask("Still there?"));
    QVERIFY(f.restart()); // and it is not what is tried next time
    QCOMPARE(f.chat().modelName(), QString("Guide"));
    QVERIFY(f.notices().isEmpty());
}

void ModelsViewModelTest::whatIsNoFileIsRefused() {
    AppFixture f;
    QVERIFY(f.start());
    const std::size_t loads = f.engine().loads().size();
    for (const QUrl& url :
         {QUrl::fromLocalFile(f.path("no such.gguf")), QUrl::fromLocalFile(f.path({})),
          QUrl("https://example.org/a.gguf"), QUrl()}) {
        f.app().models()->openFile(url);
    }
    QCOMPARE(f.engine().loads().size(), loads);
    QCOMPARE(f.app().models()->count(), 1);
    QVERIFY(!f.notices().isEmpty());
    QVERIFY(f.chat().ready());
}

void ModelsViewModelTest::aForgottenModelGivesWayToTheGuide() {
    AppFixture f;
    QVERIFY(f.start());
    const QString file = copyOfGuide(f, "other.gguf");
    f.app().models()->openFile(QUrl::fromLocalFile(file));
    QTRY_COMPARE(f.chat().modelName(), QString("other"));
    f.app().models()->forget(1);
    QCOMPARE(f.app().models()->count(), 1);
    QTRY_COMPARE(f.chat().modelName(), QString("Guide"));
    QVERIFY(QFile::exists(file)); // forgetting deletes no file
    QVERIFY(f.restart());
    QCOMPARE(f.app().models()->count(), 1);
}

void ModelsViewModelTest::theGuideCannotBeForgotten() {
    AppFixture f;
    QVERIFY(f.start());
    for (const int row : {-1, 0, 1}) {
        f.app().models()->forget(row);
    }
    QCOMPARE(f.app().models()->count(), 1);
}

void ModelsViewModelTest::aFileThatIsGoneIsMarkedMissing() {
    AppFixture f;
    QVERIFY(f.start());
    const QString file = copyOfGuide(f, "soon gone.gguf");
    f.app().models()->openFile(QUrl::fromLocalFile(file));
    QTRY_COMPARE(f.chat().modelName(), QString("soon gone"));
    f.end();
    QVERIFY(QFile::remove(file));
    QVERIFY(f.start());
    QCOMPARE(f.chat().modelName(), QString("Guide"));
    QCOMPARE(f.app().models()->count(), 2);
    QVERIFY(shownBy(*f.app().models(), 1, "missing").toBool());
    QVERIFY(!shownBy(*f.app().models(), 0, "missing").toBool());
}

void ModelsViewModelTest::withoutTheGuideTheAppSaysSo() {
    const QTemporaryDir folder;
    AppOptions options;
    options.dataFolder = folder.path();
    options.devices = scriptedDevices;
    options.engine = [](const EngineOptions&, EventSink sink) {
        return std::make_unique<ScriptedEngine>(ScriptedPace{}, std::move(sink));
    };
    App app(options);
    app.start();
    QCOMPARE(app.notices()->count(), 1);
    QVERIFY(shownBy(*app.notices(), 0, "text").toString().contains("built-in model is missing"));
    app.chat()->send("Hello?");
    QTRY_VERIFY(!app.chat()->busy());
    QCOMPARE(shownBy(*app.chat()->messages(), 1, "status").toString(), QString("error"));
    QVERIFY(shownBy(*app.chat()->messages(), 1, "errorText").toString().contains("No model"));
}

void ModelsViewModelTest::aQuestionWaitsForTheModel() {
    using namespace std::chrono_literals;
    AppFixture f({0ms, 60ms});
    QVERIFY(f.start());
    f.app().models()->choose(0);
    QVERIFY(!f.chat().ready());
    f.chat().send("Before the model is there");
    QCOMPARE(f.chat().state(), QString("loadingModel"));
    QVERIFY(f.waitUntilIdle());
    QCOMPARE(f.shown(1, "status").toString(), QString("done"));
}

} // namespace conclave

QTEST_MAIN(conclave::ModelsViewModelTest)
#include "models_view_model_test.moc"
