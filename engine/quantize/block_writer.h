// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Writing the fields of one block of weights. All numbers in GGUF are little-endian.
#pragma once

#include "engine/half.h"
#include "engine/quantize/fit.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace conclave::quantize {

/// The bytes of one block, zero before the first field is written.
class BlockWriter {
public:
    explicit BlockWriter(std::span<std::byte> bytes) noexcept : m_bytes(bytes) {}

    void setU8(std::size_t at, int value) { m_bytes[at] = static_cast<std::byte>(value); }
    void setU16(std::size_t at, std::uint32_t value) {
        setU8(at, static_cast<int>(value & 0xFFU));
        setU8(at + 1, static_cast<int>(value >> 8U & 0xFFU));
    }
    void setU32(std::size_t at, std::uint32_t value) {
        setU16(at, value & 0xFFFFU);
        setU16(at + 2, value >> 16U);
    }
    /// Writes a half and returns what it stands for; beyond the largest half that one is taken.
    float setHalf(std::size_t at, float value) {
        constexpr float kLargest = 65504;
        const std::uint16_t half = floatToHalf(std::clamp(value, -kLargest, kLargest));
        setU16(at, half);
        return halfToFloat(half);
    }
    /// Adds bits to the byte at `at`; they must be zero before.
    void addBits(std::size_t at, std::size_t shift, int value) {
        m_bytes[at] |= static_cast<std::byte>(static_cast<std::uint32_t>(value) << shift);
    }

private:
    std::span<std::byte> m_bytes;
};

/// Fills one block from as many values as it holds.
using MakeBlock = void (*)(const Sample& sample, BlockWriter block);

// One function per format; the layouts are described beside engine/reference/weights_*.cpp.
void makeF32(const Sample& sample, BlockWriter block);
void makeF16(const Sample& sample, BlockWriter block);
void makeBf16(const Sample& sample, BlockWriter block);
void makeQ4_0(const Sample& sample, BlockWriter block);
void makeQ4_1(const Sample& sample, BlockWriter block);
void makeQ5_0(const Sample& sample, BlockWriter block);
void makeQ5_1(const Sample& sample, BlockWriter block);
void makeQ8_0(const Sample& sample, BlockWriter block);
void makeQ2_K(const Sample& sample, BlockWriter block);
void makeQ3_K(const Sample& sample, BlockWriter block);
void makeQ4_K(const Sample& sample, BlockWriter block);
void makeQ5_K(const Sample& sample, BlockWriter block);
void makeQ6_K(const Sample& sample, BlockWriter block);

} // namespace conclave::quantize
