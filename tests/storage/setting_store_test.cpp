// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/query.h"
#include "storage/setting_store.h"
#include "tests/storage/temporary_database.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace conclave::storage;

class SettingStoreTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_database = std::make_unique<Database>(Database::inMemory());
        m_settings = std::make_unique<SettingStore>(*m_database);
    }

    void everySettingHasADefaultThatMayBeSet() {
        std::set<std::string_view> keys;
        for (const SettingDefinition& setting : knownSettings()) {
            QVERIFY2(keys.insert(setting.key).second, std::string(setting.key).c_str());
            QVERIFY(m_settings->value(setting.key) == setting.fallback);
            m_settings->set(setting.key, setting.fallback);
            QVERIFY(m_settings->value(setting.key) == setting.fallback);
        }
        QCOMPARE(keys.size(), 27U);
    }

    void valuesOfEachTypeComeBack() {
        m_settings->set("theme", "dark");
        m_settings->set("fontScale", 125);
        m_settings->set("temperature", 0.1);
        m_settings->set("welcomeSeen", true);
        m_settings->set("lastModel", "/models/모델.gguf");
        QCOMPARE(m_settings->text("theme"), std::string("dark"));
        QCOMPARE(m_settings->integer("fontScale"), 125);
        QCOMPARE(m_settings->number("temperature"), 0.1);
        QCOMPARE(m_settings->boolean("welcomeSeen"), true);
        QCOMPARE(m_settings->text("lastModel"), std::string("/models/모델.gguf"));
    }

    void resettingBringsTheDefaultBack() {
        m_settings->set("topK", 5);
        m_settings->reset("topK");
        QCOMPARE(m_settings->integer("topK"), 40);
    }

    void aWholeNumberIsARealNumberToo() {
        m_settings->set("temperature", 1);
        QCOMPARE(m_settings->number("temperature"), 1.0);
    }

    void disallowedValuesAreRefused_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(disallowed().size()); ++i)
            QTest::addRow("%s %d", std::string(disallowed()[i].first).c_str(), i) << i;
    }
    void disallowedValuesAreRefused() {
        QFETCH(int, index);
        const auto [key, value] = disallowed()[static_cast<std::size_t>(index)];
        const auto error =
            failureOf([&, &name = key, &wrong = value] { m_settings->set(name, wrong); });
        QVERIFY(error && error->kind() == ErrorKind::badRequest);
        QVERIFY2(isOneSentence(error->what()), error->what());
    }

    void readingAsAnotherTypeIsRefused() {
        QVERIFY(failureOf([&] { static_cast<void>(m_settings->integer("theme")); }));
        QVERIFY(failureOf([&] { static_cast<void>(m_settings->text("topK")); }));
        QVERIFY(failureOf([&] { static_cast<void>(m_settings->boolean("topK")); }));
        QVERIFY(failureOf([&] { static_cast<void>(m_settings->number("topK")); }));
        QVERIFY(failureOf([&] { static_cast<void>(m_settings->value("nonsense")); }));
    }

    void storedValuesThatAreNotAllowedCountAsUnset() {
        store("theme", "purple");
        store("fontScale", "9999");
        store("topK", "many");
        store("topP", "0.5x");
        store("welcomeSeen", "perhaps");
        QCOMPARE(m_settings->text("theme"), std::string("system"));
        QCOMPARE(m_settings->integer("fontScale"), 100);
        QCOMPARE(m_settings->integer("topK"), 40);
        QCOMPARE(m_settings->number("topP"), 0.95);
        QCOMPARE(m_settings->boolean("welcomeSeen"), false);
    }

    void unknownStoredKeysAreLeftAlone() {
        store("ofALaterVersion", "1");
        m_settings->set("theme", "dark");
        auto row = query(m_database->connection(),
                         "SELECT value FROM setting WHERE key = 'ofALaterVersion'");
        QVERIFY(row.executeStep());
    }

    void settingsSurviveAReopen() {
        const TemporaryPath path;
        {
            Database database(path.file());
            SettingStore(database).set("language", "ko");
        }
        Database database(path.file());
        QCOMPARE(SettingStore(database).text("language"), std::string("ko"));
    }

private:
    static std::vector<std::pair<std::string_view, SettingValue>> disallowed() {
        return {{"theme", std::string("purple")},
                {"theme", 1},
                {"fontScale", 79},
                {"fontScale", 151},
                {"fontScale", 100.0},
                {"temperature", -0.1},
                {"temperature", std::nan("")},
                {"temperature", HUGE_VAL},
                {"maxTokens", -1},
                {"welcomeSeen", std::string("true")},
                {"nonsense", true},
                {"sendKey", std::string()}};
    }

    void store(const char* key, const char* value) {
        change(m_database->connection(), "INSERT INTO setting VALUES (?1, ?2)", key, value);
    }

    std::unique_ptr<Database> m_database;
    std::unique_ptr<SettingStore> m_settings;
};

QTEST_GUILESS_MAIN(SettingStoreTest)
#include "setting_store_test.moc"
