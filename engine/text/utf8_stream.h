// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A stream of bytes becomes a stream of whole characters.
#pragma once

#include <string>
#include <string_view>

namespace conclave {

/// Holds back an incomplete character until the rest arrives; each invalid sequence becomes U+FFFD
/// (one per maximal valid prefix, as the Unicode standard recommends).
class Utf8Stream {
public:
    [[nodiscard]] std::string feed(std::string_view bytes);
    /// A character still incomplete becomes U+FFFD.
    [[nodiscard]] std::string finish();

private:
    std::string m_pending; ///< at most three bytes, the beginning of a character
};

} // namespace conclave
