// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "app/hub/hub_names.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace conclave {

namespace {

using R = QRegularExpression;

bool matches(const QString& text, const QString& pattern) {
    return R(R::anchoredPattern(pattern)).match(text).hasMatch();
}

/// CON, PRN, COM1... also with an ending: Windows opens the device.
bool isReserved(const QString& part) {
    return matches(part.section(QLatin1Char('.'), 0, 0).toUpper(),
                   QStringLiteral("CON|PRN|AUX|NUL|(COM|LPT)[0-9]"));
}

bool isSafePart(const QString& part) {
    const auto isBad = [](QChar c) {
        return c < QChar(0x20) || c == QChar(0x7f) || c == QLatin1Char('\\') ||
               QStringLiteral(":*?\"<>|").contains(c) || c.category() == QChar::Other_Format ||
               c.isNonCharacter();
    };
    return !part.isEmpty() && part != QLatin1String(".") && part != QLatin1String("..") &&
           part.toUtf8().size() <= 255 && !part.endsWith(QLatin1Char('.')) &&
           !part.endsWith(QLatin1Char(' ')) && !part.startsWith(QLatin1Char(' ')) &&
           !isReserved(part) && std::none_of(part.begin(), part.end(), isBad);
}

QString unescaped(const QString& text) {
    return QUrl::fromPercentEncoding(text.toUtf8());
}

/// "owner/repo[:selection]".
std::optional<ModelReference> hubReference(const QString& text) {
    const QString repository = text.section(QLatin1Char(':'), 0, 0);
    const QString selection = text.section(QLatin1Char(':'), 1);
    const bool hasColon = text.contains(QLatin1Char(':'));
    if (!isRepositoryName(repository) || (hasColon && !isSafePath(selection)))
        return std::nullopt;
    return ModelReference{HubKind::huggingFace, {}, repository, {}, selection};
}

/// "[host[:port]/][namespace/]name[:tag]"; a host has a dot or a port, as Ollama has it.
std::optional<ModelReference> ollamaReference(const QString& text) {
    QStringList parts = text.split(QLatin1Char('/'));
    ModelReference reference{HubKind::ollama, {}, {}, {}, {}};
    if (parts.size() > 1 &&
        matches(parts.first(), QStringLiteral("[A-Za-z0-9.-]*[.:][A-Za-z0-9.:-]+|localhost")))
        reference.registry = parts.takeFirst();
    const QString last = parts.takeLast();
    reference.revision = last.contains(QLatin1Char(':')) ? last.section(QLatin1Char(':'), 1)
                                                         : QStringLiteral("latest");
    parts.append(last.section(QLatin1Char(':'), 0, 0));
    if (parts.size() == 1)
        parts.prepend(QStringLiteral("library"));
    reference.repository = parts.join(QLatin1Char('/'));
    if (!isRepositoryName(reference.repository) || !isOllamaTag(reference.revision))
        return std::nullopt;
    return reference;
}

/// The path of an address at a hub, without the slash in front.
std::optional<ModelReference> pageReference(const QString& path) {
    QStringList parts = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const char* prefix : {"api", "models"}) {
        if (!parts.isEmpty() && parts.first() == QLatin1String(prefix))
            parts.removeFirst();
    }
    if (parts.size() < 2)
        return std::nullopt;
    auto reference = hubReference(parts[0] + QLatin1Char('/') + parts[1]);
    if (!reference || parts.size() == 2)
        return reference;
    const QString view = parts[2];
    if (view != QLatin1String("tree") && view != QLatin1String("blob") &&
        view != QLatin1String("resolve"))
        return reference; // discussions and the like: the model is meant
    reference->revision = parts.value(3);
    reference->selection = parts.mid(4).join(QLatin1Char('/'));
    if (!isRevision(reference->revision) ||
        (!reference->selection.isEmpty() && !isSafePath(reference->selection)))
        return std::nullopt;
    if (view == QLatin1String("tree"))
        reference->selection.clear();
    return reference;
}

