// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/rope_hparams.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace conclave {

namespace {

struct Yarn {
    double factor, originalContext, base, betaFast, betaSlow;
};

/// Pairs that turn often in the original context keep their frequency, those that turn less than
/// once are divided by the factor, and between them the share changes linearly (equation 13 there).
void stretch(RopeHparams& rope, const Yarn& yarn) {
    const double size = rope.rotated;
    const auto pairThatTurns = [&](double times) {
        return size * std::log(yarn.originalContext / (times * 2 * std::numbers::pi)) /
               (2 * std::log(yarn.base));
    };
    const double low = std::max(0.0, std::floor(pairThatTurns(yarn.betaFast)));
    const double high = std::min(size - 1, std::ceil(pairThatTurns(yarn.betaSlow)));
    for (std::size_t pair = 0; pair < rope.frequencies.size(); ++pair) {
        const double ramp =
            std::clamp((double(pair) - low) / std::max(0.001, high - low), 0.0, 1.0);
        rope.frequencies[pair] *= (1 - ramp) + ramp / yarn.factor;
    }
}

RopeHparams readYarn(const HparamsReader& read, RopeHparams rope, double factor) {
    const double original = read.count("rope.scaling.original_context_length", kMaxContext,
                                       read.count("context_length", kMaxContext));
    stretch(rope, {factor, original, read.number("rope.freq_base", 1, 1e12, 10000.0),
                   read.number("rope.scaling.yarn_beta_fast", 1e-3, 1e6, 32.0),
                   read.number("rope.scaling.yarn_beta_slow", 1e-3, 1e6, 1.0)});
    // The publishers' two multipliers cancel where both are given.
    const double ratio = 0.1 * std::log(factor);
    const double multiplier = read.number("rope.scaling.yarn_log_multiplier", 0, 1e3, 0.0);
    rope.magnitude *= static_cast<float>((1 + ratio) / (1 + multiplier * ratio));
    return rope;
}

constexpr const char* kLongFactors = "rope_factors_long.weight";
constexpr const char* kShortFactors = "rope_factors_short.weight";

/// Converters of Phi write the factors and often no type of scaling.
bool hasLongRope(const HparamsReader& read, std::string_view type) {
    return type == "longrope" || read.file().findTensor(kLongFactors) != nullptr;
}

RopeHparams readLongRope(const HparamsReader& read, std::uint32_t rotated, double base,
                         std::uint32_t contextLength) {
    const bool isLong = contextLength > read.count("rope.scaling.original_context_length",
                                                   kMaxContext, std::uint64_t{contextLength});
    const char* name = isLong ? kLongFactors : kShortFactors;
    const std::vector<float> factors = read.vector(name, rotated / 2);
    if (factors.empty()) {
        read.reject(fmt::format("tensor {} is missing", name));
    }
    return plainRope(rotated, base, factors);
}

} // namespace

RopeHparams plainRope(std::uint32_t rotated, double base, std::span<const float> factors) {
    RopeHparams rope;
    rope.rotated = rotated;
    for (std::uint32_t pair = 0; pair < rotated / 2; ++pair) {
        const double factor = factors.empty() ? 1.0 : double{factors[pair]};
        rope.frequencies.push_back(std::pow(base, -2.0 * pair / rotated) / factor);
    }
    return rope;
}

RopeHparams readRope(const HparamsReader& read, std::uint32_t rotated,
                     std::uint32_t contextLength) {
    const double base = read.number("rope.freq_base", 1, 1e12, 10000.0);
    const std::string type = read.text("rope.scaling.type", "linear");
    const double written =
        read.number("rope.scaling.factor", 0, 1e6, read.number("rope.scale_linear", 0, 1e6, 1.0));
    const double factor = written == 0 ? 1 : written;
    RopeHparams rope;
    if (hasLongRope(read, type)) {
        rope = readLongRope(read, rotated, base, contextLength);
    } else {
        rope = plainRope(rotated, base, read.vector("rope_freqs.weight", rotated / 2));
    }
    rope.magnitude = read.number("rope.scaling.attn_factor", 1e-3, 1e3, 1.0);
    if (type == "yarn") {
        return readYarn(read, rope, factor);
    }
    if (type == "linear" || type == "longrope") {
        for (double& frequency : rope.frequencies) {
            frequency /= factor;
        }
    } else if (type != "none") {
        read.unsupported(fmt::format(
            "rope scaling \"{}\" is not known; linear, yarn and longrope are", type.substr(0, 32)));
    }
    return rope;
}

} // namespace conclave
