// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Turns what SQLite reports into one sentence for the user.
#pragma once

#include "storage/error.h"

#include <SQLiteCpp/Exception.h>

#include <string>
#include <string_view>
#include <utility>

namespace conclave::storage {

/// The sentence for a failure of SQLite while doing `task`, say "save to chats.db".
[[nodiscard]] Error translated(const SQLite::Exception& failure, std::string_view task);

/// Runs the work; what SQLite throws leaves as our Error.
template <typename Work> decltype(auto) guarded(std::string_view task, Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception& failure) {
        throw translated(failure, task);
    }
}

} // namespace conclave::storage
