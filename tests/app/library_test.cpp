// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The library on folder trees as other programs make them.
#include "app/models/model_file.h"
#include "engine/gguf/guide_path.h"
#include "tests/app/app_fixture.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace conclave {

namespace {

/// A home with the folders of six programs, all holding the Guide.
class FakeHome {
public:
    FakeHome() {
        QFile guide(QString::fromStdString(guidePath().string()));
        if (guide.open(QIODevice::ReadOnly)) {
            m_content = guide.readAll();
        }
        m_hash = QString::fromLatin1(
            QCryptographicHash::hash(m_content, QCryptographicHash::Sha256).toHex());
    }

    [[nodiscard]] QString path(const QString& name = {}) const { return m_folder.filePath(name); }
    [[nodiscard]] const QString& hash() const { return m_hash; }
    [[nodiscard]] const QByteArray& content() const { return m_content; }

    QString put(const QString& name, const QByteArray& bytes) const {
        const QString file = path(name);
        QDir().mkpath(QFileInfo(file).absolutePath());
        QFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? file
                                                                                  : QString();
    }
    QString putModel(const QString& name) const { return put(name, m_content); }

    void putOllama() const {
        putModel(".ollama/models/blobs/sha256-" + m_hash);
        put(".ollama/models/blobs/sha256-" + QString(64, '1'), "MIT License\n\nCopyright");
        put(".ollama/models/blobs/sha256-" + QString(64, '2') + "-partial", "half");
        const QString layer =
            R"({"mediaType":"application/vnd.ollama.image.%1","digest":"sha256:%2","size":1})";
        put(".ollama/models/manifests/registry.ollama.ai/library/guide/f16",
            (R"({"schemaVersion":2,"layers":[)" + layer.arg("model", m_hash) + "," +
             layer.arg("license", QString(64, '1')) + "]}")
                .toUtf8());
        // Hostile: a digest that climbs out of the folder.
        put(".ollama/models/manifests/registry.ollama.ai/library/evil/latest",
            (R"({"layers":[)" + layer.arg("model", "../../../../etc/passwd") + "]}").toUtf8());
        put(".ollama/models/manifests/registry.ollama.ai/library/broken/latest", "{not json");
    }

    void putHuggingFace() const {
        const QString root = ".cache/huggingface/hub/models--owner--some-model/";
        const QString blob = putModel(root + "blobs/" + m_hash);
        QDir().mkpath(path(root + "snapshots/0123abc"));
        QFile::link("../../blobs/" + m_hash, path(root + "snapshots/0123abc/guide.gguf"));
    }

private:
    QTemporaryDir m_folder;
    QByteArray m_content;
    QString m_hash;
};

std::vector<FoundFile> scanAll(const FakeHome& home, const QString& source) {
    std::vector<FoundFile> found;
    for (const ScanPlace& place : knownPlaces(home.path(), QProcessEnvironment())) {
        if (place.source == source) {
            const auto files = scanPlace(place);
            found.insert(found.end(), files.begin(), files.end());
        }
    }
    return found;
}

} // namespace

class LibraryTest : public QObject {
    Q_OBJECT

private slots:
    void lmStudioKeepsPublishersAndNames();
    void ollamaIsReadThroughItsManifests();
    void huggingFaceIsReadThroughItsSnapshots();
    void janAndGpt4AllAreFound();
    void companionsAndLaterPartsAreLeftOut();
    void nothingIsFoundWhereNothingIs();
    void brokenFilesSayWhy();
    void foldersThatWereChosenElsewhereAreFound();
    void janSaysWhereItsFilesAre();
    void splitSetsHaveNoHashOfOnePart();
    void copiesAreOneRow();
    void copiesThatDifferAreTwo();
    void nothingIsCopiedOrTouched();
    void ownAndForeignCopiesAreToldApart();
    void foldersOfOthersStayTheirs();
    void filesAreUsedInPlaceAndRemembered();
    void verifyingTellsGoodFromDamaged();
    void deletingFreesBytesAndKeepsForeignFiles();
    void movingTakesTheFileAlong();
    void droppedFilesAreImported();

private:
    static LibraryModel& library(AppFixture& f) { return *f.app().browser()->library(); }
    static bool scanned(AppFixture& f) {
        library(f).scan();
        return QTest::qWaitFor([&] { return !library(f).scanning(); }, 20'000);
    }
};

void LibraryTest::lmStudioKeepsPublishersAndNames() {
    const FakeHome home;
    const QString file = home.putModel(".lmstudio/models/lmstudio-community/Guide-GGUF/guide.gguf");
    home.put(".lmstudio/models/lmstudio-community/Guide-GGUF/other.gguf.part", "half");
    const auto found = scanAll(home, "lmstudio");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].path, file);
    QCOMPARE(found[0].repository, QString("lmstudio-community/Guide-GGUF"));
}

