// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Whoever adds a family, a format, a kernel or a migration is told here what still belongs to it.
#include "tests/house/source_tree.h"

#include <QTest>

#include <algorithm>
#include <regex>

using namespace conclave::house;

namespace {

/// First capture of every match, in order.
std::vector<std::string> captures(const std::string& text, const char* pattern) {
    const std::regex regex(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match)
        found.push_back((*match)[1].str());
    return found;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

bool isMentionedUnder(const char* folder, const std::string& word) {
    const std::regex whole("\\b" + word + "\\b");
    return std::ranges::any_of(sourceFiles(), [&](const SourceFile& file) {
        return file.isUnder(folder) && std::ranges::any_of(file.lines, [&](const auto& line) {
                   return std::regex_search(line, whole);
               });
    });
}

/// norm_project as the C++ side has it: normProject.
std::string camel(const std::string& name) {
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool joint = name[i] == '_' && i + 1 < name.size();
        result += joint ? static_cast<char>(std::toupper(name[++i])) : name[i];
    }
    return result;
}

/// Names of the formats this version runs, as publishers write them: "Q4_K".
std::vector<std::string> runningFormats() {
    return captures(textOf("engine/gguf/block_format.cpp"), "\"(\\w+)\", \\d+, \\d+, kRuns");
}

} // namespace

class RecipesTest : public QObject {
    Q_OBJECT

private slots:
    void everyFormatHasShaderAndTwin_data() {
        QTest::addColumn<QString>("format");
        for (const std::string& format : runningFormats())
            QTest::newRow(format.c_str()) << QString::fromStdString(format);
    }

    void everyFormatHasShaderAndTwin() {
        QFETCH(QString, format);
        const std::string name = format.toStdString();
        const std::string type = name.find('K') == std::string::npos
                                     ? lower(name)
                                     : lower(name.substr(0, name.size() - 1)) + "K";
        QVERIFY2(isMentionedUnder("shaders/formats/", "chunk_" + type), "no shader");
        QVERIFY2(isMentionedUnder("engine/reference/", "BlockType::" + type), "no twin");
        QVERIFY2(isMentionedUnder("tests/kernels/", name + "(_S)?"), "no kernel test names it");
    }

    void everyFamilyIsListedAndTested() {
        const std::string list = textOf("engine/arch/families.h");
        int families = 0;
        for (const SourceFile& file : sourceFiles()) {
            if (!file.isUnder("engine/arch/") || file.extension() != ".cpp")
                continue;
            const std::string text = textOf(file.path);
            for (const std::string& name : captures(text, R"(const Architecture (k\w+)\{)")) {
                ++families;
                QVERIFY2(list.find("F(" + name + ")") != std::string::npos, name.c_str());
            }
            for (const std::string& name : captures(text, "ggufName = \"([^\"]+)\""))
                QVERIFY2(isMentionedUnder("tests/model/", name), name.c_str());
        }
        QVERIFY(families >= 2);
    }

    void everyKernelHasRowAndOperation_data() {
        QTest::addColumn<QString>("kernel");
        for (const auto& entry :
             std::filesystem::directory_iterator(repositoryRoot() / "shaders/kernels")) {
            const QString name = QString::fromStdString(entry.path().stem().string());
            QTest::newRow(qPrintable(name)) << name;
        }
    }

    void everyKernelHasRowAndOperation() {
        QFETCH(QString, kernel);
        const std::string name = kernel.toStdString();
        QVERIFY2(isMentionedUnder("engine/vulkan/kernels.", name), "no row in engine/vulkan");
        QVERIFY2(isMentionedUnder("engine/model/", "Kernel::" + camel(name)),
                 "no operation of the Recorder records it");
    }

    /// Kernel tests go through the operations, in both lowerings.
    void everyOperationIsTested() {
        const std::vector<std::string> operations =
            captures(textOf("engine/model/recorder.h"), R"(void (\w+)\(const LayerWeights)");
        QVERIFY(operations.size() >= 8);
        for (const std::string& operation : operations)
            QVERIFY2(isMentionedUnder("tests/kernels/", operation), operation.c_str());
    }
};

QTEST_APPLESS_MAIN(RecipesTest)
#include "recipes_test.moc"
