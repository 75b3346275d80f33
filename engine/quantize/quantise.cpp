// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/quantise.h"

#include "engine/error.h"
#include "engine/quantize/block_writer.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace conclave {

namespace {

/// The function of a format, or nullptr.
quantize::MakeBlock makerOf(BlockType type) noexcept {
    using namespace quantize;
    switch (type) {
    case BlockType::f32:
        return makeF32;
    case BlockType::f16:
        return makeF16;
    case BlockType::bf16:
        return makeBf16;
    case BlockType::q4_0:
        return makeQ4_0;
    case BlockType::q4_1:
        return makeQ4_1;
    case BlockType::q5_0:
        return makeQ5_0;
    case BlockType::q5_1:
        return makeQ5_1;
    case BlockType::q8_0:
        return makeQ8_0;
    case BlockType::q2_K:
        return makeQ2_K;
    case BlockType::q3_K:
        return makeQ3_K;
    case BlockType::q4_K:
        return makeQ4_K;
    case BlockType::q5_K:
        return makeQ5_K;
    case BlockType::q6_K:
        return makeQ6_K;
    default:
        return nullptr;
    }
}

bool allFinite(std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

bool anyAbove0(std::span<const float> values) {
    return std::any_of(values.begin(), values.end(), [](float v) { return v > 0; });
}

} // namespace

bool canQuantise(BlockType type) noexcept {
    return makerOf(type) != nullptr;
}

std::vector<std::byte> quantise(BlockType type, std::span<const float> values,
                                std::span<const float> importance) {
    const BlockFormat& format = blockFormat(type);
    const std::string name(format.name);
    const quantize::MakeBlock make = makerOf(type);
    if (make == nullptr) {
        throw Error(ErrorKind::unsupported, "Weights cannot be stored as " + name +
                                                ": this version can read that format only.");
    }
    const std::size_t size = format.blockSize;
    const std::size_t row = importance.empty() ? size : importance.size();
    if (row % size != 0 || values.size() % row != 0) {
        throw Error(ErrorKind::badRequest, "Weights cannot be stored as " + name +
                                               ": rows are not a multiple of " +
                                               std::to_string(size) + ".");
    }
    if (!allFinite(values) || !allFinite(importance)) {
        throw Error(ErrorKind::badRequest, "Weights cannot be stored as " + name +
                                               ": some of them are not finite numbers.");
    }
    const std::vector<float> even(size, 1.0F);
    std::vector<std::byte> blocks(values.size() / size * format.blockBytes);
    for (std::size_t start = 0; start < values.size(); start += size) {
        const std::span<const float> own =
            importance.empty() ? even : importance.subspan(start % row, size);
        const quantize::Sample sample{values.subspan(start, size), anyAbove0(own) ? own : even};
        const auto block =
            std::span(blocks).subspan(start / size * format.blockBytes, format.blockBytes);
        make(sample, quantize::BlockWriter(block));
    }
    return blocks;
}

} // namespace conclave
