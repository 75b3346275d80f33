// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Eight numbers worked on together: lane j belongs to the j-th of eight sub-blocks.
//
// A fit of one sub-block is a chain of additions whose order matters to the last bit, so the chain
// is kept and eight sub-blocks walk it side by side. The files of this folder are compiled once for
// each instruction set (see makers_*.cpp), in the namespace CONCLAVE_LANES, and nothing here may be
// contracted to fused multiply-add: the results are the same on all of them.
#pragma once

namespace conclave::quantize::CONCLAVE_LANES {

constexpr std::size_t kLanes = 8;
using Floats [[gnu::vector_size(kLanes * sizeof(float))]] = float;
using Ints [[gnu::vector_size(kLanes * sizeof(float))]] = std::int32_t;

inline Floats all(float value) {
    return Floats{} + value;
}

inline Floats load(const float* from) {
    Floats result;
    std::memcpy(&result, from, sizeof(result));
    return result;
}

inline void store(const Floats& value, float* to) {
    std::memcpy(to, &value, sizeof(value));
}

/// The same bits. Not std::bit_cast: where that is not inlined, all instruction sets share one copy
/// of it, but how a vector is returned depends on the instruction set.
inline Ints bitsOf(const Floats& value) {
    return reinterpret_cast<Ints>(value);
}
inline Floats fromBits(const Ints& bits) {
    return reinterpret_cast<Floats>(bits);
}

inline Floats magnitude(const Floats& value) {
    return fromBits(bitsOf(value) & 0x7FFFFFFF);
}

inline Floats squareRoot(const Floats& value) {
    Floats result;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        result[lane] = __builtin_sqrtf(value[lane]);
    }
    return result;
}

inline bool anyOf(const Ints& mask) {
    std::array<std::uint64_t, kLanes / 2> pairs{};
    static_assert(sizeof(pairs) == sizeof(mask));
    std::memcpy(pairs.data(), &mask, sizeof(mask));
    std::uint64_t seen = 0;
    for (const std::uint64_t pair : pairs) {
        seen |= pair;
    }
    return seen != 0;
}

/// Adding this to a float below 2^22 leaves the nearest integer (ties to even) in the mantissa.
constexpr float kRounder = 12582912.0F;

/// Bounded by integers, then rounded to the nearest one; `low` for what is not a number.
inline Floats nearest(const Floats& value, float low, float high) {
    const Floats above = value > low ? value : all(low);
    const Floats bounded = above < high ? above : all(high);
    return bounded + kRounder - kRounder;
}

/// The published way: rounded first, which wraps for values of 2^22 and more, then bounded.
inline Floats nearestWrapped(const Floats& value, std::int32_t low, std::int32_t high) {
    Ints code = (bitsOf(value + kRounder) & 0x007FFFFF) - 0x00400000;
    code = code > low ? code : Ints{} + low;
    code = code < high ? code : Ints{} + high;
    return __builtin_convertvector(code, Floats);
}

/// The same for one number without bounds.
inline int nearestWrapped(float value) {
    return static_cast<int>(std::bit_cast<std::uint32_t>(value + kRounder) & 0x007FFFFFU) -
           0x00400000;
}

/// Rounded half away from zero; |value| below 2^31.
inline Ints roundedAway(const Floats& value) {
    const Ints whole = __builtin_convertvector(value, Ints);
    const Floats rest = value - __builtin_convertvector(whole, Floats);
    return whole - (rest >= 0.5F) + (rest <= -0.5F); // a true lane is -1
}

/// Value i of eight sub-blocks of N values that lie one after another.
template <std::size_t N> void gather(const float* from, Floats (&to)[N]) {
    for (std::size_t i = 0; i < N; ++i) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            to[i][lane] = from[lane * N + i];
        }
    }
}

/// Stores the codes `round((value + offset) / step)` of n values, n a multiple of eight.
inline void storeCodes(const float* values, std::size_t n, float offset, float step, float low,
                       float high, std::uint8_t* codes) {
    for (std::size_t i = 0; i < n; i += kLanes) {
        const Floats code = nearest((load(values + i) + offset) / step, low, high) - low;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            codes[i + lane] = static_cast<std::uint8_t>(code[lane]);
        }
    }
}

} // namespace conclave::quantize::CONCLAVE_LANES
