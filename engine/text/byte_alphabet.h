// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The alphabet of byte-level BPE: each byte is written as one printable character (GPT-2).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace conclave {

/// The character of each byte, in UTF-8: printable Latin-1 stands for itself, the others for
/// U+0100 and up, in order.
[[nodiscard]] const std::array<std::string, 256>& byteAlphabet();

/// The bytes that a text in this alphabet stands for. Other characters stand for themselves.
[[nodiscard]] std::string bytesOfAlphabet(std::string_view written);

} // namespace conclave
