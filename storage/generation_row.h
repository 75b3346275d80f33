// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Between a GenerationRow and its row in the table generation.
#pragma once

#include "storage/chat_store.h"

namespace SQLite {
class Statement;
}

namespace conclave::storage {

/// Stores the facts of one answer, replacing earlier ones of the same answer.
void storeGeneration(SQLite::Database& connection, std::string_view messageId,
                     const GenerationRow& generation);

/// Reads the table's columns, the first of which (message_id) is `first`; none if that is NULL.
[[nodiscard]] std::optional<GenerationRow> generationFrom(SQLite::Statement& row, int first);

} // namespace conclave::storage
