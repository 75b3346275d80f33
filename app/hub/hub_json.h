// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The hub's JSON, read with suspicion: wrong types count as absent, unsafe names are left out.
#pragma once

#include "app/hub/hub_types.h"

#include <QByteArray>
#include <QUrl>

namespace conclave {

// None of these throws; nullopt means that the text has not the expected shape at all.

/// GET /api/models: a list of models.
[[nodiscard]] std::optional<QList<HubSummary>> summariesIn(const QByteArray& json);
/// GET /api/models/{repo}?blobs=true: files only if the hub lists them here with their sizes. The
/// commit is empty if it is unusable.
[[nodiscard]] std::optional<HubModel> modelIn(const QByteArray& json);
/// GET /api/models/{repo}/tree/{commit}: files with safe names and sizes below 16 TiB.
[[nodiscard]] std::optional<QList<HubFile>> filesIn(const QByteArray& json);

/// One blob of an Ollama model.
struct OllamaLayer {
    QString mediaType;
    QString sha256;
    quint64 bytes = 0;
};

/// GET /v2/{repo}/manifests/{tag}: config first, then the layers; bad digests are left out.
[[nodiscard]] std::optional<QList<OllamaLayer>> layersIn(const QByteArray& json);

/// An Ollama model's configuration blob: family, number of parameters, quant. Adds what it says.
void takeOllamaConfig(const QByteArray& json, HubModel& model);

/// The address with rel="next" in a Link header (RFC 8288); empty if there is none.
[[nodiscard]] QUrl nextPageIn(const QByteArray& linkHeader);

/// The hash that the header ETag or X-Linked-Etag is ("...", W/"..."); empty if it is none.
[[nodiscard]] QString hashInTag(const QByteArray& tag);

} // namespace conclave
