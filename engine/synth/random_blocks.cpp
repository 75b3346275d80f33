// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/random_blocks.h"

#include "engine/error.h"
#include "engine/half.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>

namespace conclave {
namespace {

/// Nearly normal with deviation 1: the sum of four uniform 16-bit numbers.
float normal(std::uint64_t word) {
    const std::uint64_t sum =
        (word & 0xFFFF) + ((word >> 16) & 0xFFFF) + ((word >> 32) & 0xFFFF) + (word >> 48);
    return (static_cast<float>(sum) - 131070.0F) / 37837.2F; // 65536 / sqrt(3)
}

/// The random words of one block, in order.
class Words {
public:
    Words(std::uint64_t key, std::uint64_t first) : m_key(key), m_next(first) {}
    std::uint64_t next() { return randomWord(m_key, m_next++); }
    void fill(std::byte* out, std::size_t bytes) { // bytes: a multiple of 8
        for (std::size_t i = 0; i < bytes; i += 8) {
            const std::uint64_t word = next();
            std::memcpy(out + i, &word, 8);
        }
    }
    /// From 0 to 1.
    float share() { return static_cast<float>(next() >> 40) / 16777216.0F; }
    /// From 0.75 to 1.25, so that blocks differ in scale.
    float scale() { return 0.75F + 0.5F * share(); }
    /// Either sign, so that codes that lean to one side have mean 0 in the end.
    float signedScale() {
        const float size = scale();
        return (next() & 1U) != 0 ? -size : size;
    }

private:
    std::uint64_t m_key, m_next;
};

template <typename T> void put(std::byte* out, T value) {
    std::memcpy(out, &value, sizeof(value));
}

// Layouts of the blocks: GGUF specification and block structures of the reference implementation.

/// f16 scale, 32 signed bytes.
void fillQ8_0(Words& words, float deviation, std::byte* out) {
    constexpr float kDeviation = 73.9F; // of whole numbers spread evenly over -128..127
    put(out, floatToHalf(deviation * words.scale() / kDeviation));
    words.fill(out + 2, 32);
    for (std::size_t i = 2; i < 34; ++i) {
        out[i] = out[i] == std::byte{0x80} ? std::byte{0} : out[i]; // quantisers never write -128
    }
}

/// The 12 bytes of 6-bit scales and minimums that Q4_K and Q5_K share. Scales 30..61; a minimum is
/// its scale, give or take one, so that the weights of a group lie around zero.
void fillScales(Words& words, std::byte* out) {
    std::array<std::uint32_t, 8> scale{}, minimum{};
    std::uint64_t word = words.next();
    for (std::size_t j = 0; j < 8; ++j, word >>= 7) {
        scale[j] = 30 + static_cast<std::uint32_t>(word & 31);
        minimum[j] = scale[j] + static_cast<std::uint32_t>((word >> 5) & 1) -
                     static_cast<std::uint32_t>((word >> 6) & 1);
    }
    for (std::size_t j = 0; j < 4; ++j) {
        out[j] = std::byte(scale[j] | ((scale[j + 4] >> 4) << 6));
        out[j + 4] = std::byte(minimum[j] | ((minimum[j + 4] >> 4) << 6));
        out[j + 8] = std::byte((scale[j + 4] & 15) | ((minimum[j + 4] & 15) << 4));
    }
}
constexpr float kScale = 46.4F; // root mean square of those scales

/// f16 scale and minimum, 12 bytes of scales, 256 numbers of 4 bits.
void fillQ4_K(Words& words, float deviation, std::byte* out) {
    const float d = deviation * words.scale() / (4.61F * kScale); // deviation of 0..15
    put(out, floatToHalf(d));
    put(out + 2, floatToHalf(d * 7.5F)); // the mean of 0..15
    fillScales(words, out + 4);
    words.fill(out + 16, 128);
}

/// As Q4_K with 32 more bytes: the fifth bits.
void fillQ5_K(Words& words, float deviation, std::byte* out) {
    const float d = deviation * words.scale() / (9.23F * kScale); // deviation of 0..31
    put(out, floatToHalf(d));
    put(out + 2, floatToHalf(d * 15.5F));
    fillScales(words, out + 4);
    words.fill(out + 16, 160);
}

/// 256 numbers of 6 bits, 16 signed scales (64..127 in size), f16 scale.
void fillQ6_K(Words& words, float deviation, std::byte* out) {
    words.fill(out, 208);
    for (std::size_t i = 192; i < 208; ++i) {
        const auto random = std::to_integer<int>(out[i]);
        const int size = 64 + (random & 63);
        out[i] = std::byte(static_cast<std::uint8_t>(random >= 128 ? -size : size));
    }
    put(out + 208, floatToHalf(deviation * words.scale() / (18.48F * 97.3F))); // of -32..31; scales
}

/// f16 scale and minimum, in Q5_1 32 fifth bits, 32 numbers of 4 bits.
void fillQ4_1(Words& words, float deviation, std::byte* out) {
    const float d = deviation * words.scale() / 4.61F;
    put(out, floatToHalf(d));
    put(out + 2, floatToHalf(d * -7.5F));
    words.fill(out + 4, 16);
}
void fillQ5_1(Words& words, float deviation, std::byte* out) {
    const float d = deviation * words.scale() / 9.23F;
    put(out, floatToHalf(d));
    put(out + 2, floatToHalf(d * -15.5F));
    const auto fifth = static_cast<std::uint32_t>(words.next() >> 32);
    put(out + 4, fifth);
    words.fill(out + 8, 16);
}

/// 16 nibbles of scale (8..15), each with the same minimum, 256 numbers of 2 bits, f16 scale and
/// minimum.
void fillQ2_K(Words& words, float deviation, std::byte* out) {
    words.fill(out, 80);
    for (std::size_t i = 0; i < 16; ++i) {
        const std::uint32_t scale = 8 + (std::to_integer<std::uint32_t>(out[i]) & 7);
        out[i] = std::byte(scale | scale << 4);
    }
    const float d = deviation * words.scale() / (1.118F * 11.73F); // of 0..3; scales
    put(out + 80, floatToHalf(d));
    put(out + 82, floatToHalf(d * 1.5F));
}

/// The f16 scale is spread over four nibbles.
void fillIq1_M(Words& words, float deviation, std::byte* out) {
    words.fill(out, 56);
    const std::uint32_t d = floatToHalf(words.signedScale() * deviation / 7.21F);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::uint32_t low = std::to_integer<std::uint32_t>(out[49 + 2 * i]) & 15U;
        out[49 + 2 * i] = std::byte(low | (d >> (4 * i) & 15U) << 4);
    }
}

constexpr float kE2m1 = 2.926F; // root mean square of its values

/// A power of two (E8M0) chosen between the two around the wish so that squares come out right on
/// average, then 32 numbers of 4 bits.
void fillMxfp4(Words& words, float deviation, std::byte* out) {
    const float wish = deviation * words.scale() / kE2m1;
    const int exponent = std::ilogb(wish);
    const float share = wish / std::ldexp(1.0F, exponent); // 1 to 2
    const bool larger = words.share() * 3 < share * share - 1;
    out[0] = std::byte(std::clamp(127 + exponent + (larger ? 1 : 0), 1, 254));
    words.fill(out + 1, 16);
}

/// Unsigned E4M3, one of the two around `value`: right on average.
std::byte toE4m3(float value, float share) {
    const int exponent = std::clamp(std::ilogb(value), -6, 8);
    const float steps = std::ldexp(value, 3 - exponent); // 8 to 16; less if subnormal
    const int whole = static_cast<int>(steps + share);
    return std::byte(std::clamp(8 * (exponent + 6) + whole, 0, 126));
}

/// Four scales of E4M3, 64 numbers of 4 bits.
void fillNvfp4(Words& words, float deviation, std::byte* out) {
    for (std::size_t i = 0; i < 4; ++i) {
        const float wish = deviation * words.scale() / kE2m1;
        out[i] = toE4m3(wish, words.share());
    }
    words.fill(out + 4, 32);
}

/// Formats whose bytes mean something whatever they are, beside one half: the scale, as a sign and
/// a size. `unit` is the root mean square of the weights for the scale 1, measured.
struct PlainFormat {
    BlockType type;
    std::size_t scaleAt;
    float unit;
};
constexpr std::array kPlainFormats{
    PlainFormat{BlockType::q4_0, 0, 4.637F},    PlainFormat{BlockType::q5_0, 0, 9.250F},
    PlainFormat{BlockType::q3_K, 108, 43.35F},  PlainFormat{BlockType::iq1_s, 0, 7.189F},
    PlainFormat{BlockType::iq2_xxs, 0, 53.25F}, PlainFormat{BlockType::iq2_xs, 0, 55.95F},
    PlainFormat{BlockType::iq2_s, 0, 56.32F},   PlainFormat{BlockType::iq3_xxs, 0, 142.64F},
    PlainFormat{BlockType::iq3_s, 0, 140.35F},  PlainFormat{BlockType::iq4_nl, 0, 67.43F},
    PlainFormat{BlockType::iq4_xs, 0, 1246.4F}, PlainFormat{BlockType::tq1_0, 52, 0.8172F},
    PlainFormat{BlockType::tq2_0, 64, 1.2247F}, PlainFormat{BlockType::q1_0, 0, 1.0F},
    PlainFormat{BlockType::q2_0, 0, 1.2247F},
};

void fillPlain(const PlainFormat& format, Words& words, float deviation, std::byte* out) {
    const std::size_t bytes = blockFormat(format.type).blockBytes;
    for (std::size_t i = 0; i < bytes; i += 8) {
        const std::uint64_t word = words.next();
        std::memcpy(out + i, &word, std::min<std::size_t>(8, bytes - i));
    }
    put(out + format.scaleAt, floatToHalf(words.signedScale() * deviation / format.unit));
}

/// How the blocks of a format are made, from at most `words` random words each.
struct Maker {
    std::uint64_t words;
    void (*fill)(Words&, float deviation, std::byte* out);
};

Maker makerOf(BlockType type) {
    switch (type) {
    case BlockType::q4_1:
        return {4, fillQ4_1};
    case BlockType::q5_1:
        return {4, fillQ5_1};
    case BlockType::q8_0:
        return {5, fillQ8_0};
    case BlockType::q2_K:
        return {12, fillQ2_K};
    case BlockType::q4_K:
        return {18, fillQ4_K};
    case BlockType::q5_K:
        return {22, fillQ5_K};
    case BlockType::q6_K:
        return {27, fillQ6_K};
    case BlockType::iq1_m:
        return {8, fillIq1_M};
    case BlockType::mxfp4:
        return {4, fillMxfp4};
    case BlockType::nvfp4:
        return {12, fillNvfp4};
    default:
        throw Error(ErrorKind::unsupported, "Cannot make random weights of the format " +
                                                std::string(blockFormat(type).name) + ".");
    }
}

/// Formats of single numbers: one random word each, converted from float.
template <typename Convert>
void fillNumbers(WeightSpread spread, std::uint64_t key, std::uint64_t first,
                 std::span<std::byte> out, Convert convert) {
    constexpr std::size_t kBytes = sizeof(convert(0.0F));
    for (std::size_t i = 0; i < out.size() / kBytes; ++i) {
        const float value = spread.mean + spread.deviation * normal(randomWord(key, first + i));
        put(out.data() + i * kBytes, convert(value));
    }
}

} // namespace

