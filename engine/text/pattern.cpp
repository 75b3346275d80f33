// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8

#include "engine/text/pattern.h"

#include <pcre2.h>

#include <cassert>

namespace conclave {

namespace {

struct FreeMatch {
    void operator()(pcre2_match_data* match) const noexcept { pcre2_match_data_free(match); }
};
using MatchData = std::unique_ptr<pcre2_match_data, FreeMatch>;

PCRE2_SPTR bytes(std::string_view text) {
    static const unsigned char kNothing = 0; // PCRE2 wants a pointer even to no bytes
    return text.data() ? reinterpret_cast<PCRE2_SPTR>(text.data()) : &kNothing;
}

/// Whether the pattern matches from `start` on. A match that needs more stack than the JIT has is
/// tried again without it.
bool findMatch(const pcre2_code* code, std::string_view text, std::size_t start,
               pcre2_match_data* match) {
    int result = pcre2_match(code, bytes(text), text.size(), start, 0, match, nullptr);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result = pcre2_match(code, bytes(text), text.size(), start, PCRE2_NO_JIT, match, nullptr);
    return result >= 0;
}

} // namespace

void Pattern::Free::operator()(pcre2_real_code_8* code) const noexcept {
    pcre2_code_free(code);
}

Pattern::Pattern(const std::string& expression) {
    int error = 0;
    std::size_t offset = 0;
    m_code.reset(pcre2_compile(bytes(expression), expression.size(),
                               PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF, &error, &offset,
                               nullptr));
    assert(m_code && "a built-in regular expression has a mistake");
    pcre2_jit_compile(m_code.get(), PCRE2_JIT_COMPLETE); // without JIT it is slower, not wrong
}

bool Pattern::matches(std::string_view text) const {
    const MatchData match(pcre2_match_data_create_from_pattern(m_code.get(), nullptr));
    return findMatch(m_code.get(), text, 0, match.get());
}

void Pattern::forEachMatch(std::string_view text,
                           const std::function<void(std::size_t, std::size_t)>& found) const {
    const MatchData match(pcre2_match_data_create_from_pattern(m_code.get(), nullptr));
    const PCRE2_SIZE* range = pcre2_get_ovector_pointer(match.get());
    std::size_t position = 0;
    while (position < text.size() && findMatch(m_code.get(), text, position, match.get())) {
        if (range[1] > range[0])
            found(range[0], range[1]);
        position = range[1] > position ? range[1] : position + 1;
    }
}

std::optional<std::string> Pattern::replaceAll(std::string_view text,
                                               std::string_view replacement) const {
    constexpr auto kOptions =
        PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_EXTENDED | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH;
    std::string result(text.size() + 64, '\0');
    while (true) {
        std::size_t length = result.size();
        const int count = pcre2_substitute(m_code.get(), bytes(text), text.size(), 0, kOptions,
                                           nullptr, nullptr, bytes(replacement), replacement.size(),
                                           reinterpret_cast<PCRE2_UCHAR*>(result.data()), &length);
        if (count == PCRE2_ERROR_NOMEMORY && length > result.size()) {
            result.resize(length);
            continue;
        }
        if (count < 0)
            return {};
        result.resize(length);
        return result;
    }
}

} // namespace conclave
