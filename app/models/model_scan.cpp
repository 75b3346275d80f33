// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_scan.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace conclave {

namespace {

constexpr qsizetype kDeepest = 8;
constexpr int kMostFiles = 20'000; ///< of any kind in one place
constexpr qint64 kLargestManifest = 1 << 20;

const QRegularExpression& shard() {
    static const QRegularExpression kShard(QStringLiteral("^(.*)-(\\d{5})-of-(\\d{5})\\.gguf$"),
                                           QRegularExpression::CaseInsensitiveOption);
    return kShard;
}

/// Companions of models, by the names their publishers give them.
bool isModelName(const QString& name) {
    static const QRegularExpression kCompanion(
        QStringLiteral("mmproj|imatrix|^(mtp|eagle3|dflash|dspark)-"),
        QRegularExpression::CaseInsensitiveOption);
    const auto part = shard().match(name);
    return name.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive) &&
           !kCompanion.match(name).hasMatch() &&
           (!part.hasMatch() || part.captured(2).toInt() == 1);
}

/// Calls `take` with every model file below the folder.
template <class Take> void eachModel(const QString& folder, Take&& take) {
    const qsizetype depth = QDir::cleanPath(folder).count(QLatin1Char('/'));
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    for (int seen = 0; files.hasNext() && seen < kMostFiles; ++seen) {
        const QString path = files.next();
        if (path.count(QLatin1Char('/')) - depth <= kDeepest && isModelName(files.fileName())) {
            take(path);
        }
    }
}

QByteArray smallFile(const QString& path) {
    QFile file(path);
    return file.size() <= kLargestManifest && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                             : QByteArray();
}

bool isHash(const QString& text) {
    static const QRegularExpression kHash(QStringLiteral("^[0-9a-f]{64}$"));
    return kHash.match(text).hasMatch();
}

/// "owner/name" of <folder>/owner/name/file.
QString repositoryOf(const QString& folder, const QString& path) {
    const QStringList parts = QDir(folder).relativeFilePath(path).split(QLatin1Char('/'));
    return parts.size() >= 3 ? parts[0] + QLatin1Char('/') + parts[1] : QString();
}

/// Manifests name the layers of a model; the one of this type is the GGUF file.
void addOllamaModel(const ScanPlace& place, const QString& manifest,
                    std::vector<FoundFile>& found) {
    static const QRegularExpression kDigest(QStringLiteral("^sha256[:-]([0-9a-f]{64})$"));
    const QJsonArray layers =
        QJsonDocument::fromJson(smallFile(manifest)).object()[QStringLiteral("layers")].toArray();
    FoundFile file;
    for (const QJsonValue& value : layers) {
        const QJsonObject layer = value.toObject();
        const QString type = layer[QStringLiteral("mediaType")].toString();
        const auto digest = kDigest.match(layer[QStringLiteral("digest")].toString());
        if (!digest.hasMatch()) {
            continue;
        }
        const QString blob = place.folder + QStringLiteral("/blobs/sha256-") + digest.captured(1);
        if (type == QLatin1String("application/vnd.ollama.image.model")) {
            file.path = blob;
            file.sha256 = digest.captured(1);
        } else if (type == QLatin1String("application/vnd.ollama.image.license")) {
            file.licence = QString::fromUtf8(smallFile(blob))
                               .trimmed()
                               .section(QLatin1Char('\n'), 0, 0)
                               .trimmed();
        }
    }
    const QStringList parts =
        QDir(place.folder + QStringLiteral("/manifests")).relativeFilePath(manifest).split('/');
    if (file.path.isEmpty() || parts.size() < 3) {
        return;
    }
    file.source = place.source;
    file.name = parts[parts.size() - 2] + QLatin1Char(':') + parts.last();
    found.push_back(file);
}

std::vector<FoundFile> scanOllama(const ScanPlace& place) {
    std::vector<FoundFile> found;
    QDirIterator manifests(place.folder + QStringLiteral("/manifests"), QDir::Files,
                           QDirIterator::Subdirectories);
    for (int seen = 0; manifests.hasNext() && seen < kMostFiles; ++seen) {
        addOllamaModel(place, manifests.next(), found);
    }
    return found;
}

