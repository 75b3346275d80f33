// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// IQ1, IQ2 and IQ3: codes name points of a grid, eight weights (in IQ3 four) at once. The grids of
// IQ2 and IQ3 hold sizes; signs are bits beside them. Scales belong to 16 or 32 weights.
#include "engine/gguf/codebooks.h"
#include "engine/reference/block_reader.h"

#include <bit>

namespace conclave::reference {

namespace {

/// Coordinate e of the point number `entry`, e counted across points.
float coordinate(Codebook book, std::uint32_t entry, std::uint32_t e) {
    const std::uint32_t width = codebookWidth(book);
    return codebook(book)[entry * width + e % width];
}

/// Eight sign bits from seven: the number of minus signs is even.
std::uint32_t evenSigns(std::uint32_t seven) {
    return seven | (static_cast<std::uint32_t>(std::popcount(seven)) & 1U) << 7U;
}

float withSign(float size, std::uint32_t signs, std::uint32_t e) {
    return (signs >> e % 8 & 1U) == 1 ? -size : size;
}

/// The fields of IQ2_XXS and IQ3_XXS that share a word: four times seven signs, four bits of scale.
struct SignsAndScale {
    std::uint32_t word;
    [[nodiscard]] std::uint32_t signs(std::uint32_t e) const {
        return evenSigns(word >> (7 * (e % 32 / 8)) & 127U);
    }
    [[nodiscard]] float scale() const { return 0.5F + static_cast<float>(word >> 28U); }
};

/// IQ1: grid and an eighth more or less.
float shifted(std::uint32_t entry, std::uint32_t e, bool down) {
    return coordinate(Codebook::iq1, entry, e) + (down ? -0.125F : 0.125F);
}

} // namespace

/// half d; for each 32 weights 4 bytes of entries and a word of signs and scale.
/// w = d (1/2 + scale) / 4 size
float weightIq2Xxs(const BlockReader& block, std::uint32_t e) {
    const std::size_t at = 2 + 8 * (e / 32);
    const SignsAndScale more{block.u32(at + 4)};
    const float size = coordinate(Codebook::iq2_xxs, block.u8(at + e % 32 / 8), e);
    return block.half(0) * more.scale() * 0.25F * withSign(size, more.signs(e), e);
}

/// half d; 32 pairs of bytes with nine bits of entry and seven signs; 8 bytes with two scales each.
float weightIq2Xs(const BlockReader& block, std::uint32_t e) {
    const std::uint32_t code = block.u16(2 + 2 * (e / 8));
    const auto scale = static_cast<float>(block.bits(66 + e / 32, 4 * (e / 16 % 2), 4));
    const float size = coordinate(Codebook::iq2_xs, code & 511U, e);
    return block.half(0) * (0.5F + scale) * 0.25F * withSign(size, evenSigns(code >> 9U), e);
}

/// half d; 32 bytes of entries; 32 bytes of signs; 8 bytes with two more bits of four entries each;
/// 8 bytes with two scales each.
float weightIq2S(const BlockReader& block, std::uint32_t e) {
    const auto high = static_cast<std::uint32_t>(block.bits(66 + e / 32, 2 * (e / 8 % 4), 2));
    const auto scale = static_cast<float>(block.bits(74 + e / 32, 4 * (e / 16 % 2), 4));
    const float size = coordinate(Codebook::iq2_s, block.u8(2 + e / 8) | high << 8U, e);
    return block.half(0) * (0.5F + scale) * 0.25F * withSign(size, block.u8(34 + e / 8), e);
}

/// half d; 64 bytes of entries; 8 words of signs and scale.   w = d (1/2 + scale) / 2 size
float weightIq3Xxs(const BlockReader& block, std::uint32_t e) {
    const SignsAndScale more{block.u32(66 + 4 * (e / 32))};
    const float size = coordinate(Codebook::iq3_xxs, block.u8(2 + e / 4), e);
    return block.half(0) * more.scale() * 0.5F * withSign(size, more.signs(e), e);
}

/// half d; 64 bytes of entries; 64 ninth bits of them; 32 bytes of signs; 8 nibbles of scales.
/// w = d (1 + 2 scale) size
float weightIq3S(const BlockReader& block, std::uint32_t e) {
    const auto high = static_cast<std::uint32_t>(block.bits(66 + e / 32, e / 4 % 8, 1));
    const auto scale = static_cast<float>(1 + 2 * block.bits(106 + e / 64, 4 * (e / 32 % 2), 4));
    const float size = coordinate(Codebook::iq3_s, block.u8(2 + e / 4) | high << 8U, e);
    return block.half(0) * scale * withSign(size, block.u8(74 + e / 8), e);
}

/// half d; 32 bytes of entries; for each 32 weights two bytes with three more bits of four entries
/// each, three bits of scale and the direction of the shift.   w = d (2 scale + 1) (grid +- 1/8)
float weightIq1S(const BlockReader& block, std::uint32_t e) {
    const std::uint32_t more = block.u16(34 + 2 * (e / 32));
    const std::uint32_t high = more >> (3 * (e / 8 % 4)) & 7U;
    const auto scale = static_cast<float>(2 * (more >> 12U & 7U) + 1);
    return block.half(0) * scale *
           shifted(block.u8(2 + e / 8) | high << 8U, e, (more & 0x8000U) != 0);
}

/// 32 bytes of entries; 32 nibbles with three more bits of each and the direction of its shift;
/// four times two bytes with four scales of three bits and a nibble of the half d.
float weightIq1M(const BlockReader& block, std::uint32_t e) {
    std::uint32_t d = 0;
    for (std::uint32_t i = 0; i < 4; ++i) {
        d |= block.u16(48 + 2 * i) >> 12U << 4 * i;
    }
    const auto more = static_cast<std::uint32_t>(block.bits(32 + e / 16, 4 * (e / 8 % 2), 4));
    const std::uint32_t scale = block.u16(48 + 2 * (e / 64)) >> (3 * (e / 16 % 4)) & 7U;
    return halfToFloat(static_cast<std::uint16_t>(d)) * static_cast<float>(2 * scale + 1) *
           shifted(block.u8(e / 8) | (more & 7U) << 8U, e, (more & 8U) != 0);
}

} // namespace conclave::reference
