// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/formats.h"

#include "engine/error.h"
#include "engine/quantize/file_types.h"
#include "engine/quantize/mixture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace conclave {
namespace {

/// NVFP4 comes from converters rather than quantisers, so there is no published mixture.
constexpr std::string_view kNvfp4 = "NVFP4";

std::string upperCase(std::string_view name) {
    std::string upper(name);
    std::ranges::transform(upper, upper.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return upper;
}

BlockType largestThatFits(BlockType wished, std::uint64_t rowLength) {
    for (const BlockType type : {wished, BlockType::q8_0}) {
        if (rowLength % blockFormat(type).blockSize == 0) {
            return type;
        }
    }
    return BlockType::f16;
}

[[noreturn]] void failForName(std::string_view name) {
    std::string known;
    for (const QuantiseType& type : quantiseTypes()) {
        known += fmt::format("{}, ", type.name);
    }
    throw Error(ErrorKind::badRequest, fmt::format("Cannot write the type {}; known are {}{}.",
                                                   name.substr(0, 32), known, kNvfp4));
}

} // namespace

SynthType synthType(std::string_view name) {
    const std::string upper = upperCase(name);
    if (upper == kNvfp4) {
        return {upper, BlockType::nvfp4, true};
    }
    const QuantiseType* type = findQuantiseType(upper == "MXFP4_MOE" ? "MXFP4" : upper);
    if (type == nullptr) {
        failForName(name);
    }
    const auto index = static_cast<std::size_t>(type - quantiseTypes().data());
    return {std::string(type->name), quantize::fileTypeRow(index).base};
}

std::vector<SynthFormat> synthFormats(const SynthType& type, const SynthShape& shape,
                                      std::span<const SynthMatrix> matrices) {
    std::vector<SynthFormat> formats;
    if (type.pure) {
        for (const SynthMatrix& matrix : matrices) {
            const BlockType format = largestThatFits(type.base, matrix.shape[0]);
            formats.push_back({format, format != type.base});
        }
        return formats;
    }
    std::vector<MixtureTensor> tensors;
    for (const SynthMatrix& matrix : matrices) {
        tensors.push_back({.name = matrix.name, .shape = matrix.shape});
    }
    const MixtureModel model{.architecture = shape.architecture,
                             .layers = shape.layers,
                             .experts = shape.experts,
                             .heads = shape.heads,
                             .headsKv = shape.kvHeads,
                             .importance = true};
    for (const MixtureChoice& choice : chooseFormats(type.name, model, tensors)) {
        formats.push_back({choice.format, choice.substitute});
    }
    return formats;
}

} // namespace conclave
