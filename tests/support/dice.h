// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Random shapes, values and weights of a test from a seed, which names the trial in a failure.
#pragma once

#include "engine/quantize/quantise.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace conclave::test {

class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_engine(seed) {}

    /// A number in [low, high].
    std::uint32_t between(std::uint32_t low, std::uint32_t high) {
        return std::uniform_int_distribution<std::uint32_t>(low, high)(m_engine);
    }

    /// Normally distributed values.
    std::vector<float> vector(std::size_t size, float deviation = 1) {
        std::normal_distribution<float> normal(0, deviation);
        std::vector<float> values(size);
        std::generate(values.begin(), values.end(), [&] { return normal(m_engine); });
        return values;
    }

    /// The same as blocks of a format; `size` is a multiple of its block size.
    std::vector<std::byte> weights(BlockType type, std::size_t size, float deviation = 1) {
        return quantise(type, vector(size, deviation));
    }

private:
    std::mt19937 m_engine;
};

} // namespace conclave::test
