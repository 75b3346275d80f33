// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_json.h"

#include "app/hub/hub_names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace conclave {

namespace {

constexpr qint64 kLargestFile = qint64(16) << 40;
constexpr qsizetype kLongestText = 4096; ///< of a label
constexpr qsizetype kLongestTemplate = 1 << 20;

QString textIn(const QJsonValue& value, qsizetype limit = kLongestText) {
    const QString text = value.toString();
    return text.size() <= limit ? text : QString();
}

qint64 countIn(const QJsonValue& value) {
    return std::max<qint64>(value.toInteger(), 0);
}

/// "auto", "manual" or nothing: the field is false or a word.
QString gatedIn(const QJsonValue& value) {
    const QString word = textIn(value);
    return value.isBool() && value.toBool() ? QStringLiteral("manual")
           : word == QLatin1String("auto") || word == QLatin1String("manual") ? word
                                                                              : QString();
}

QStringList tagsIn(const QJsonValue& value) {
    QStringList tags;
    for (const QJsonValue& tag : value.toArray()) {
        if (const QString text = textIn(tag); !text.isEmpty() && tags.size() < 500)
            tags << text;
    }
    return tags;
}

QString licenceIn(const QJsonObject& model, const QStringList& tags) {
    const QJsonValue licence = model[QLatin1String("cardData")][QLatin1String("license")];
    const QString stated = textIn(licence.isArray() ? licence[0] : licence);
    if (!stated.isEmpty())
        return stated;
    for (const QString& tag : tags) {
        if (tag.startsWith(QLatin1String("license:")))
            return tag.mid(8);
    }
    return {};
}

/// Nothing if the name cannot be one.
std::optional<HubSummary> summaryIn(const QJsonObject& model) {
    HubSummary summary;
    summary.repository = textIn(model[QLatin1String("id")]);
    if (summary.repository.isEmpty())
        summary.repository = textIn(model[QLatin1String("modelId")]);
    if (!isRepositoryName(summary.repository))
        return std::nullopt;
    summary.downloads = countIn(model[QLatin1String("downloads")]);
    summary.likes = countIn(model[QLatin1String("likes")]);
    summary.lastModified =
        QDateTime::fromString(textIn(model[QLatin1String("lastModified")]), Qt::ISODateWithMs);
    summary.tags = tagsIn(model[QLatin1String("tags")]);
    summary.licence = licenceIn(model, summary.tags);
    summary.gated = gatedIn(model[QLatin1String("gated")]);
    const QJsonValue gguf = model[QLatin1String("gguf")];
    summary.architecture = textIn(gguf[QLatin1String("architecture")]);
    summary.parameters = countIn(gguf[QLatin1String("total")]);
    summary.contextLength = countIn(gguf[QLatin1String("context_length")]);
    summary.chatTemplate = textIn(gguf[QLatin1String("chat_template")], kLongestTemplate);
    return summary;
}

QString sha256In(const QJsonValue& value) {
    QString hash = textIn(value).toLower();
    if (hash.startsWith(QLatin1String("sha256:")) || hash.startsWith(QLatin1String("sha256-")))
        hash.remove(0, 7);
    return isSha256(hash) ? hash : QString();
}

QString gitHashIn(const QJsonValue& value) {
    const QString hash = textIn(value).toLower();
    return isGitHash(hash) ? hash : QString();
}

std::optional<quint64> sizeIn(const QJsonValue& value) {
    const qint64 bytes = value.toInteger(-1);
    if (bytes < 0 || bytes > kLargestFile)
        return std::nullopt;
    return static_cast<quint64>(bytes);
}

/// The members of a file's object: lists spell them differently.
struct FileSpelling {
    const char* path;
    const char* gitHash;
    const char* sha256; ///< within "lfs"
};

std::optional<HubFile> fileIn(const QJsonValue& entry, const FileSpelling& spelling) {
    const QString path = textIn(entry[QLatin1String(spelling.path)]);
    const QJsonValue lfs = entry[QLatin1String("lfs")];
    const auto bytes = sizeIn(lfs.isObject() && lfs[QLatin1String("size")].isDouble()
                                  ? lfs[QLatin1String("size")]
                                  : entry[QLatin1String("size")]);
    if (!isSafePath(path) || !bytes)
        return std::nullopt;
    const bool xet = entry[QLatin1String("xetHash")].isString();
    // Git's own hash is of the bytes unless these lie elsewhere; then it is of a note.
    const QString hash = lfs.isObject() || xet ? sha256In(lfs[QLatin1String(spelling.sha256)])
                                               : gitHashIn(entry[QLatin1String(spelling.gitHash)]);
    return HubFile{path, *bytes, hash, xet};
}

std::optional<OllamaLayer> layerIn(const QJsonValue& value) {
    const auto bytes = sizeIn(value[QLatin1String("size")]);
    OllamaLayer layer{textIn(value[QLatin1String("mediaType")]),
                      sha256In(value[QLatin1String("digest")]), bytes.value_or(0)};
    if (!bytes || layer.sha256.isEmpty())
        return std::nullopt;
    return layer;
}

} // namespace

