// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/mixture.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace conclave {
namespace {

struct NamedRule {
    std::string_view name;
    BlockType base;
    bool moreBits;
};
constexpr std::array kRules{
    NamedRule{"F32", BlockType::f32, false},     NamedRule{"F16", BlockType::f16, false},
    NamedRule{"BF16", BlockType::bf16, false},   NamedRule{"Q8_0", BlockType::q8_0, false},
    NamedRule{"Q4_K_S", BlockType::q4_K, false}, NamedRule{"Q4_K_M", BlockType::q4_K, true},
    NamedRule{"Q5_K_M", BlockType::q5_K, true},  NamedRule{"Q6_K", BlockType::q6_K, false},
};

/// The published pattern of the "_M" mixtures: the first and last eighth of the layers and every
/// third between.
bool usesMoreBits(std::uint32_t layer, std::uint32_t layers) {
    const std::uint32_t eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
}

bool isSuperBlock(BlockType type) {
    return blockFormat(type).blockSize == 256;
}

/// The choice before rows are looked at.
BlockType wishedFormat(const MixtureRule& rule, const MixtureTensor& tensor) {
    if (!isSuperBlock(rule.base)) {
        return rule.base;
    }
    const auto is = [&](std::string_view prefix) { return tensor.name.starts_with(prefix); };
    const bool fourBit = rule.base == BlockType::q4_K;
    const bool eightExperts = rule.experts == 8; // small enough beside them to be kept precise
    if (is("output.") || (is("token_embd.") && rule.tied)) {
        return BlockType::q6_K;
    }
    if (eightExperts && (is("attn_k.") || is("attn_v."))) {
        return BlockType::q8_0;
    }
    if (eightExperts && fourBit && is("attn_output.")) {
        return BlockType::q5_K;
    }
    if (is("attn_v.") || is("ffn_down")) {
        if (rule.moreBits && usesMoreBits(tensor.layer, rule.layers)) {
            return BlockType::q6_K;
        }
        const std::uint32_t preciseLayers = is("attn_v.") ? 4 : rule.layers / 8;
        if (!rule.moreBits && fourBit && tensor.layer < preciseLayers) {
            return BlockType::q5_K;
        }
    }
    return rule.base;
}

} // namespace

MixtureRule mixtureRule(std::string_view typeName) {
    const auto row = std::ranges::find(kRules, typeName, &NamedRule::name);
    if (row == kRules.end()) {
        std::string known;
        for (const NamedRule& rule : kRules) {
            known += fmt::format("{}{}", known.empty() ? "" : ", ", rule.name);
        }
        throw Error(ErrorKind::badRequest,
                    fmt::format("Cannot write the type {}; known are {}.", typeName, known));
    }
    return {.base = row->base, .moreBits = row->moreBits};
}

BlockType chooseFormat(const MixtureRule& rule, const MixtureTensor& tensor) {
    const BlockType wished = wishedFormat(rule, tensor);
    for (const BlockType type : {wished, BlockType::q8_0}) {
        if (tensor.rowLength % blockFormat(type).blockSize == 0) {
            return type;
        }
    }
    return BlockType::f16;
}

} // namespace conclave
