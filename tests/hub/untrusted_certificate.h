// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A certificate that nobody trusts, made anew for each run.
#pragma once

#include <QSslConfiguration>

namespace conclave {

/// For that host, signed by itself.
[[nodiscard]] QSslConfiguration untrustedTls(const QByteArray& host);

} // namespace conclave
