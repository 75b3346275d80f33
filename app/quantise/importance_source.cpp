// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/quantise/importance_source.h"

#include "engine/error.h"
#include "engine/evaluate/evaluate.h"
#include "engine/evaluate/fingerprint.h"
#include "engine/gguf/gguf_file.h"
#include "engine/gguf/model_summary.h"
#include "engine/quantize/importance_collector.h"
#include "engine/text/token_chunks.h"
#include "engine/text/tokenizer.h"
#include "engine/vulkan/system_memory.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace conclave {

namespace {

constexpr std::uint64_t kContext = 512; ///< tokens of a chunk, as published matrices have it

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ImportanceSource)
};

struct Text {
    QByteArray bytes;
    QString name; ///< kept in the matrix
    bool conversation = false;
};

Text readText(const QString& path) {
    Text text;
    QString place = path;
    if (path.isEmpty()) {
        const auto shipped = importanceText();
        place = shipped ? QString::fromStdString(shipped->path.string()) : QString();
        text.conversation = true;
    }
    text.name = QFileInfo(place).fileName();
    QFile file(place);
    if (!file.open(QFile::ReadOnly)) {
        const QString sentence =
            path.isEmpty() ? Words::tr("Cannot read the text that importance is computed from; "
                                       "installing the program again brings it back.")
                           : Words::tr("Cannot read %1; choose another text.").arg(text.name);
        throw Error(ErrorKind::io, sentence.toStdString());
    }
    text.bytes = file.readAll();
    return text;
}

/// Everything that the matrix depends on.
QString keyOf(const GgufFile& model, const Text& text) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayLiteral(CONCLAVE_VERSION));
    hash.addData(QByteArray::fromStdString(quality::fingerprint(model)));
    hash.addData(text.bytes);
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

std::optional<QString> computedImportance(const QString& model, const QString& text,
                                          const QString& folder,
                                          const std::function<bool(double)>& progress) {
    const GgufFile file(model.toStdString());
    const Text source = readText(text);
    const QString path = QDir(folder).filePath(keyOf(file, source) + QStringLiteral(".gguf"));
    if (QFileInfo::exists(path)) {
        return path;
    }
    if (!QDir().mkpath(folder)) {
        throw Error(
            ErrorKind::io,
            Words::tr("Cannot make the folder %1; is the disk full?").arg(folder).toStdString());
    }
    const auto context =
        static_cast<std::uint32_t>(std::min(kContext, summarise(file).contextLength));
    const TokenChunks chunks =
        cutIntoChunks(Tokenizer(file), source.bytes.toStdString(), {source.conversation, context});
    ImportanceRequest request;
    for (std::uint32_t i = 0; i < chunks.count; ++i) {
        request.chunks.push_back(chunks.chunk(i));
    }
    request.dataset = source.name.toStdString();
    request.output = path.toStdString();
    request.memoryBytes = availableSystemBytes();
    request.progress = progress;
    return computeImportance(file, request) ? std::optional(path) : std::nullopt;
}

} // namespace conclave
