// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weight_layout.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace conclave {

namespace {

constexpr std::uint64_t kQuad = 16;

std::uint64_t roundUp(std::uint64_t bytes) {
    return (bytes + kQuad - 1) / kQuad * kQuad;
}

/// Bytes of a block that go to one plane together.
struct Piece {
    std::uint8_t plane, at;             ///< from which byte of the block's share of the plane
    std::uint8_t from;                  ///< byte in the block
    std::uint8_t bytes;                 ///< a power of two, or 48 or 96
    std::uint8_t repeats = 1, step = 0; ///< more of them, side by side in the block
};

/// How the blocks of a row are taken apart.
struct Layout {
    BlockType type;
    std::array<std::uint8_t, 4> share; ///< bytes of a block in each plane; 0: no such plane
    std::array<Piece, 5> pieces;       ///< bytes 0: no more
};

// Planes of whole quads come first.
constexpr std::array kLayouts{
    Layout{BlockType::q4_0, {16, 2}, {{{0, 0, 2, 16}, {1, 0, 0, 2}}}},
    Layout{BlockType::q4_1, {16, 4}, {{{0, 0, 4, 16}, {1, 0, 0, 4}}}},
    Layout{BlockType::q5_0, {16, 4, 2}, {{{0, 0, 6, 16}, {1, 0, 2, 4}, {2, 0, 0, 2}}}},
    Layout{BlockType::q5_1, {16, 8}, {{{0, 0, 8, 16}, {1, 0, 0, 8}}}},
    Layout{BlockType::q8_0, {32, 2}, {{{0, 0, 2, 32}, {1, 0, 0, 2}}}},
    Layout{BlockType::q2_K, {64, 16, 4}, {{{0, 0, 16, 64}, {1, 0, 0, 16}, {2, 0, 80, 4}}}},
    Layout{
        BlockType::q3_K, {112}, {{{0, 0, 96, 8}, {0, 8, 104, 4}, {0, 12, 108, 2}, {0, 16, 0, 96}}}},
    Layout{BlockType::q6_K,
           {128, 64, 16, 2},
           {{{0, 0, 0, 128}, {1, 0, 128, 64}, {2, 0, 192, 16}, {3, 0, 208, 2}}}},
    Layout{BlockType::iq2_xxs, {64, 2}, {{{0, 0, 2, 64}, {1, 0, 0, 2}}}},
    Layout{BlockType::iq2_xs, {64, 8, 2}, {{{0, 0, 2, 64}, {1, 0, 66, 8}, {2, 0, 0, 2}}}},
    Layout{BlockType::iq3_xxs, {64, 32, 2}, {{{0, 0, 2, 64}, {1, 0, 66, 32}, {2, 0, 0, 2}}}},
    Layout{BlockType::iq1_s, {32, 16, 2}, {{{0, 0, 2, 32}, {1, 0, 34, 16}, {2, 0, 0, 2}}}},
    Layout{BlockType::iq4_nl, {16, 2}, {{{0, 0, 2, 16}, {1, 0, 0, 2}}}},
    Layout{BlockType::iq3_s,
           {112},
           {{{0, 0, 2, 64}, {0, 64, 74, 32}, {0, 96, 66, 8}, {0, 104, 106, 4}, {0, 108, 0, 2}}}},
    Layout{BlockType::iq2_s,
           {64, 16, 2},
           {{{0, 0, 2, 4, 8, 8}, {0, 4, 34, 4, 8, 8}, {1, 0, 66, 16}, {2, 0, 0, 2}}}},
    Layout{BlockType::iq4_xs, {128, 8}, {{{0, 0, 8, 128}, {1, 0, 0, 8}}}},
    Layout{BlockType::iq1_m, {32, 16, 8}, {{{0, 0, 0, 32}, {1, 0, 32, 16}, {2, 0, 48, 8}}}},
    Layout{BlockType::tq1_0, {48, 4, 2}, {{{0, 0, 0, 48}, {1, 0, 48, 4}, {2, 0, 52, 2}}}},
    Layout{BlockType::tq2_0, {64, 2}, {{{0, 0, 0, 64}, {1, 0, 64, 2}}}},
    Layout{BlockType::mxfp4, {16, 1}, {{{0, 0, 1, 16}, {1, 0, 0, 1}}}},
    Layout{BlockType::nvfp4, {32, 4}, {{{0, 0, 4, 32}, {1, 0, 0, 4}}}},
    Layout{BlockType::q1_0, {16, 2}, {{{0, 0, 2, 16}, {1, 0, 0, 2}}}},
    Layout{BlockType::q2_0, {16, 2}, {{{0, 0, 2, 16}, {1, 0, 0, 2}}}},
};

/// nullptr: rows keep the order of the file.
const Layout* layoutOf(BlockType type) noexcept {
    const auto* layout = std::ranges::find(kLayouts, type, &Layout::type);
    return layout != kLayouts.end() ? layout : nullptr;
}

/// One piece of each of `count` blocks. The size is known to the compiler, which is ten times
/// faster.
template <std::size_t Bytes>
void copyPieces(const std::byte* from, std::size_t fromStep, std::byte* to, std::size_t toStep,
                std::uint64_t count) {
    for (std::uint64_t b = 0; b < count; ++b) {
        std::memcpy(to + b * toStep, from + b * fromStep, Bytes);
    }
}

using CopyPieces = void (*)(const std::byte*, std::size_t, std::byte*, std::size_t, std::uint64_t);

CopyPieces copierOf(std::uint8_t bytes) noexcept {
    switch (bytes) {
    case 1:
        return copyPieces<1>;
    case 2:
        return copyPieces<2>;
    case 4:
        return copyPieces<4>;
    case 8:
        return copyPieces<8>;
    case 16:
        return copyPieces<16>;
    case 32:
        return copyPieces<32>;
    case 48:
        return copyPieces<48>;
    case 64:
        return copyPieces<64>;
    case 96:
        return copyPieces<96>;
    default:
        return copyPieces<128>;
    }
}

void takeApart(const Layout& layout, const std::byte* blocks, std::uint64_t count, std::byte* row) {
    const std::size_t blockBytes = blockFormat(layout.type).blockBytes;
    std::array<std::byte*, 4> planes{row};
    for (std::size_t i = 1; i < planes.size(); ++i) {
        planes[i] = planes[i - 1] + roundUp(count * layout.share[i - 1]);
    }
    for (const Piece& piece : layout.pieces) {
        for (std::size_t i = 0; piece.bytes > 0 && i < piece.repeats; ++i) {
            copierOf(piece.bytes)(blocks + piece.from + i * piece.bytes, blockBytes,
                                  planes[piece.plane] + piece.at + i * piece.step,
                                  layout.share[piece.plane], count);
        }
    }
}

} // namespace

