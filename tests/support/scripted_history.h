// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A believable history of chats, for pictures and tests of the interface.
#pragma once

#include "storage/database.h"

#include <string>

namespace conclave {

/// The chats that `fillHistory` made and others refer to.
struct ScriptedHistory {
    std::string showcase; ///< newest: code, a table, a thinking trace and a second answer
    std::string interrupted;
    std::string korean;
};

/// Six chats over two weeks up to now, one pinned, one in Korean, one with an interrupted answer.
ScriptedHistory fillHistory(storage::Database& database);

} // namespace conclave
