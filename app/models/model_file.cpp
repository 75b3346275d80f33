// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/models/model_file.h"

#include "engine/error.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace conclave {

namespace {

constexpr qint64 kSampleBytes = 256 << 10;
constexpr qint64 kChunkBytes = 4 << 20;

/// The same for copies of one file, without reading it whole: its size, begin and end.
QString identityOf(const QString& path, qint64 bytes) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(bytes));
    hash.addData(file.read(kSampleBytes));
    if (file.seek(std::max<qint64>(0, file.size() - kSampleBytes))) {
        hash.addData(file.read(kSampleBytes));
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

DescribedFile describeFile(const FoundFile& found) {
    DescribedFile described;
    storage::ModelFileRow& row = described.row;
    const QFileInfo info(found.path);
    row.path = found.path.toStdString();
    row.bytes = info.size();
    row.modifiedAt = info.lastModified().toMSecsSinceEpoch();
    row.name = (found.name.isEmpty() ? info.completeBaseName() : found.name).toStdString();
    row.source = found.source.toStdString();
    row.owned = found.source == QLatin1String("hub");
    row.repository = found.repository.toStdString();
    row.revision = found.revision.toStdString();
    row.expectedSha256 = found.sha256.toStdString();
    row.licence = found.licence.toStdString();
    row.addedAt = QDateTime::currentMSecsSinceEpoch();
    try {
        const GgufFile file(found.path.toStdString());
        const ModelSummary summary = summarise(file);
        row.bytes = static_cast<std::int64_t>(summary.fileBytes);
        // Ollama's files have no telling names; elsewhere the model names itself.
        if (found.source != QLatin1String("ollama")) {
            row.name = summary.name;
        }
        row.architecture = summary.architecture;
        row.quantisation = summary.quantisation;
        row.bitsPerWeight = summary.bitsPerWeight;
        row.parameters = static_cast<std::int64_t>(summary.parameters);
        row.activeParameters = static_cast<std::int64_t>(summary.activeParameters);
        row.contextLength = static_cast<std::int64_t>(summary.contextLength);
        if (row.licence.empty()) {
            row.licence = file.findString("general.license").value_or("");
        }
        row.identity = identityOf(found.path, row.bytes).toStdString();
        described.plan = planModel(file.metadata(), file.tensors());
    } catch (const Error& error) {
        row.fault = error.what();
    }
    return described;
}

QString hashOf(const QStringList& parts, const FileProgress& progress) {
    qint64 total = 0, done = 0;
    for (const QString& part : parts) {
        total += QFileInfo(part).size();
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString& part : parts) {
        QFile file(part);
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        while (!file.atEnd()) {
            const QByteArray chunk = file.read(kChunkBytes);
            if (chunk.isEmpty()) {
                return {};
            }
            hash.addData(chunk);
            done += chunk.size();
            if (!progress(double(done) / double(std::max<qint64>(total, 1)))) {
                return {};
            }
        }
    }
    return QString::fromLatin1(hash.result().toHex());
}

std::optional<std::uint64_t> deleteFiles(const QStringList& parts, const QString& root) {
    std::uint64_t freed = 0;
    for (const QString& part : parts) {
        const QFileInfo info(part);
        const qint64 bytes = info.isSymLink() ? 0 : info.size(); // what it points to stays
        if (QFile::exists(part) && !QFile::remove(part)) {
            return {};
        }
        freed += static_cast<std::uint64_t>(bytes);
    }
    if (!root.isEmpty()) {
        QDir folder(QFileInfo(parts.first()).absolutePath());
        const QString top = QDir(root).absolutePath() + QLatin1Char('/');
        // The licence lies beside the models it is of; without them it has no use.
        if (folder.absolutePath().startsWith(top) &&
            folder.entryList({QStringLiteral("*.gguf")}, QDir::Files).isEmpty()) {
            QFile::remove(folder.filePath(QStringLiteral("licence.txt")));
        }
        while (folder.absolutePath().startsWith(top) && folder.isEmpty() &&
               QDir().rmdir(folder.absolutePath())) {
            folder = QDir(QFileInfo(folder.absolutePath()).absolutePath());
        }
    }
    return freed;
}

QString moveFiles(const QStringList& parts, const QString& folder) {
    QStringList moved;
    QDir().mkpath(folder);
    for (const QString& part : parts) {
        const QString target = folder + QLatin1Char('/') + QFileInfo(part).fileName();
        if (QFile::exists(target) || !QFile::rename(part, target)) {
            for (qsizetype i = 0; i < moved.size(); ++i) { // back to where all parts were
                QFile::rename(moved[i], parts[i]);
            }
            return {};
        }
        moved << target;
    }
    return moved.first();
}

} // namespace conclave
