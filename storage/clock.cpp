// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "storage/clock.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace conclave::storage {

namespace {

std::mt19937_64 seeded() {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64(seed);
}

} // namespace

Clock::Clock() : m_random(seeded()) {}

Milliseconds Clock::next() {
    using namespace std::chrono;
    const Milliseconds now =
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    return m_last = std::max(now, m_last + 1);
}

std::string Clock::id(Milliseconds time) {
    const auto stamp = static_cast<std::uint64_t>(time) & 0xffff'ffff'ffff;
    const std::uint64_t version = 0x7000 | (m_random() & 0x0fff);
    const std::uint64_t random = m_random();
    const std::uint64_t variant = 0x8000 | ((random >> 48) & 0x3fff);
    std::array<char, 37> text{};
    std::snprintf(text.data(), text.size(), "%08llx-%04llx-%04llx-%04llx-%012llx",
                  static_cast<unsigned long long>(stamp >> 16),
                  static_cast<unsigned long long>(stamp & 0xffff),
                  static_cast<unsigned long long>(version),
                  static_cast<unsigned long long>(variant),
                  static_cast<unsigned long long>(random & 0xffff'ffff'ffff));
    return text.data();
}

} // namespace conclave::storage