void LibraryTest::ollamaIsReadThroughItsManifests() {
    const FakeHome home;
    home.putOllama();
    const auto found = scanAll(home, "ollama");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].name, QString("guide:f16"));
    QCOMPARE(found[0].sha256, home.hash());
    QCOMPARE(found[0].licence, QString("MIT License"));
    const DescribedFile described = describeFile(found[0]);
    QCOMPARE(described.row.name, std::string("guide:f16"));
    QVERIFY(described.row.fault.empty());
    QCOMPARE(described.row.architecture, std::string("qwen3moe"));
}

void LibraryTest::huggingFaceIsReadThroughItsSnapshots() {
    const FakeHome home;
    home.putHuggingFace();
    const auto found = scanAll(home, "huggingface");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].repository, QString("owner/some-model"));
    QCOMPARE(found[0].revision, QString("0123abc"));
    QCOMPARE(found[0].sha256, home.hash());
}

void LibraryTest::janAndGpt4AllAreFound() {
    const FakeHome home;
    home.putModel(".local/share/Jan/data/llamacpp/models/owner/repo/model.gguf");
    home.put(".local/share/Jan/data/llamacpp/models/owner/repo/model.yml",
             "name: Jan's own\nmodel_sha256: " + home.hash().toUtf8() + "\nsize_bytes: 3\n");
    home.putModel(".local/share/nomic.ai/GPT4All/guide.gguf");
    home.put(".local/share/nomic.ai/GPT4All/remote.rmodel", "{}");
    const auto jan = scanAll(home, "jan");
    QCOMPARE(jan.size(), 1U);
    QCOMPARE(jan[0].name, QString("Jan"));
    QCOMPARE(jan[0].sha256, home.hash());
    QCOMPARE(scanAll(home, "gpt4all").size(), 1U);
}

void LibraryTest::companionsAndLaterPartsAreLeftOut() {
    const FakeHome home;
    for (const char* name : {"mmproj-model-f16.gguf", "model.imatrix.gguf", "mtp-head.gguf",
                             "big-00002-of-00003.gguf", "big-00003-of-00003.gguf"}) {
        home.put(QString("models/") + name, "x");
    }
    const QString first = home.put("models/big-00001-of-00003.gguf", "x");
    const auto found = scanPlace({"opened", home.path("models")});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].path, first);
    QCOMPARE(partsOf(first).size(), 3);
    QVERIFY(partsOf(first).last().endsWith("big-00003-of-00003.gguf"));
}

void LibraryTest::nothingIsFoundWhereNothingIs() {
    const FakeHome home;
    for (const ScanPlace& place : knownPlaces(home.path(), QProcessEnvironment())) {
        QVERIFY2(!place.folder.startsWith(home.path()), qPrintable(place.folder));
    }
    QVERIFY(scanPlace({"lmstudio", home.path("missing")}).empty());
}

void LibraryTest::brokenFilesSayWhy() {
    const FakeHome home;
    const DescribedFile text =
        describeFile({home.put("a.gguf", "<html>Not found</html>"), "opened"});
    QVERIFY2(!text.row.fault.empty(), text.row.fault.c_str());
    const DescribedFile cut =
        describeFile({home.put("b.gguf", home.content().left(2'000'000)), "opened"});
    QVERIFY2(!cut.row.fault.empty(), cut.row.fault.c_str());
    QCOMPARE(cut.plan.weightBytes, 0ULL);
    QVERIFY(!describeFile({home.path("missing.gguf"), "opened"}).row.fault.empty());
}

