// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/app_fixture.h"

#include <QMetaProperty>
#include <QSignalSpy>
#include <QTest>

namespace conclave {

class SettingsViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void everySettingIsKept_data();
    void everySettingIsKept();
    void valuesOutsideTheirRangeAreRefused_data();
    void valuesOutsideTheirRangeAreRefused();
    void themeDecidesWhetherItIsDark();
    void aNewLanguageIsAnnounced();
    void samplingReachesTheEngine();
    void samplingCanBeReset();
    void theThinkingDefaultAppliesToNewChats();
    void theDeviceIsKeptAndLoadedOn();
};

void SettingsViewModelTest::everySettingIsKept_data() {
    QTest::addColumn<QVariant>("value");
    QTest::newRow("theme") << QVariant("dark");
    QTest::newRow("language") << QVariant("ko");
    QTest::newRow("fontScale") << QVariant(120);
    QTest::newRow("sendKey") << QVariant("ctrlEnter");
    QTest::newRow("reducedMotion") << QVariant("on");
    QTest::newRow("thinkingDefault") << QVariant("on");
    QTest::newRow("temperature") << QVariant(1.25);
    QTest::newRow("topK") << QVariant(7);
    QTest::newRow("topP") << QVariant(0.5);
    QTest::newRow("minP") << QVariant(0.1);
    QTest::newRow("repeatPenalty") << QVariant(1.5);
    QTest::newRow("presencePenalty") << QVariant(0.25);
    QTest::newRow("maxTokens") << QVariant(500);
    QTest::newRow("contextLength") << QVariant(2048);
    QTest::newRow("chatListFolded") << QVariant(true);
}

void SettingsViewModelTest::everySettingIsKept() {
    QFETCH(const QVariant, value);
    const char* name = QTest::currentDataTag();
    AppFixture f;
    QVERIFY(f.start());
    QSignalSpy changed(f.app().settings(), &SettingsViewModel::changed);
    QVERIFY(f.app().settings()->property(name) != value);
    QVERIFY(f.app().settings()->setProperty(name, value));
    QCOMPARE(f.app().settings()->property(name), value);
    QVERIFY(!changed.isEmpty());
    QVERIFY(f.restart());
    QCOMPARE(f.app().settings()->property(name), value);
}

void SettingsViewModelTest::valuesOutsideTheirRangeAreRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("theme") << "theme" << QVariant("pink");
    QTest::newRow("language") << "language" << QVariant("xx");
    QTest::newRow("font too small") << "fontScale" << QVariant(79);
    QTest::newRow("font too large") << "fontScale" << QVariant(151);
    QTest::newRow("temperature") << "temperature" << QVariant(-0.1);
    QTest::newRow("hot") << "temperature" << QVariant(2.5);
    QTest::newRow("not a number") << "temperature" << QVariant(qQNaN());
    QTest::newRow("topP") << "topP" << QVariant(1.5);
    QTest::newRow("topK") << "topK" << QVariant(-1);
}

void SettingsViewModelTest::valuesOutsideTheirRangeAreRefused() {
    QFETCH(const QString, name);
    QFETCH(const QVariant, value);
    AppFixture f;
    QVERIFY(f.start());
    const QVariant before = f.app().settings()->property(qPrintable(name));
    f.app().settings()->setProperty(qPrintable(name), value);
    QCOMPARE(f.app().settings()->property(qPrintable(name)), before);
    QCOMPARE(f.notices().size(), 1);
}

void SettingsViewModelTest::themeDecidesWhetherItIsDark() {
    AppFixture f;
    QVERIFY(f.start());
    QSignalSpy changed(f.app().settings(), &SettingsViewModel::darkChanged);
    f.app().settings()->setTheme("dark");
    QVERIFY(f.app().settings()->dark());
    f.app().settings()->setTheme("light");
    QVERIFY(!f.app().settings()->dark());
    QCOMPARE(changed.size(), 2);
}

void SettingsViewModelTest::aNewLanguageIsAnnounced() {
    AppFixture f;
    QVERIFY(f.start());
    QSignalSpy announced(f.app().settings(), &SettingsViewModel::languageChanged);
    f.app().settings()->setLanguage("ko");
    QCOMPARE(announced.size(), 1);
}

void SettingsViewModelTest::samplingReachesTheEngine() {
    AppFixture f;
    QVERIFY(f.start());
    f.app().settings()->setTemperature(0);
    f.app().settings()->setTopK(3);
    f.app().settings()->setMaxTokens(5);
    QVERIFY(f.ask("Hello"));
    const GenerateRequest request = f.engine().generations().back();
    QCOMPARE(request.sampling.temperature, 0.0F);
    QCOMPARE(request.sampling.topK, 3U);
    QCOMPARE(request.maxTokens, 5U);
    QCOMPARE(f.shown(1, "text").toString().split(' ', Qt::SkipEmptyParts).size(), 5);
}

void SettingsViewModelTest::samplingCanBeReset() {
    AppFixture f;
    QVERIFY(f.start());
    auto& settings = *f.app().settings();
    const double temperature = settings.temperature();
    settings.setTemperature(1.9);
    settings.setTheme("dark");
    settings.resetSampling();
    QCOMPARE(settings.temperature(), temperature);
    QCOMPARE(settings.theme(), QString("dark"));
}

void SettingsViewModelTest::theThinkingDefaultAppliesToNewChats() {
    AppFixture f;
    QVERIFY(f.start());
    f.app().settings()->setThinkingDefault("on");
    f.chats().newChat();
    QVERIFY(f.chat().thinkingOn());
}

void SettingsViewModelTest::theDeviceIsKeptAndLoadedOn() {
    AppFixture f;
    QVERIFY(f.start());
    auto& hardware = *f.app().hardware();
    QCOMPARE(hardware.count(), 2);
    QCOMPARE(hardware.deviceName(), QString("Scripted device"));
    QVERIFY(!hardware.software());
    const std::string uuid = shownBy(hardware, 1, "uuid").toString().toStdString();
    hardware.choose(1);
    QTRY_VERIFY(f.chat().ready());
    QCOMPARE(f.engine().loads().back().device, uuid);
    QVERIFY(f.restart());
    QCOMPARE(f.engine().loads().back().device, uuid);
    f.app().hardware()->chooseAutomatic();
    QTRY_VERIFY(f.chat().ready());
    QVERIFY(f.engine().loads().back().device.empty());
}

} // namespace conclave

QTEST_MAIN(conclave::SettingsViewModelTest)
#include "settings_view_model_test.moc"