std::optional<QList<HubSummary>> summariesIn(const QByteArray& json) {
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return std::nullopt;
    QList<HubSummary> models;
    for (const QJsonValue& value : document.array()) {
        if (auto summary = summaryIn(value.toObject()))
            models.append(std::move(*summary));
    }
    return models;
}

std::optional<HubModel> modelIn(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    auto summary = summaryIn(object);
    if (!summary)
        return std::nullopt;
    HubModel model;
    model.summary = std::move(*summary);
    model.commit = textIn(object[QLatin1String("sha")]);
    if (!isRevision(model.commit))
        model.commit.clear();
    const QJsonValue card = object[QLatin1String("cardData")];
    model.licenceName = textIn(card[QLatin1String("license_name")]);
    model.licenceLink = textIn(card[QLatin1String("license_link")]);
    for (const QJsonValue& entry : object[QLatin1String("siblings")].toArray()) {
        if (const auto file = fileIn(entry, {"rfilename", "blobId", "sha256"}))
            model.files.append(*file);
    }
    return model;
}

std::optional<QList<HubFile>> filesIn(const QByteArray& json) {
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return std::nullopt;
    QList<HubFile> files;
    for (const QJsonValue& entry : document.array()) {
        if (textIn(entry[QLatin1String("type")]) != QLatin1String("file"))
            continue;
        if (const auto file = fileIn(entry, {"path", "oid", "oid"}))
            files.append(*file);
    }
    return files;
}

std::optional<QList<OllamaLayer>> layersIn(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object[QLatin1String("layers")].isArray())
        return std::nullopt;
    QJsonArray all = object[QLatin1String("layers")].toArray();
    all.prepend(object[QLatin1String("config")]);
    QList<OllamaLayer> layers;
    for (const QJsonValue& value : all) {
        if (auto layer = layerIn(value))
            layers.append(std::move(*layer));
    }
    return layers;
}

void takeOllamaConfig(const QByteArray& json, HubModel& model) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    model.summary.architecture = textIn(object[QLatin1String("model_family")]);
    const QString label = textIn(object[QLatin1String("file_type")]).left(20);
    for (HubQuant& quant : model.quants) {
        if (!quant.projector && quant.label.isEmpty())
            quant.label = label;
    }
}

QString hashInTag(const QByteArray& tag) {
    QString text = QString::fromLatin1(tag).trimmed().toLower();
    if (text.startsWith(QLatin1String("w/")))
        text.remove(0, 2);
    text.remove(QLatin1Char('"'));
    return isFileHash(text) ? text : QString();
}

QUrl nextPageIn(const QByteArray& linkHeader) {
    static const QRegularExpression kNext(QStringLiteral("<([^<>]+)>[^,<]*;\\s*rel=\"?next\"?"));
    return QUrl(kNext.match(QString::fromLatin1(linkHeader)).captured(1));
}

} // namespace conclave
