// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Published chat templates against the texts that the reference library makes of them.
#include "engine/error.h"
#include "engine/text/chat_template.h"
#include "tests/support/conformance_data.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

namespace {

/// The clock of the data: 2026-09-28 14:03:59.
constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days(std::chrono::year(2026) / 9 / 28) + 14h + 3min + 59s;

std::string readText(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

Json variablesOf(const Json& conversation, const Json& results) {
    Json variables = {{"messages", conversation["messages"]},
                      {"tools", conversation["tools"]},
                      {"documents", nullptr},
                      {"add_generation_prompt", conversation["add_generation_prompt"]},
                      {"bos_token", results["bos_token"]},
                      {"eos_token", results["eos_token"]}};
    for (const auto& [name, value] : conversation["extra"].items())
        variables[name] = value;
    return variables;
}

/// Empty if the outcome is what the data asks for, else what differs.
QString judge(const conclave::ChatTemplate& chatTemplate, const Json& variables,
              const Json& expected) {
    std::string text;
    std::string error;
    try {
        text = chatTemplate.render(variables, kNow);
    } catch (const conclave::Error& failure) {
        error = failure.what();
    }
    if (expected.contains("output")) {
        const std::string& wanted = expected["output"].get_ref<const std::string&>();
        if (!error.empty())
            return QString::fromStdString(error);
        const auto [at, end] =
            std::mismatch(text.begin(), text.end(), wanted.begin(), wanted.end());
        return text == wanted
                   ? QString()
                   : QStringLiteral("differs from byte %1 on: '%2' instead of '%3'")
                         .arg(at - text.begin())
                         .arg(QString::fromStdString(std::string(at, text.end()).substr(0, 60)),
                              QString::fromStdString(std::string(end, wanted.end()).substr(0, 60)));
    }
    if (expected["error"] == "raised") {
        const std::string& message = expected["message"].get_ref<const std::string&>();
        return error.find(message) != error.npos
                   ? QString()
                   : QStringLiteral("should refuse with '%1', but: '%2'")
                         .arg(QString::fromStdString(message), QString::fromStdString(error));
    }
    return {}; // the reference stumbled: any outcome that is not a crash
}

} // namespace

class ChatTemplateConformanceTest : public QObject {
    Q_OBJECT

private slots:
    void everyTemplateRendersEveryConversation_data() {
        const auto folder = conclave::test::conformanceFolder();
        if (!folder)
            QSKIP("no conformance data");
        QTest::addColumn<QString>("name");
        for (const auto& entry :
             std::filesystem::directory_iterator(*folder / "chat_templates" / "templates")) {
            const QString name = QString::fromStdString(entry.path().stem().string());
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void everyTemplateRendersEveryConversation() {
        QFETCH(const QString, name);
        const auto folder = *conclave::test::conformanceFolder() / "chat_templates";
        const Json conversations = Json::parse(readText(folder / "cases.json"));
        const Json results = Json::parse(readText(folder / (name.toStdString() + ".json")));
        const conclave::ChatTemplate chatTemplate(
            readText(folder / "templates" / (name.toStdString() + ".jinja")));
        int passed = 0;
        QStringList failures;
        for (const Json& conversation : conversations) {
            const std::string& key = conversation["name"].get_ref<const std::string&>();
            const QString difference =
                judge(chatTemplate, variablesOf(conversation, results), results["results"][key]);
            if (difference.isEmpty())
                ++passed;
            else
                failures << QString::fromStdString(key) + ": " + difference;
        }
        qInfo("%d of %zu conversations", passed, conversations.size());
        QVERIFY2(failures.isEmpty(), qPrintable(failures.join('\n')));
    }
};

QTEST_GUILESS_MAIN(ChatTemplateConformanceTest)
#include "chat_template_conformance_test.moc"
