// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reading the fields of one block of weights. All numbers in GGUF are little-endian.
#pragma once

#include "engine/half.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace conclave::reference {

/// The bytes of one block; offsets are from its start.
class BlockReader {
public:
    explicit BlockReader(std::span<const std::byte> bytes) noexcept : m_bytes(bytes) {}

    [[nodiscard]] std::uint32_t u8(std::size_t at) const {
        return std::to_integer<std::uint32_t>(m_bytes[at]);
    }
    [[nodiscard]] std::uint32_t u16(std::size_t at) const { return u8(at) | u8(at + 1) << 8U; }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const { return u16(at) | u16(at + 2) << 16U; }
    [[nodiscard]] int i8(std::size_t at) const { return static_cast<std::int8_t>(u8(at)); }
    [[nodiscard]] float half(std::size_t at) const {
        return halfToFloat(static_cast<std::uint16_t>(u16(at)));
    }
    /// `width` bits of the byte at `at`, from bit `shift` on.
    [[nodiscard]] int bits(std::size_t at, std::uint32_t shift, std::uint32_t width) const {
        return static_cast<int>((u8(at) >> shift) & ((1U << width) - 1U));
    }

private:
    std::span<const std::byte> m_bytes;
};

/// The value of weight `e` of a block: what a block format means.
using WeightOf = float (*)(const BlockReader& block, std::uint32_t e);

// One function per format, by its field layout. A weight is named by its place `e` in the block.
[[nodiscard]] float weightF32(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightF16(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightBf16(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ4_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ4_1(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ5_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ5_1(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ8_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ2_K(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ3_K(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ4_K(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ5_K(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ6_K(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq4Nl(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq4Xs(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightMxfp4(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightNvfp4(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightTq1_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightTq2_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ1_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightQ2_0(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq1S(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq1M(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq2Xxs(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq2Xs(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq2S(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq3Xxs(const BlockReader& block, std::uint32_t e);
[[nodiscard]] float weightIq3S(const BlockReader& block, std::uint32_t e);

} // namespace conclave::reference
