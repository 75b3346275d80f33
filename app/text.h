// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Numbers and names as a person reads them.
#pragma once

#include <QString>

#include <cstdint>

namespace conclave {

/// "22 MB", "1.9 GB": powers of ten, as disks and publishers count.
[[nodiscard]] QString bytesText(std::uint64_t bytes);
/// "18.6 GB", "0.9 GB", "22 MB": with one digit behind the point from 100 MB on, to compare sizes.
[[nodiscard]] QString gigabytesText(std::uint64_t bytes);
/// "256K", "4096": tokens, with K for 1024 where that is exact, or the nearest.
[[nodiscard]] QString tokensText(std::uint64_t tokens);
/// "11.0 M", "30.5 B".
[[nodiscard]] QString countText(std::uint64_t count);
/// "llvmpipe" for "llvmpipe (LLVM 15.0.6, 256 bits)".
[[nodiscard]] QString shortDeviceName(const QString& name);

} // namespace conclave
