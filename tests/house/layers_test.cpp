// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// No layer looks up: reads every #include and compares it with the order of the house.
#include "tests/house/source_tree.h"

#include <QTest>

#include <regex>

using namespace conclave::house;

namespace {

/// Files whose path matches may not include what matches, except those whose path is excused.
struct Rule {
    const char* sentence;
    const char* path;
    const char* forbidden;
    const char* excused = nullptr;
};

constexpr auto kQt = R"(^(Q[A-Z]|Qt))";

constexpr Rule kRules[]{
    {"the engine has no Qt", "^engine/", kQt},
    {"the engine knows no SQLite", "^engine/", "^(sqlite3|SQLiteCpp)"},
    {"the engine looks at no layer above it", "^engine/", "^(app|ui|storage|tests)/"},
    {"the storage has no Qt", "^storage/", kQt},
    {"the storage looks at no other layer", "^storage/", "^(app|ui|engine|shaders|tests|vulkan)/"},
    {"the app includes no test", "^app/", "^tests/"},
    {"only the edge of the app knows the engine", "^app/", "^engine/",
     R"(^app/(app\.|main\.|engine_bridge\.|chat/reply\.|cli/|compare/quality_measurer\.|models/|hardware/|quantise/|settings/))"},
    {"the app reaches Vulkan through the engine only", "^app/", "^vulkan/"},
    {"the command line has no Qt", "^app/cli/", kQt},
    {"the command line has no database", "^app/cli/", "^(storage/|sqlite3|SQLiteCpp)"},
    {"shaders include shaders only", "^shaders/.*[.](comp|glsl)$",
     R"(^(app|ui|engine|storage|tests)/|\.cpp$)"},
};

/// The rooms of the engine and which of them each may enter, besides itself.
struct Room {
    const char* name;
    const char* mayEnter;
};

constexpr Room kRooms[]{
    {"gguf", ""},
    {"text", "gguf"},
    {"reference", "gguf|text|arch"},
    {"synth", "gguf|quantize"},
    {"vulkan", "gguf|arch"},
    {"model", "gguf|text|vulkan|arch|reference"},
    {"arch", "gguf"},
    {"plan", "gguf|model|vulkan"},
};

QStringList breaches(const Rule& rule) {
    const std::regex path(rule.path), forbidden(rule.forbidden);
    QStringList found;
    for (const SourceFile& file : sourceFiles()) {
        if (!std::regex_search(file.path, path))
            continue;
        if (rule.excused && std::regex_search(file.path, std::regex(rule.excused)))
            continue;
        for (const Include& include : includesOf(file)) {
            if (std::regex_search(include.target, forbidden))
                found << QStringLiteral("%1:%2 includes %3")
                             .arg(QString::fromStdString(file.path))
                             .arg(include.line)
                             .arg(QString::fromStdString(include.target));
        }
    }
    return found;
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT

private slots:
    void sourcesWereFound() {
        QVERIFY(sourceFiles().size() > 20);
        for (const char* folder : {"engine/", "app/", "storage/", "shaders/", "ui/", "tests/"}) {
            const bool found = std::ranges::any_of(
                sourceFiles(), [&](const SourceFile& file) { return file.isUnder(folder); });
            QVERIFY2(found, folder);
        }
    }

    void noLayerLooksUp_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kRules)); ++i)
            QTest::newRow(kRules[i].sentence) << i;
    }

    void noLayerLooksUp() {
        QFETCH(int, index);
        const QStringList found = breaches(kRules[index]);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }

    void engineRoomsKeepTheirOrder_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kRooms)); ++i)
            QTest::newRow(kRooms[i].name) << i;
    }

    /// Rooms of the engine are libraries: engine/gguf stands alone, engine/model on the others.
    void engineRoomsKeepTheirOrder() {
        QFETCH(int, index);
        const Room& room = kRooms[index];
        const std::string path = std::string("^engine/") + room.name + "/";
        const std::string allowed = std::string("(") + room.name + "|" + room.mayEnter + ")";
        const std::string forbidden = "^engine/(?!" + allowed + "/)[a-z_]+/";
        const QStringList found = breaches({room.name, path.c_str(), forbidden.c_str()});
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }

    void theInterfaceIsQmlOnly() {
        QStringList found;
        for (const SourceFile& file : sourceFiles()) {
            if (file.isUnder("ui/") && (file.extension() == ".cpp" || file.extension() == ".h"))
                found << QString::fromStdString(file.path);
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }
};

QTEST_APPLESS_MAIN(LayersTest)
#include "layers_test.moc"
