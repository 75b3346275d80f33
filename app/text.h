// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Numbers and names as a person reads them.
#pragma once

#include <QString>

#include <cstdint>

namespace conclave {

/// "22 MB", "1.9 GB": powers of ten, as disks and publishers count.
[[nodiscard]] QString bytesText(std::uint64_t bytes);
/// "11.0 M", "30.5 B".
[[nodiscard]] QString countText(std::uint64_t count);
/// "llvmpipe" for "llvmpipe (LLVM 15.0.6, 256 bits)".
[[nodiscard]] QString shortDeviceName(const QString& name);

} // namespace conclave
