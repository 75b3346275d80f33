// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The K formats: fit each sub-block, then quantise the fits, then choose the codes of the weights
// for the scales as they are stored.
#include "engine/quantize/block_writer.h"

#include <array>
#include <cmath>
#include <vector>

namespace conclave::quantize {

namespace {

/// Scale and offset of a sub-block as stored, and what they stand for.
struct Coded {
    int scale = 0, offset = 0;
    Affine affine;
};

/// The codes nearest to a fit, or their neighbours where these serve the values better: rounding
/// scale and offset one by one is not the best pair.
Coded codeAffine(const Sample& sample, const Affine& fit, float d, float dmin, int highCode,
                 int highScale) {
    const int scale = nearest(fit.scale * inverse(d), 0, highScale);
    const int offset = nearest(fit.offset * inverse(dmin), 0, highScale);
    Coded best;
    double bestError = INFINITY;
    for (int s = std::max(0, scale - 1); s <= std::min(highScale, scale + 1); ++s) {
        for (int o = std::max(0, offset - 1); o <= std::min(highScale, offset + 1); ++o) {
            const Affine affine{d * static_cast<float>(s), dmin * static_cast<float>(o)};
            const double error = squaredError(sample, affine, 0, highCode);
            if (error < bestError) {
                best = {s, o, affine};
                bestError = error;
            }
        }
    }
    return best;
}

/// Fits all sub-blocks of `size` weights, writes d and dmin, returns the stored scales and offsets.
std::vector<Coded> codeSubBlocks(const Sample& sample, BlockWriter& block, std::size_t size,
                                 std::size_t atD, int highCode, int highScale) {
    std::vector<Affine> fits;
    Affine most;
    for (std::size_t start = 0; start < 256; start += size) {
        fits.push_back(fitAffine(sample.part(start, size), highCode));
        most.scale = std::max(most.scale, fits.back().scale);
        most.offset = std::max(most.offset, fits.back().offset);
    }
    const float d = block.setHalf(atD, most.scale / static_cast<float>(highScale));
    const float dmin = block.setHalf(atD + 2, most.offset / static_cast<float>(highScale));
    std::vector<Coded> coded;
    for (std::size_t s = 0; s < fits.size(); ++s) {
        coded.push_back(
            codeAffine(sample.part(s * size, size), fits[s], d, dmin, highCode, highScale));
    }
    return coded;
}

int codeOf(float value, const Affine& affine, int high) {
    return nearest((value + affine.offset) * inverse(affine.scale), 0, high);
}

/// Codes of two bits in planes, of four in nibbles 32 weights apart: see weights_k.cpp.
void addTwoBits(BlockWriter& block, std::size_t at, std::size_t e, int code) {
    block.addBits(at + 32 * (e / 128) + e % 32, 2 * (e / 32 % 4), code & 3);
}

void addFourBits(BlockWriter& block, std::size_t at, std::size_t e, int code) {
    block.addBits(at + 32 * (e / 64) + e % 32, 4 * (e / 32 % 2), code & 15);
}

/// Eight six-bit scales and offsets in 12 bytes.
void writeScales(BlockWriter& block, std::size_t at, const std::vector<Coded>& coded) {
    for (std::size_t j = 0; j < 4; ++j) {
        block.addBits(at + j, 0, coded[j].scale);
        block.addBits(at + 4 + j, 0, coded[j].offset);
        block.addBits(at + j, 6, coded[j + 4].scale >> 4);
        block.addBits(at + 4 + j, 6, coded[j + 4].offset >> 4);
        block.addBits(at + 8 + j, 0, coded[j + 4].scale & 15);
        block.addBits(at + 8 + j, 4, coded[j + 4].offset & 15);
    }
}

/// Fits of 16 sub-blocks of 16 weights without offset.
std::array<float, 16> fitScales(const Sample& sample, int low, int high) {
    std::array<float, 16> scales{};
    for (std::size_t s = 0; s < 16; ++s) {
        scales[s] = fitScale(sample.part(16 * s, 16), low, high);
    }
    return scales;
}

/// d such that the largest scale becomes the code `low`.
float scaleUnit(const std::array<float, 16>& scales, int low) {
    float extreme = 0;
    for (const float scale : scales) {
        extreme = std::abs(scale) > std::abs(extreme) ? scale : extreme;
    }
    return extreme / static_cast<float>(low);
}

/// The stored scale nearest to the fit, or a neighbour that serves the values better.
int codeScale(const Sample& sample, float fit, float d, int highCode, int highScale) {
    const int middle = nearest(fit * inverse(d), -highScale - 1, highScale);
    int best = middle;
    double bestError = INFINITY;
    for (const int scale : {middle, middle - 1, middle + 1}) {
        const Affine affine{d * static_cast<float>(scale), 0};
        const double error = squaredError(sample, affine, -highCode - 1, highCode);
        if (scale >= -highScale - 1 && scale <= highScale && error < bestError) {
            best = scale;
            bestError = error;
        }
    }
    return best;
}

} // namespace

void makeQ2_K(const Sample& sample, BlockWriter block) {
    const auto coded = codeSubBlocks(sample, block, 16, 80, 3, 15);
    for (std::size_t s = 0; s < coded.size(); ++s) {
        block.setU8(s, coded[s].scale | coded[s].offset << 4);
    }
    for (std::size_t e = 0; e < 256; ++e) {
        addTwoBits(block, 16, e, codeOf(sample.values[e], coded[e / 16].affine, 3));
    }
}

void makeQ3_K(const Sample& sample, BlockWriter block) {
    const auto fits = fitScales(sample, -4, 3);
    const float d = block.setHalf(108, scaleUnit(fits, -32));
    for (std::size_t s = 0; s < 16; ++s) {
        const int scale = codeScale(sample.part(16 * s, 16), fits[s], d, 3, 31);
        block.addBits(96 + s % 8, 4 * (s / 8), (scale + 32) & 15);
        block.addBits(104 + s % 4, 2 * (s / 4), (scale + 32) >> 4);
        for (std::size_t e = 16 * s; e < 16 * s + 16; ++e) {
            const float step = d * static_cast<float>(scale);
            const int code = nearest(sample.values[e] * inverse(step), -4, 3) + 4;
            addTwoBits(block, 32, e, code);
            block.addBits(e % 32, e / 32, code >> 2);
        }
    }
}

void makeQ4_K(const Sample& sample, BlockWriter block) {
    const auto coded = codeSubBlocks(sample, block, 32, 0, 15, 63);
    writeScales(block, 4, coded);
    for (std::size_t e = 0; e < 256; ++e) {
        addFourBits(block, 16, e, codeOf(sample.values[e], coded[e / 32].affine, 15));
    }
}

void makeQ5_K(const Sample& sample, BlockWriter block) {
    const auto coded = codeSubBlocks(sample, block, 32, 0, 31, 63);
    writeScales(block, 4, coded);
    for (std::size_t e = 0; e < 256; ++e) {
        const int code = codeOf(sample.values[e], coded[e / 32].affine, 31);
        addFourBits(block, 48, e, code);
        block.addBits(16 + e % 32, e / 32, code >> 4);
    }
}

void makeQ6_K(const Sample& sample, BlockWriter block) {
    const auto fits = fitScales(sample, -32, 31);
    const float d = block.setHalf(208, scaleUnit(fits, -128));
    for (std::size_t s = 0; s < 16; ++s) {
        const int scale = codeScale(sample.part(16 * s, 16), fits[s], d, 31, 127);
        block.setU8(192 + s, scale);
        for (std::size_t e = 16 * s; e < 16 * s + 16; ++e) {
            const float step = d * static_cast<float>(scale);
            const int code = nearest(sample.values[e] * inverse(step), -32, 31) + 32;
            block.addBits(64 * (e / 128) + e % 64, 4 * (e / 64 % 2), code & 15);
            addTwoBits(block, 128, e, code >> 4);
        }
    }
}

} // namespace conclave::quantize