void LibraryTest::foldersThatWereChosenElsewhereAreFound() {
    const FakeHome home;
    const QString moved = home.putModel("disk/lm/owner/repo/guide.gguf");
    home.put(".lmstudio/settings.json",
             QString(R"({"downloadsFolder":"%1"})").arg(home.path("disk/lm")).toUtf8());
    auto found = scanAll(home, "lmstudio");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].path, moved);
    QCOMPARE(found[0].repository, QString("owner/repo"));
    // The whole folder of the program is elsewhere.
    const FakeHome other;
    const QString inside = other.putModel("big/lmstudio/models/owner/repo/guide.gguf");
    other.put(".lmstudio-home-pointer", other.path("big/lmstudio").toUtf8() + '\n');
    found = scanAll(other, "lmstudio");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].path, inside);
    const QString chosen = other.putModel("chosen/guide.gguf");
    other.put(".config/nomic.ai/GPT4All.ini",
              "[General]\nmodelPath=" + other.path("chosen").toUtf8() + "\nthreadCount=4\n");
    found = scanAll(other, "gpt4all");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].path, chosen);
}

void LibraryTest::janSaysWhereItsFilesAre() {
    const FakeHome home;
    const QString models = ".local/share/Jan/data/llamacpp/models/";
    const QString linked = home.putModel("elsewhere/linked.gguf");
    home.put(models + "mine/model.yml",
             "name: mine\nmodel_path: \"" + linked.toUtf8() + "\"\nsize_bytes: 3\n");
    const QString inside = home.putModel(models + "owner/repo/model.gguf");
    home.put(models + "owner/repo/model.yml",
             "model_path: llamacpp/models/owner/repo/model.gguf\nname: inside\nsha256: " +
                 home.hash().toUtf8() + "\n");
    home.put(models + "gone/model.yml", "name: gone\nmodel_path: /nowhere/model.gguf\n");
    home.put(models + "evil/model.yml", "name: evil\nmodel_path: /etc/passwd\n");
    const auto found = scanAll(home, "jan");
    QCOMPARE(found.size(), 2U);
    QCOMPARE(found[0].path, inside);
    QCOMPARE(found[0].name, QString("inside"));
    QCOMPARE(found[0].sha256, home.hash());
    QCOMPARE(found[1].path, linked);
    QCOMPARE(found[1].name, QString("mine"));
    QCOMPARE(found[1].sha256, QString());
}

/// What names a blob is the hash of one part; the library knows sets.
void LibraryTest::splitSetsHaveNoHashOfOnePart() {
    const FakeHome home;
    const QString root = ".cache/huggingface/hub/models--owner--big/";
    for (int part = 1; part <= 2; ++part) {
        const QString hash(64, QChar('0' + part));
        home.put(root + "blobs/" + hash, "part");
        QDir().mkpath(home.path(root + "snapshots/0123abc"));
        QFile::link(
            "../../blobs/" + hash,
            home.path(root + QString("snapshots/0123abc/big-0000%1-of-00002.gguf").arg(part)));
    }
    const auto found = scanAll(home, "huggingface");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].sha256, QString());
    QCOMPARE(partsOf(found[0].path).size(), 2);
}

void LibraryTest::copiesAreOneRow() {
    const FakeHome home;
    home.putModel(".lmstudio/models/owner/Guide-GGUF/guide.gguf");
    home.putOllama();
    home.putHuggingFace();
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    QVERIFY(scanned(f));
    QCOMPARE(library(f).count(), 1);
    QCOMPARE(shownBy(library(f), 0, "places").toStringList().size(), 3);
    QVERIFY(shownBy(library(f), 0, "fault").toString().isEmpty());
}

/// The same name, size, beginning and end, but another byte in the middle.
void LibraryTest::copiesThatDifferAreTwo() {
    const FakeHome home;
    home.putModel(".lmstudio/models/owner/Guide-GGUF/guide.gguf");
    QByteArray other = home.content();
    other[other.size() / 2] = char(other[other.size() / 2] ^ 1);
    home.put(".local/share/nomic.ai/GPT4All/guide.gguf", other);
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    QVERIFY(scanned(f));
    QCOMPARE(library(f).count(), 2);
    QVERIFY(scanned(f)); // what was hashed is remembered
    QCOMPARE(library(f).count(), 2);
}

void LibraryTest::nothingIsCopiedOrTouched() {
    const FakeHome home;
    home.putModel(".lmstudio/models/owner/Guide-GGUF/guide.gguf");
    home.putModel(".local/share/nomic.ai/GPT4All/guide.gguf");
    home.putOllama();
    home.putHuggingFace();
    const auto listing = [&home] {
        QStringList all;
        QDirIterator files(home.path(), QDir::Files | QDir::Hidden | QDir::System,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo info(files.next());
            all << info.filePath() + ' ' + QString::number(info.size()) + ' ' +
                       QString::number(info.lastModified().toMSecsSinceEpoch());
        }
        all.sort();
        return all;
    };
    const QStringList before = listing();
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    QVERIFY(scanned(f));
    QCOMPARE(library(f).count(), 1);
    QCOMPARE(shownBy(library(f), 0, "places").toStringList().size(), 4);
    library(f).use(0);
    library(f).forget(0);
    QCOMPARE(listing(), before);
    QVERIFY(QDir(f.path({})).entryList({"*.gguf"}, QDir::Files).isEmpty());
    QVERIFY(!QDir(f.path("models")).exists());
}

