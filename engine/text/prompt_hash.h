// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The fingerprint of a rendered prompt, by which two answers can be shown to have had the same one.
#pragma once

#include <string>
#include <string_view>

namespace conclave {

/// SHA-256 (FIPS 180-4) of the bytes, 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

} // namespace conclave
