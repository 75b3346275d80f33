// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// README.md stays true: the paths of its map exist, and so do its pictures and commands.
#include "tests/house/source_tree.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace conclave::house;

namespace {

QString readme() {
    return QString::fromStdString(textOf("README.md"));
}

/// "engine/text/tokenizer.*" is a pattern; "shaders/formats/<name>.glsl" stands for some file of
/// that kind.
bool existsInRepository(QString path) {
    static const QRegularExpression kPlaceholder(QStringLiteral("<[^>]+>"));
    path.replace(kPlaceholder, QStringLiteral("*"));
    const QDir root(QString::fromStdString(repositoryRoot().string()));
    if (!path.contains(QLatin1Char('*')))
        return QFileInfo::exists(root.filePath(path));
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'), path.indexOf(QLatin1Char('*')));
    const QDir folder(root.filePath(path.left(slash)));
    const QString rest = path.mid(slash + 1);
    if (rest.contains(QLatin1Char('/'))) // "app/*/…": the folder above is enough
        return folder.exists();
    return !folder.entryList({rest}, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot).isEmpty();
}

QStringList matches(const QString& text, const QString& pattern) {
    QStringList found;
    auto iterator = QRegularExpression(pattern).globalMatch(text);
    while (iterator.hasNext())
        found << iterator.next().captured(1);
    found.removeDuplicates();
    return found;
}

} // namespace

class ReadmeTest : public QObject {
    Q_OBJECT

private slots:
    void itsPathsExist() {
        const QStringList paths = matches(
            readme(),
            QStringLiteral("`((?:app|ui|engine|shaders|storage|resources|installer|tests|\\.ci)"
                           "/[^`\\s]*)`"));
        QVERIFY2(paths.size() > 20, "the map of the code is missing");
        QStringList missing;
        for (const QString& path : paths) {
            if (!existsInRepository(path))
                missing << path;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral("\n"))));
    }

    void itsPicturesAndLinksExist() {
        const QStringList links = matches(readme(), QStringLiteral("\\]\\(([^)#:]+)\\)")) +
                                  matches(readme(), QStringLiteral("src=\"([^\":]+)\""));
        QVERIFY(!links.isEmpty());
        for (const QString& link : links)
            QVERIFY2(existsInRepository(link), qPrintable(link));
    }

    void theTwoCommandsStandInItsFirstScreen() {
        const QString first = readme().left(2500);
        QVERIFY(first.contains(QStringLiteral("installer/run.sh")));
        QVERIFY(first.contains(QStringLiteral("installer/test.sh")));
    }
};

QTEST_APPLESS_MAIN(ReadmeTest)
#include "readme_test.moc"