void LibraryTest::ownAndForeignCopiesAreToldApart() {
    const FakeHome home;
    const QString foreign = home.putModel(".lmstudio/models/owner/Guide-GGUF/guide.gguf");
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    const QString own = f.path("models/owner/repo/guide.gguf");
    QDir().mkpath(QFileInfo(own).absolutePath());
    QVERIFY(QFile::copy(foreign, own));
    library(f).addDownloaded(own, "owner/repo", "MIT", home.hash());
    QVERIFY(scanned(f));
    QCOMPARE(library(f).count(), 1);
    QCOMPARE(shownBy(library(f), 0, "path").toString(), own);
    QVERIFY(shownBy(library(f), 0, "deleteWarning").toString().isEmpty());
    library(f).deleteFile(0); // its own only
    QVERIFY(!QFile::exists(own) && QFile::exists(foreign));
    QCOMPARE(library(f).count(), 1);
    QCOMPARE(shownBy(library(f), 0, "path").toString(), foreign);
    QVERIFY(shownBy(library(f), 0, "deleteWarning").toString().contains("LM Studio"));
    library(f).moveTo(0, QUrl::fromLocalFile(f.path({})));
    QVERIFY(shownBy(library(f), 0, "fileState").toString().isEmpty());
    QVERIFY(QFile::exists(foreign));
}

/// Whoever downloads into the folder of another program does not get its files as Conclave's.
void LibraryTest::foldersOfOthersStayTheirs() {
    const FakeHome home;
    const QString foreign = home.putModel(".lmstudio/models/owner/Guide-GGUF/guide.gguf");
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    f.app().hub()->setFolder(home.path(".lmstudio/models"));
    QVERIFY(scanned(f));
    QCOMPARE(library(f).count(), 1);
    QVERIFY(!shownBy(library(f), 0, "owned").toBool());
    QVERIFY(shownBy(library(f), 0, "deleteWarning").toString().contains("LM Studio"));
}

void LibraryTest::filesAreUsedInPlaceAndRemembered() {
    const FakeHome home;
    const QString file = home.putModel(".lmstudio/models/owner/Guide-GGUF/guide-copy.gguf");
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    QVERIFY(scanned(f));
    QCOMPARE(shownBy(library(f), 0, "source").toString(), QString("LM Studio"));
    QVERIFY(shownBy(library(f), 0, "lastUsed").toString().isEmpty());
    library(f).use(0);
    QTRY_COMPARE(QString::fromStdString(f.engine().loads().back().model.string()), file);
    QTRY_VERIFY(!shownBy(library(f), 0, "lastUsed").toString().isEmpty());
    QVERIFY(shownBy(library(f), 0, "current").toBool());
    QVERIFY(f.restart());
    QCOMPARE(library(f).count(), 1);
    QVERIFY(!shownBy(library(f), 0, "lastUsed").toString().isEmpty());
}

