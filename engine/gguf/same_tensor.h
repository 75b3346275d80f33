// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Whether two files hold the same weights under a name.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <cstring>

namespace conclave {

/// Same type, shape and bytes. Reads as far as the first difference.
[[nodiscard]] inline bool sameContent(const TensorInfo& a, const TensorInfo& b) noexcept {
    return a.type == b.type && a.shape == b.shape && a.bytes() == b.bytes() &&
           std::memcmp(a.data.data(), b.data.data(), a.bytes()) == 0;
}

} // namespace conclave
