// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Short views of long texts; all cut between UTF-8 characters.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace conclave::storage {

/// Stand around a match in a snippet.
inline constexpr char kMatchBegin = '\x02';
inline constexpr char kMatchEnd = '\x03';

/// Number of characters (code points).
[[nodiscard]] std::size_t characterCount(std::string_view text);

/// The first characters on one line: every run of blanks and line breaks becomes one space.
[[nodiscard]] std::string opening(std::string_view text, std::size_t characters);

/// The surroundings of the first place where a term occurs (ASCII letters in either case), with
/// each occurrence of a term marked.
[[nodiscard]] std::string surroundings(std::string_view text, std::span<const std::string> terms);

} // namespace conclave::storage
