// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// A compiled regular expression over UTF-8 text.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct pcre2_real_code_8;

namespace conclave {

/// PCRE2 with UTF, Unicode properties and, where the processor has it, JIT. Text that is not valid
/// UTF-8 is matched as far as it is valid. Immutable; may be used from any thread.
class Pattern {
public:
    /// The expression is ours, never a user's: a mistake in it is a bug.
    explicit Pattern(const std::string& expression);

    [[nodiscard]] bool matches(std::string_view text) const;
    /// Calls back with the byte range [start, end) of each match, from left to right.
    void forEachMatch(std::string_view text,
                      const std::function<void(std::size_t, std::size_t)>& found) const;
    /// All matches replaced (PCRE2's extended syntax: "$0", "\\U"). Empty for invalid UTF-8.
    [[nodiscard]] std::optional<std::string> replaceAll(std::string_view text,
                                                        std::string_view replacement) const;

private:
    struct Free {
        void operator()(pcre2_real_code_8* code) const noexcept;
    };
    std::unique_ptr<pcre2_real_code_8, Free> m_code;
};

} // namespace conclave
