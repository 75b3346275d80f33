// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a hub says about models, after it was checked: everything from the network is hostile.
#pragma once

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace conclave {

/// Kinds exist where the program acts differently.
enum class NetworkErrorKind {
    switchedOff,    ///< the user forbids all network use
    refusedAddress, ///< an address or redirect that is never followed
    unreachable,    ///< no name, no route, nobody answers, cut off; worth another try
    stalled,        ///< nothing arrived for a while; worth another try
    tls,            ///< the server could not prove who it is
    proxy,          ///< the proxy refused
    tokenNeeded,    ///< 401
    gated,          ///< the publisher's terms have to be accepted in the browser first
    forbidden,      ///< 403
    notFound,       ///< 404
    tooMany,        ///< 429; retryAfter says when
    server,         ///< 5xx; worth another try
    badAnswer,      ///< not what the protocol says; also: too large
    changed,        ///< the file is no longer the one that was asked for
    wrongContent,   ///< the bytes do not have the announced hash
    disk,           ///< full, read-only, or another program writes the same file
    cancelled,
};

/// Why something from the network could not be had: one sentence of what happened and what helps.
struct NetworkError {
    NetworkErrorKind kind = NetworkErrorKind::badAnswer;
    QString sentence;
    int retryAfter = 0; ///< seconds, for tooMany
};

/// A value or the reason why there is none.
template <class Value> using Outcome = std::variant<Value, NetworkError>;

/// Where models come from.
enum class HubKind {
    huggingFace, ///< Hugging Face, or a mirror that speaks its API
    ollama,      ///< a registry that speaks Ollama's protocol
};

/// What the user typed or pasted, if it names one model rather than words to look for.
struct ModelReference {
    HubKind kind = HubKind::huggingFace;
    QString registry;   ///< host[:port] of an Ollama registry; empty: the configured one
    QString repository; ///< "owner/name"
    QString revision;   ///< branch, tag or commit; an Ollama tag; empty: the default one
    QString selection;  ///< a quant label or a file path; empty: none chosen

    [[nodiscard]] bool operator==(const ModelReference&) const = default;
};

/// One file of a repository. The path was checked: relative, no "..", no control characters.
struct HubFile {
    QString path;
    quint64 bytes = 0;
    QString hash;     ///< see isFileHash(); empty if the hub does not say
    bool xet = false; ///< kept in Xet storage

    [[nodiscard]] bool operator==(const HubFile&) const = default;
};

/// What is offered as one download: one file or all parts of a split one.
struct HubQuant {
    QString label;          ///< "Q4_K_M", "UD-Q2_K_XL", "F16"; empty if the name does not tell
    QString name;           ///< the file name without the shard number
    QList<HubFile> files;   ///< a split file's shards in order
    bool projector = false; ///< pictures to tokens (mmproj), of use only beside a model
    bool complete = true;   ///< false if shards are missing

    [[nodiscard]] quint64 bytes() const {
        quint64 sum = 0;
        for (const HubFile& file : files)
            sum += file.bytes;
        return sum;
    }
};

/// One line of a search.
struct HubSummary {
    QString repository; ///< "owner/name"
    qint64 downloads = 0;
    qint64 likes = 0;
    QDateTime lastModified;
    QString licence;          ///< the hub's identifier, "apache-2.0"; empty if unknown
    QString gated;            ///< "", "auto" or "manual"
    QString architecture;     ///< of the GGUF files; empty if the hub does not say
    qint64 parameters = 0;    ///< 0 if the hub does not say
    qint64 contextLength = 0; ///< tokens; 0 if the hub does not say
    QString chatTemplate;     ///< as the hub shows it; empty if it does not
    QStringList tags;
};

/// One page of a search.
struct HubPage {
    QList<HubSummary> models;
    QString next; ///< address of the next page; empty after the last
};

/// Everything about one repository at one commit.
struct HubModel {
    ModelReference reference;
    HubSummary summary;
    QString commit; ///< 40 hexadecimal digits; all files are of this commit
    QString licenceName;
    QString licenceLink;
    QList<HubFile> files;
    QList<HubQuant> quants; ///< best quality first, projectors last
    // Of an Ollama model, from its layers.
    QString licenceText;
    QString parametersJson;
};

} // namespace conclave

Q_DECLARE_METATYPE(conclave::NetworkError)
