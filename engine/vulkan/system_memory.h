// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The memory of the whole computer.
#pragma once

#include <cstdint>

namespace conclave {

/// Bytes of RAM that the system manages, less than what is built in; 0 if it does not say.
[[nodiscard]] std::uint64_t systemMemoryBytes();
/// Bytes of it that programs may still take without others being pushed out; 0 if it does not say.
[[nodiscard]] std::uint64_t availableSystemBytes();

} // namespace conclave