/// models--owner--name/snapshots/<commit>/<file>, a link to blobs/<hash>.
void completeFromHuggingFace(const QString& folder, FoundFile& file) {
    const QStringList parts = QDir(folder).relativeFilePath(file.path).split(QLatin1Char('/'));
    const QStringList names = parts[0].split(QStringLiteral("--"));
    if (names.size() >= 3 && names[0] == QLatin1String("models")) {
        file.repository = names[1] + QLatin1Char('/') + names.mid(2).join(QStringLiteral("--"));
    }
    if (parts.size() > 3 && parts[1] == QLatin1String("snapshots")) {
        file.revision = parts[2];
    }
    const QString blob = QFileInfo(QFileInfo(file.path).canonicalFilePath()).fileName();
    if (isHash(blob) && partsOf(file.path).size() == 1) { // of a split set it is that of one part
        file.sha256 = blob;
    }
}

/// Jan describes a model in a model.yml; the file lies beside it, or where `model_path` says: below
/// Jan's folder for data, or anywhere if the user has linked it.
std::vector<FoundFile> scanJan(const ScanPlace& place) {
    static const QRegularExpression kLine(
        QStringLiteral("^\\s*(name|model_path|model_sha256|sha256):[ \\t]*[\"']?([^\"'\\n]+)"),
        QRegularExpression::MultilineOption);
    const QDir data(place.folder + QStringLiteral("/../.."));
    std::map<QString, FoundFile> found; // by path
    eachModel(place.folder,
              [&](const QString& path) { found[path] = {path, place.source, {}, {}, {}, {}, {}}; });
    QDirIterator notes(place.folder, {QStringLiteral("model.yml")}, QDir::Files,
                       QDirIterator::Subdirectories);
    for (int seen = 0; notes.hasNext() && seen < kMostFiles; ++seen) {
        const QString note = notes.next();
        QString name, hash, path = QFileInfo(note).absolutePath() + QStringLiteral("/model.gguf");
        for (auto lines = kLine.globalMatch(QString::fromUtf8(smallFile(note))); lines.hasNext();) {
            const auto line = lines.next();
            const QString value = line.captured(2).trimmed();
            if (line.captured(1) == QLatin1String("name")) {
                name = value;
            } else if (line.captured(1) == QLatin1String("model_path")) {
                path = QDir::cleanPath(data.absoluteFilePath(value));
            } else if (isHash(value.toLower())) {
                hash = value.toLower();
            }
        }
        if (!isModelName(QFileInfo(path).fileName()) || !QFileInfo(path).isFile()) {
            continue;
        }
        FoundFile& file = found[path];
        file.path = path;
        file.source = place.source;
        file.name = name;
        file.sha256 = partsOf(path).size() == 1 ? hash : QString();
    }
    std::vector<FoundFile> files;
    for (const auto& [path, file] : found) {
        files.push_back(file);
    }
    return files;
}

/// Where LM Studio was told to keep its models; empty: nowhere else.
QString lmStudioFolder(const QString& home) {
    return QJsonDocument::fromJson(smallFile(home + QStringLiteral("/settings.json")))
        .object()[QStringLiteral("downloadsFolder")]
        .toString();
}

QString gpt4AllFolder(const QString& home) {
    static const QRegularExpression kPath(QStringLiteral("^modelPath=\"?([^\"\\n]+)"),
                                          QRegularExpression::MultilineOption);
    const QByteArray settings = smallFile(home + QStringLiteral("/.config/nomic.ai/GPT4All.ini"));
    return kPath.match(QString::fromUtf8(settings)).captured(1).trimmed();
}

} // namespace

