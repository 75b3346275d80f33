// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/random_blocks.h"

#include "engine/error.h"
#include "engine/half.h"

#include <array>
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
    /// From 0.75 to 1.25, so that blocks differ in scale.
    float scale() { return 0.75F + 0.5F * static_cast<float>(next() >> 40) / 16777216.0F; }

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

/// How the blocks of a format are made, from `words` random words each.
struct Maker {
    std::uint64_t words;
    void (*fill)(Words&, float deviation, std::byte* out);
};

Maker makerOf(BlockType type) {
    switch (type) {
    case BlockType::q8_0:
        return {5, fillQ8_0};
    case BlockType::q4_K:
        return {18, fillQ4_K};
    case BlockType::q5_K:
        return {22, fillQ5_K};
    case BlockType::q6_K:
        return {27, fillQ6_K};
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
    const Maker maker = makerOf(type);
    const std::size_t blockBytes = blockFormat(type).blockBytes;
    for (std::size_t i = 0; i < out.size() / blockBytes; ++i) {
        Words words(key, (firstBlock + i) * maker.words);
        maker.fill(words, spread.deviation, out.data() + i * blockBytes);
    }
}

} // namespace conclave
