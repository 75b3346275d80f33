// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Statuses and failures of HTTP as sentences for the user.
#pragma once

#include "app/hub/hub_types.h"

#include <QByteArray>
#include <QUrl>

#include <curl/curl.h>

#include <functional>

namespace conclave {

class HttpExchange;

/// What an answer with a status that is neither success nor redirect means. `header` looks up one
/// of its headers.
[[nodiscard]] NetworkError
errorOfStatus(int status, const QUrl& url, const QString& subject, bool hadToken,
              const std::function<QByteArray(const QByteArray&)>& header);

/// What a failure below HTTP means.
[[nodiscard]] NetworkError errorOfExchange(CURLcode result, const HttpExchange& exchange,
                                           const QUrl& url);

/// Seconds to wait after a 429: Retry-After (seconds or a date), or t of RateLimit plus one; 60 if
/// neither says; at most one hour.
[[nodiscard]] int retryAfterSeconds(const std::function<QByteArray(const QByteArray&)>& header);

} // namespace conclave
