// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The licence that lies beside a downloaded model.
#pragma once

#include "app/models/licence.h"

namespace conclave {

/// Writes licence.txt into the folder: name, address, the day, what it allows, and the publisher's
/// text if that is known. Replaces an older one. False if it cannot be written.
bool keepLicence(const QString& folder, const QString& repository, const Licence& licence,
                 const QString& text);

} // namespace conclave