std::uint32_t deviceRowQuads(BlockType type, std::uint64_t rowLength) noexcept {
    const BlockFormat& format = blockFormat(type);
    const std::uint64_t blocks = (rowLength + 31) / 32 * 32 / format.blockSize;
    std::uint64_t bytes = 0;
    if (const Layout* layout = layoutOf(type)) {
        for (const std::uint64_t share : layout->share) {
            bytes += roundUp(blocks * share);
        }
    } else {
        bytes = roundUp(blocks * format.blockBytes);
    }
    return static_cast<std::uint32_t>(bytes / kQuad);
}

void toDeviceLayout(BlockType type, std::uint64_t rowLength, std::uint64_t rows,
                    std::span<const std::byte> file, std::span<std::byte> out) {
    const BlockFormat& format = blockFormat(type);
    const Layout* layout = layoutOf(type);
    const std::uint64_t blocks = rowLength / format.blockSize;
    const std::uint64_t rowBytes = blocks * format.blockBytes;
    const std::uint64_t stride = deviceRowQuads(type, rowLength) * kQuad;
    if (rowBytes == stride && layout == nullptr) {
        std::memcpy(out.data(), file.data(), rows * rowBytes);
        return;
    }
    for (std::uint64_t row = 0; row < rows; ++row) {
        const std::byte* from = file.data() + row * rowBytes;
        std::byte* to = out.data() + row * stride;
        if (layout != nullptr) {
            takeApart(*layout, from, blocks, to);
        } else {
            std::memcpy(to, from, rowBytes);
            std::memset(to + rowBytes, 0, stride - rowBytes);
        }
    }
}

} // namespace conclave
