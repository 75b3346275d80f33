// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What the kinds of vocabularies have in common: text becomes token ids.
#pragma once

#include "engine/text/vocabulary.h"

#include <string_view>
#include <vector>

namespace conclave {

/// Encodes stretches of plain text, between special tokens. Immutable after construction.
class Encoder {
public:
    virtual ~Encoder() = default;
    /// Appends the ids of `text` to `ids`. `first`: the text begins the whole, or follows a special
    /// token.
    virtual void encode(std::string_view text, bool first, std::vector<TokenId>& ids) const = 0;
};

} // namespace conclave
