// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The words under which enumerators are stored.
#pragma once

#include "storage/chat_store.h"

#include <string_view>

namespace conclave::storage {

[[nodiscard]] std::string_view nameOf(Role role);
[[nodiscard]] std::string_view nameOf(MessageStatus status);
[[nodiscard]] std::string_view nameOf(ThinkMode mode);

/// The enumerator among `candidates` with this name; the schema lets no other name in.
template <typename Enumerator, std::size_t count>
[[nodiscard]] Enumerator named(std::string_view name, const Enumerator (&candidates)[count]) {
    for (const Enumerator candidate : candidates) {
        if (nameOf(candidate) == name)
            return candidate;
    }
    throw Error(ErrorKind::damaged, "Cannot read the chats: \"" + std::string(name) +
                                        "\" is not a word Conclave stores; put back a backup.");
}

} // namespace conclave::storage