std::optional<ModelReference> addressReference(const QUrl& url) {
    if (url.scheme() == QLatin1String("conclave")) {
        const QUrlQuery query(url);
        const QString file = query.queryItemValue(QStringLiteral("file"), QUrl::FullyDecoded);
        return referenceIn(query.queryItemValue(QStringLiteral("model"), QUrl::FullyDecoded) +
                           (file.isEmpty() ? QString() : QLatin1Char(':') + file));
    }
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return std::nullopt;
    const QString path = unescaped(url.path(QUrl::FullyEncoded)).mid(1);
    if (url.host() == QLatin1String("ollama.com") || url.host() == QLatin1String("www.ollama.com"))
        return ollamaReference(path);
    return pageReference(path);
}

} // namespace

bool isRepositoryName(const QString& name) {
    static const R kName(R::anchoredPattern(
        QStringLiteral("[A-Za-z0-9_-][A-Za-z0-9._-]{0,95}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,95}")));
    return kName.match(name).hasMatch() && !name.contains(QLatin1String("..")) &&
           !name.endsWith(QLatin1Char('.')) && !name.contains(QLatin1String("./")) &&
           !isReserved(name.section(QLatin1Char('/'), 0, 0)) &&
           !isReserved(name.section(QLatin1Char('/'), 1));
}

bool isSafePath(const QString& path) {
    const QStringList parts = path.split(QLatin1Char('/'));
    return path.toUtf8().size() <= 1024 &&
           !path.endsWith(QLatin1String(".part"), Qt::CaseInsensitive) &&
           std::all_of(parts.begin(), parts.end(), isSafePart);
}

bool isGitHash(const QString& text) {
    static const R kGitHash(R::anchoredPattern(QStringLiteral("[0-9a-f]{40}")));
    return kGitHash.match(text).hasMatch();
}

bool isSha256(const QString& text) {
    static const R kHash(R::anchoredPattern(QStringLiteral("[0-9a-f]{64}")));
    return kHash.match(text).hasMatch();
}

bool isFileHash(const QString& text) {
    return isSha256(text) || isGitHash(text);
}

bool isRevision(const QString& text) {
    static const R kRevision(
        R::anchoredPattern(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}")));
    return kRevision.match(text).hasMatch() && !text.contains(QLatin1String(".."));
}

bool isOllamaTag(const QString& text) {
    static const R kTag(R::anchoredPattern(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._-]{0,79}")));
    return kTag.match(text).hasMatch() && !text.contains(QLatin1String(".."));
}

std::optional<ModelReference> referenceIn(const QString& typed) {
    const QString text = typed.trimmed();
    if (text.startsWith(QLatin1String("ollama:")))
        return ollamaReference(text.mid(7));
    if (text.contains(QLatin1String("://")))
        return addressReference(QUrl(text));
    for (const char* host : {"hf.co/", "huggingface.co/", "www.huggingface.co/"}) {
        if (text.startsWith(QLatin1String(host)))
            return text.contains(QLatin1Char(':'))
                       ? hubReference(text.mid(qsizetype(strlen(host))))
                       : pageReference(text.mid(qsizetype(strlen(host))));
    }
    if (text.startsWith(QLatin1String("ollama.com/")))
        return ollamaReference(text.mid(11));
    return hubReference(text);
}

QString textOf(const ModelReference& reference) {
    if (reference.kind == HubKind::ollama)
        return QStringLiteral("ollama:") +
               (reference.registry.isEmpty() ? QString() : reference.registry + QLatin1Char('/')) +
               reference.repository + QLatin1Char(':') + reference.revision;
    return reference.selection.isEmpty()
               ? reference.repository
               : reference.repository + QLatin1Char(':') + reference.selection;
}

bool isLicenceFile(const QString& path) {
    return path.startsWith(QLatin1String("LICENSE"), Qt::CaseInsensitive) ||
           path.startsWith(QLatin1String("LICENCE"), Qt::CaseInsensitive) ||
           path.startsWith(QLatin1String("COPYING"), Qt::CaseInsensitive);
}

} // namespace conclave