std::vector<ScanPlace> knownPlaces(const QString& home, const QProcessEnvironment& environment) {
    const QString roaming = environment.value(QStringLiteral("APPDATA"));
    const QString local = environment.value(QStringLiteral("LOCALAPPDATA"));
    const QString library = home + QStringLiteral("/Library/Application Support");
    const QString huggingFace = environment.value(QStringLiteral("HF_HOME"));
    // LM Studio writes down where its own folder is if that is not the usual one.
    const QString lmStudio =
        QString::fromUtf8(smallFile(home + QStringLiteral("/.lmstudio-home-pointer"))).trimmed();
    const std::vector<ScanPlace> candidates = {
        {"lmstudio", home + "/.lmstudio/models"},
        {"lmstudio", home + "/.cache/lm-studio/models"},
        {"lmstudio", lmStudio.isEmpty() ? QString() : lmStudio + "/models"},
        {"lmstudio", lmStudioFolder(lmStudio.isEmpty() ? home + "/.lmstudio" : lmStudio)},
        {"ollama", environment.value(QStringLiteral("OLLAMA_MODELS"))},
        {"ollama", home + "/.ollama/models"},
        {"ollama", "/usr/share/ollama/.ollama/models"},
        {"huggingface", environment.value(QStringLiteral("HF_HUB_CACHE"))},
        {"huggingface", huggingFace.isEmpty() ? QString() : huggingFace + "/hub"},
        {"huggingface", home + "/.cache/huggingface/hub"},
        {"llamacpp", home + "/.cache/llama.cpp"},
        {"jan", home + "/.local/share/Jan/data/llamacpp/models"},
        {"jan", library + "/Jan/data/llamacpp/models"},
        {"jan", roaming.isEmpty() ? QString() : roaming + "/Jan/data/llamacpp/models"},
        {"gpt4all", home + "/.local/share/nomic.ai/GPT4All"},
        {"gpt4all", gpt4AllFolder(home)},
        {"gpt4all", library + "/nomic.ai/GPT4All"},
        {"gpt4all", local.isEmpty() ? QString() : local + "/nomic.ai/GPT4All"},
    };
    std::vector<ScanPlace> places;
    QStringList known;
    for (const ScanPlace& place : candidates) {
        const QString folder = QFileInfo(place.folder).canonicalFilePath();
        if (!place.folder.isEmpty() && !folder.isEmpty() && !known.contains(folder)) {
            known << folder;
            places.push_back(place);
        }
    }
    return places;
}

std::vector<FoundFile> scanPlace(const ScanPlace& place) {
    if (place.source == QLatin1String("ollama")) {
        return scanOllama(place);
    }
    if (place.source == QLatin1String("jan")) {
        return scanJan(place);
    }
    std::vector<FoundFile> found;
    eachModel(place.folder, [&](const QString& path) {
        FoundFile file;
        file.path = path;
        file.source = place.source;
        if (place.source == QLatin1String("lmstudio") || place.source == QLatin1String("hub")) {
            file.repository = repositoryOf(place.folder, path);
        } else if (place.source == QLatin1String("huggingface")) {
            completeFromHuggingFace(place.folder, file);
        }
        found.push_back(file);
    });
    std::sort(found.begin(), found.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
    return found;
}

QStringList partsOf(const QString& path) {
    const QFileInfo info(path);
    const auto first = shard().match(info.fileName());
    if (!first.hasMatch()) {
        return {path};
    }
    QStringList parts;
    const int count = first.captured(3).toInt();
    for (int part = 1; part <= count; ++part) {
        parts << info.absolutePath() + QStringLiteral("/%1-%2-of-%3.gguf")
                                           .arg(first.captured(1))
                                           .arg(part, 5, 10, QLatin1Char('0'))
                                           .arg(first.captured(3));
    }
    return parts;
}

QString sourceText(const QString& source) {
    return source == QLatin1String("lmstudio")      ? QStringLiteral("LM Studio")
           : source == QLatin1String("ollama")      ? QStringLiteral("Ollama")
           : source == QLatin1String("huggingface") ? QStringLiteral("Hugging Face")
           : source == QLatin1String("llamacpp")    ? QStringLiteral("llama.cpp")
           : source == QLatin1String("jan")         ? QStringLiteral("Jan")
           : source == QLatin1String("gpt4all")     ? QStringLiteral("GPT4All")
           : source == QLatin1String("made")
               ? QCoreApplication::translate("conclave::LibraryModel", "made here")
           : source == QLatin1String("hub")
               ? QCoreApplication::translate("conclave::LibraryModel", "downloaded")
               : QCoreApplication::translate("conclave::LibraryModel", "opened by you");
}

} // namespace conclave
