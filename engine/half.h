// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The 16-bit floats of weights and caches: IEEE 754 binary16 and bfloat16, to and from float.
#pragma once

#include <bit>
#include <cstdint>

namespace conclave {

/// Exact for every value: zeros, subnormals, infinities; not-a-number stays so.
[[nodiscard]] constexpr float halfToFloat(std::uint16_t half) noexcept {
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) { // zero or subnormal: mantissa * 2^-24
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 0x1FU ? 0xFFU : exponent + (127 - 15);
    return std::bit_cast<float>(sign | (wide << 23U) | (mantissa << 13U));
}

/// To the nearest half, ties to even; beyond 65504 infinity.
[[nodiscard]] constexpr std::uint16_t floatToHalf(float value) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16U) & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > 0x7F800000U) { // not a number
        return static_cast<std::uint16_t>(sign | 0x7E00U);
    }
    if (magnitude >= 0x477FF000U) { // rounds to 65536 or more
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    }
    if (magnitude < 0x38800000U) { // below 2^-14: adding 0.5 leaves units of 2^-24, rounded
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign |
                                          (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
    }
    const std::uint32_t even = (magnitude >> 13U) & 1U;
    const std::uint32_t rounded = magnitude + 0xFFFU + even;
    return static_cast<std::uint16_t>(sign | ((rounded - (112U << 23U)) >> 13U));
}

/// Exact: bfloat16 is the upper half of a float.
[[nodiscard]] constexpr float bfloat16ToFloat(std::uint16_t value) noexcept {
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16U);
}

/// To the nearest bfloat16, ties to even; not-a-number stays so.
[[nodiscard]] constexpr std::uint16_t floatToBfloat16(float value) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7FFFFFFFU) > 0x7F800000U) {
        return static_cast<std::uint16_t>((bits >> 16U) | 0x40U);
    }
    const std::uint32_t even = (bits >> 16U) & 1U;
    return static_cast<std::uint16_t>((bits + 0x7FFFU + even) >> 16U);
}

} // namespace conclave
