// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weight_layout.h"

#include <algorithm>
#include <cstring>

namespace conclave {

namespace {

constexpr std::uint64_t kQuad = 16;

std::uint64_t roundUp(std::uint64_t bytes) {
    return (bytes + kQuad - 1) / kQuad * kQuad;
}

void splitQ8_0(const std::byte* blocks, std::uint64_t count, std::byte* row) {
    std::byte* scales = row + roundUp(count * 32);
    for (std::uint64_t b = 0; b < count; ++b) {
        std::memcpy(scales + b * 2, blocks + b * 34, 2);
        std::memcpy(row + b * 32, blocks + b * 34 + 2, 32);
    }
}

void splitQ6_K(const std::byte* blocks, std::uint64_t count, std::byte* row) {
    std::byte* high = row + count * 128;
    std::byte* scales = high + count * 64;
    std::byte* factors = scales + count * 16;
    for (std::uint64_t b = 0; b < count; ++b) {
        const std::byte* block = blocks + b * 210;
        std::memcpy(row + b * 128, block, 128);
        std::memcpy(high + b * 64, block + 128, 64);
        std::memcpy(scales + b * 16, block + 192, 16);
        std::memcpy(factors + b * 2, block + 208, 2);
    }
}

} // namespace

std::uint32_t deviceRowQuads(BlockType type, std::uint64_t rowLength) noexcept {
    const BlockFormat& format = blockFormat(type);
    const std::uint64_t blocks = (rowLength + 31) / 32 * 32 / format.blockSize;
    std::uint64_t bytes = blocks * format.blockBytes;
    if (type == BlockType::q8_0) {
        bytes = roundUp(blocks * 32) + roundUp(blocks * 2);
    }
    return static_cast<std::uint32_t>(roundUp(bytes) / kQuad);
}

void toDeviceLayout(BlockType type, std::uint64_t rowLength, std::uint64_t rows,
                    std::span<const std::byte> file, std::span<std::byte> out) {
    const BlockFormat& format = blockFormat(type);
    const std::uint64_t blocks = rowLength / format.blockSize;
    const std::uint64_t rowBytes = blocks * format.blockBytes;
    const std::uint64_t stride = deviceRowQuads(type, rowLength) * kQuad;
    if (rowBytes == stride && type != BlockType::q8_0 && type != BlockType::q6_K) {
        std::memcpy(out.data(), file.data(), rows * rowBytes);
        return;
    }
    for (std::uint64_t row = 0; row < rows; ++row) {
        const std::byte* from = file.data() + row * rowBytes;
        std::byte* to = out.data() + row * stride;
        switch (type) {
        case BlockType::q8_0:
            splitQ8_0(from, blocks, to);
            break;
        case BlockType::q6_K:
            splitQ6_K(from, blocks, to);
            break;
        default:
            std::memcpy(to, from, rowBytes);
            std::memset(to + rowBytes, 0, stride - rowBytes);
            break;
        }
    }
}

} // namespace conclave
