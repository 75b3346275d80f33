// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Cuts text into the words inside of which a byte-level BPE merges.
#pragma once

#include "engine/text/pattern.h"

#include <optional>
#include <string_view>
#include <vector>

namespace conclave {

struct PreTokenizerRule;

class PreTokenizer {
public:
    explicit PreTokenizer(const PreTokenizerRule& rule);

    /// All of the text, in order, none empty.
    [[nodiscard]] std::vector<std::string_view> split(std::string_view text) const;

private:
    std::optional<Pattern> m_digitGroups;
    std::vector<Pattern> m_patterns;
};

} // namespace conclave
