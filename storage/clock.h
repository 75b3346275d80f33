// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Times that never repeat, and the ids made of them.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace conclave::storage {

/// Since 1970-01-01, UTC.
using Milliseconds = std::int64_t;

/// The system's time, made strictly increasing: what came later also sorts later.
class Clock {
public:
    Clock();
    [[nodiscard]] Milliseconds next();
    /// A UUID of version 7 (RFC 9562, section 5.7) with this time and 74 random bits.
    [[nodiscard]] std::string id(Milliseconds time);

private:
    Milliseconds m_last = 0;
    std::mt19937_64 m_random;
};

} // namespace conclave::storage
