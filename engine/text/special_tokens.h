// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Finds the tokens that stand in a text as they are: "<|im_start|>" and what users defined.
#pragma once

#include "engine/text/vocabulary.h"

#include <bitset>
#include <string_view>
#include <vector>

namespace conclave {

class SpecialTokens {
public:
    /// A stretch of plain text, or a token.
    struct Fragment {
        std::string_view text;
        std::optional<TokenId> token;
    };

    /// `vocabulary` outlives this.
    explicit SpecialTokens(const Vocabulary& vocabulary);

    /// Control and unknown tokens are recognised only if `parseSpecial`, user-defined ones always.
    /// Where tokens overlap, the longest in the text wins.
    [[nodiscard]] std::vector<Fragment> split(std::string_view text, bool parseSpecial) const;

private:
    [[nodiscard]] std::vector<TokenId> occurring(std::string_view text) const;
    [[nodiscard]] std::vector<Fragment> cut(const std::vector<Fragment>& fragments,
                                            TokenId token) const;

    const Vocabulary& m_vocabulary;
    std::vector<TokenId> m_tokens; ///< by text
    std::bitset<256> m_firstBytes;
};

} // namespace conclave
