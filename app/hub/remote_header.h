// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The start of a GGUF file at the hub, read by Range until its tensor directory is complete.
#pragma once

#include "app/hub/hub_types.h"

#include <QByteArray>
#include <QUrl>

#include <functional>

namespace conclave {

class HttpClient;

/// Given the first bytes of a GGUF file of this size and name, says how many are needed: not more
/// than given if header, metadata and tensor directory are complete. Throws (anything derived from
/// std::exception, the sentence in what()) if it is no GGUF file.
using HeaderSizer =
    std::function<quint64(const QByteArray& start, quint64 fileBytes, const QString& name)>;

/// Fetches 2 MiB, then as much more as the sizer asks for, at least doubling, up to 256 MiB.
/// `name` is the file's, for sentences. `done` is not called after the context is gone.
void readRemoteHeader(HttpClient& client, const QUrl& url, const QString& name, quint64 fileBytes,
                      HeaderSizer sizer, QObject* context,
                      std::function<void(Outcome<QByteArray>)> done);

} // namespace conclave