void fillRandomBlocks(BlockType type, WeightSpread spread, std::uint64_t key,
                      std::uint64_t firstBlock, std::span<std::byte> out) {
    switch (type) {
    case BlockType::f32:
        return fillNumbers(spread, key, firstBlock, out, [](float value) { return value; });
    case BlockType::f16:
        return fillNumbers(spread, key, firstBlock, out, floatToHalf);
    case BlockType::bf16:
        return fillNumbers(spread, key, firstBlock, out, floatToBfloat16);
    default:
        break;
    }
    const std::size_t blockBytes = blockFormat(type).blockBytes;
    const auto* plain = std::ranges::find(kPlainFormats, type, &PlainFormat::type);
    if (plain != kPlainFormats.end()) {
        for (std::size_t i = 0; i < out.size() / blockBytes; ++i) {
            Words words(key, (firstBlock + i) * (blockBytes / 8 + 3));
            fillPlain(*plain, words, spread.deviation, out.data() + i * blockBytes);
        }
        return;
    }
    const Maker maker = makerOf(type);
    for (std::size_t i = 0; i < out.size() / blockBytes; ++i) {
        Words words(key, (firstBlock + i) * maker.words);
        maker.fill(words, spread.deviation, out.data() + i * blockBytes);
    }
}

} // namespace conclave