void LibraryTest::verifyingTellsGoodFromDamaged() {
    const FakeHome home;
    home.putOllama();
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    QVERIFY(scanned(f));
    library(f).verify(0);
    QCOMPARE(shownBy(library(f), 0, "fileState").toString(), QString("verifying"));
    QTRY_VERIFY_WITH_TIMEOUT(!shownBy(library(f), 0, "verified").toString().isEmpty(), 20'000);
    QVERIFY(shownBy(library(f), 0, "fault").toString().isEmpty());
    // One byte of the weights flips on the disk.
    QFile blob(home.path(".ollama/models/blobs/sha256-" + home.hash()));
    QVERIFY(blob.open(QIODevice::ReadWrite));
    QVERIFY(blob.seek(blob.size() / 2));
    const char before = home.content()[blob.size() / 2];
    QVERIFY(blob.putChar(static_cast<char>(before ^ 1)));
    blob.close();
    library(f).verify(0);
    QTRY_VERIFY_WITH_TIMEOUT(shownBy(library(f), 0, "fault").toString().contains("damaged"),
                             20'000);
}

void LibraryTest::deletingFreesBytesAndKeepsForeignFiles() {
    const FakeHome home;
    home.putOllama();
    AppFixture f;
    f.setPlaces([&home] { return knownPlaces(home.path(), QProcessEnvironment()); });
    QVERIFY(f.start());
    QVERIFY(scanned(f));
    QVERIFY(!shownBy(library(f), 0, "canDelete").toBool());
    library(f).deleteFile(0);
    QVERIFY(QFile::exists(home.path(".ollama/models/blobs/sha256-" + home.hash())));
    library(f).forget(0);
    QCOMPARE(library(f).count(), 0);
    // One that Conclave downloaded goes with its folder and licence.
    const QString own = f.path("models/owner/repo/guide.gguf");
    QDir().mkpath(QFileInfo(own).absolutePath());
    QVERIFY(QFile::copy(QString::fromStdString(guidePath().string()), own));
    QVERIFY(QFile::copy(QString::fromStdString(guidePath().string()),
                        f.path("models/owner/repo/licence.txt")));
    library(f).addDownloaded(own, "owner/repo", "MIT", home.hash());
    QCOMPARE(library(f).count(), 1);
    QVERIFY(shownBy(library(f), 0, "owned").toBool());
    QVERIFY(!shownBy(library(f), 0, "verified").toString().isEmpty());
    QVERIFY(library(f).installed().contains("owner/repo F16"));
    library(f).deleteFile(0);
    QVERIFY(!QFile::exists(own));
    QVERIFY(!QDir(f.path("models/owner")).exists());
    // What the hub calls the file counts, not what it says inside.
    const QString named = f.path("models/owner/repo/guide-UD-Q4_K_XL.gguf");
    QDir().mkpath(QFileInfo(named).absolutePath());
    QVERIFY(QFile::copy(QString::fromStdString(guidePath().string()), named));
    library(f).addDownloaded(named, "owner/repo", "MIT", home.hash());
    QCOMPARE(library(f).installed().keys(), QStringList{"owner/repo UD-Q4_K_XL"});
    library(f).deleteFile(0);
    QCOMPARE(library(f).count(), 0);
    QVERIFY2(f.notices().last().contains("22 MB"), qPrintable(f.notices().last()));
}

void LibraryTest::movingTakesTheFileAlong() {
    AppFixture f;
    QVERIFY(f.start());
    const QString own = f.path("models/owner/repo/guide.gguf");
    QDir().mkpath(QFileInfo(own).absolutePath());
    QVERIFY(QFile::copy(QString::fromStdString(guidePath().string()), own));
    library(f).addDownloaded(own, "owner/repo", "MIT", {});
    QDir().mkpath(f.path("elsewhere"));
    library(f).moveTo(0, QUrl::fromLocalFile(f.path("elsewhere")));
    const QString moved = f.path("elsewhere/guide.gguf");
    QTRY_COMPARE(shownBy(library(f), 0, "path").toString(), moved);
    QVERIFY(QFile::exists(moved) && !QFile::exists(own));
    QVERIFY(shownBy(library(f), 0, "owned").toBool());
    // Where a file of that name is already, nothing is overwritten.
    QDir().mkpath(f.path("full"));
    QVERIFY(QFile::copy(moved, f.path("full/guide.gguf")));
    library(f).moveTo(0, QUrl::fromLocalFile(f.path("full")));
    QTRY_VERIFY(!f.notices().isEmpty());
    QVERIFY(QFile::exists(moved));
}

void LibraryTest::droppedFilesAreImported() {
    const FakeHome home;
    const QString one = home.putModel("dropped/one.gguf");
    AppFixture f;
    QVERIFY(f.start());
    library(f).importUrls({QUrl::fromLocalFile(one)});
    QTRY_COMPARE(f.app().models()->currentPath(), one);
    QTRY_COMPARE(library(f).count(), 1);
    home.put("dropped/two.gguf", "not a model");
    library(f).importUrls({QUrl::fromLocalFile(home.path("dropped"))});
    QTRY_COMPARE(library(f).count(), 2);
    QCOMPARE(f.app().models()->currentPath(), one);
    library(f).importUrls({QUrl::fromLocalFile(home.path("nothing here"))});
    QVERIFY(f.notices().last().contains("no GGUF file"));
}

} // namespace conclave

QTEST_MAIN(conclave::LibraryTest)
#include "library_test.moc"
