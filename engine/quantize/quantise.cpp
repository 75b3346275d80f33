// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/quantize/quantise.h"

#include "engine/error.h"
#include "engine/quantize/row_makers.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace conclave {

namespace {

bool allFinite(std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

bool anyAbove0(std::span<const float> values) {
    return std::any_of(values.begin(), values.end(), [](float v) { return v > 0; });
}

} // namespace

bool canQuantise(BlockType type) noexcept {
    return quantize::rowTools().maker(type) != nullptr;
}

std::vector<std::byte> quantise(BlockType type, std::span<const float> values,
                                std::span<const float> importance) {
    const BlockFormat& format = blockFormat(type);
    const std::string name(format.name);
    const quantize::MakeRow make = quantize::rowTools().maker(type);
    if (make == nullptr) {
        throw Error(ErrorKind::unsupported, "Weights cannot be stored as " + name +
                                                ": this version can read that format only.");
    }
    const std::size_t columns = importance.empty() ? values.size() : importance.size();
    if (columns == 0 || columns % format.blockSize != 0 || values.size() % columns != 0) {
        throw Error(ErrorKind::badRequest, "Weights cannot be stored as " + name +
                                               ": rows are not a multiple of " +
                                               std::to_string(format.blockSize) + ".");
    }
    if (!allFinite(values) || !allFinite(importance)) {
        throw Error(ErrorKind::badRequest, "Weights cannot be stored as " + name +
                                               ": some of them are not finite numbers.");
    }
    const float* weights = anyAbove0(importance) ? importance.data() : nullptr;
    const std::size_t rowBytes = columns / format.blockSize * format.blockBytes;
    std::vector<std::byte> blocks(values.size() / columns * rowBytes);
    auto* to = reinterpret_cast<std::uint8_t*>(blocks.data());
    for (std::size_t start = 0; start < values.size(); start += columns, to += rowBytes) {
        make({values.data() + start, columns, weights, to});
    }
    return blocks;
}

} // namespace conclave
