// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// For those who look for marks in a text that arrives in chunks.
#pragma once

#include <algorithm>
#include <string_view>

namespace conclave {

/// Length of the longest ending of `text` with which `marker` begins, but is not complete.
inline std::size_t begunMarker(std::string_view text, std::string_view marker) {
    if (marker.empty())
        return 0;
    for (std::size_t length = std::min(text.size(), marker.size() - 1); length > 0; --length)
        if (text.ends_with(marker.substr(0, length)))
            return length;
    return 0;
}

} // namespace conclave
