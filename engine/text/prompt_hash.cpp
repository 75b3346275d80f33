// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/prompt_hash.h"

#include "engine/error.h"

#include <openssl/evp.h>

#include <array>

namespace conclave {

std::string sha256Hex(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw Error(ErrorKind::unsupported,
                    "Cannot fingerprint the prompt: this system's OpenSSL does not allow SHA-256.");
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const unsigned char byte : digest) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

} // namespace conclave
