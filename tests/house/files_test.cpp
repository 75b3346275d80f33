// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What holds for every file: licence lines, a size nobody fears, nothing of one person's machine.
#include "tests/house/source_tree.h"

#include <QTest>

#include <algorithm>
#include <regex>

using namespace conclave::house;

namespace {

constexpr std::size_t kMostLines = 600;

/// Tables that no one reads as code: generated, or one long list of facts and sentences.
constexpr const char* kTables = R"(^resources/models/|\.ts$|\.json$|/data/|_table\.(h|cpp)$)";

bool carriesLicenceLines(const SourceFile& file) {
    static const std::regex kKinds(
        R"(\.(h|cpp|comp|glsl|qml|cmake|sh|awk|py)$|CMakeLists\.txt$|^\.ci/)");
    return std::regex_search(file.path, kKinds);
}

/// The two SPDX lines open the file; only "#!" or the "#version" of a shader may stand before them.
bool opensWithLicence(const SourceFile& file) {
    const std::size_t first = !file.lines.empty() && (file.lines[0].starts_with("#!") ||
                                                      file.lines[0].starts_with("#version"))
                                  ? 1
                                  : 0;
    return file.lines.size() >= first + 2 &&
           file.lines[first].find("SPDX-FileCopyrightText: ") != std::string::npos &&
           file.lines[first + 1].find("SPDX-License-Identifier: Apache-2.0") != std::string::npos;
}

QString at(const SourceFile& file, std::size_t line) {
    return QStringLiteral("%1:%2: %3")
        .arg(QString::fromStdString(file.path))
        .arg(line + 1)
        .arg(QString::fromStdString(file.lines[line]).trimmed());
}

} // namespace

class FilesTest : public QObject {
    Q_OBJECT

private slots:
    void everySourceOpensWithItsLicence() {
        QStringList found;
        for (const SourceFile& file : sourceFiles()) {
            if (carriesLicenceLines(file) && !opensWithLicence(file))
                found << QString::fromStdString(file.path);
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }

    void noFileIsTooLongToRead() {
        const std::regex tables(kTables);
        QStringList found;
        for (const SourceFile& file : sourceFiles()) {
            if (file.lines.size() > kMostLines && !std::regex_search(file.path, tables))
                found << QStringLiteral("%1 has %2 lines")
                             .arg(QString::fromStdString(file.path))
                             .arg(file.lines.size());
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }

    /// A path that exists on one developer's machine only does not belong into the repository.
    void noFileNamesAPrivatePath() {
        const std::regex privatePath(R"((^|[^\w./])/(home|root|work|Users|farm|mnt)/\w+)");
        const std::regex invented(R"(/(home|Users)/(user|you|someone|alice|name|min|me)\b)");
        QStringList found;
        for (const SourceFile& file : sourceFiles()) {
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                if (std::regex_search(file.lines[i], privatePath) &&
                    !std::regex_search(file.lines[i], invented))
                    found << at(file, i);
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }

    /// A note for later names who wrote it, so that it can be asked about.
    void everyNoteForLaterHasAnOwner() {
        const std::regex note(R"(\b(TODO|FIXME|XXX)\b(?!\([a-z]))");
        QStringList found;
        for (const SourceFile& file : sourceFiles()) {
            if (file.path == "tests/house/files_test.cpp")
                continue;
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                if (std::regex_search(file.lines[i], note))
                    found << at(file, i);
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n"))));
    }

    void theTopLevelHoldsWhatWasDecided() {
        const QSet<QString> decided{QStringLiteral("CMakeLists.txt"),
                                    QStringLiteral("CMakePresets.json"),
                                    QStringLiteral("LICENSE"),
                                    QStringLiteral("README.md"),
                                    QStringLiteral("app"),
                                    QStringLiteral("ui"),
                                    QStringLiteral("engine"),
                                    QStringLiteral("shaders"),
                                    QStringLiteral("storage"),
                                    QStringLiteral("resources"),
                                    QStringLiteral("installer"),
                                    QStringLiteral("tests")};
        QStringList found;
        for (const auto& entry : std::filesystem::directory_iterator(repositoryRoot())) {
            const QString name = QString::fromStdString(entry.path().filename().string());
            if (!name.startsWith(QLatin1Char('.')) && name != QLatin1String("build") &&
                name != QLatin1String("CMakeUserPresets.json") && !decided.contains(name))
                found << name;
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral(", "))));
    }
};

QTEST_APPLESS_MAIN(FilesTest)
#include "files_test.moc"
