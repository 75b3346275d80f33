// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/reference/dequantise.h"

#include "engine/error.h"
#include "engine/reference/block_reader.h"

#include <string>

namespace conclave {

namespace {

/// The function of a format, or nullptr.
reference::WeightOf weightOf(BlockType type) noexcept {
    using namespace reference;
    switch (type) {
    case BlockType::f32:
        return weightF32;
    case BlockType::f16:
        return weightF16;
    case BlockType::bf16:
        return weightBf16;
    case BlockType::q4_0:
        return weightQ4_0;
    case BlockType::q4_1:
        return weightQ4_1;
    case BlockType::q5_0:
        return weightQ5_0;
    case BlockType::q5_1:
        return weightQ5_1;
    case BlockType::q8_0:
        return weightQ8_0;
    case BlockType::q2_K:
        return weightQ2_K;
    case BlockType::q3_K:
        return weightQ3_K;
    case BlockType::q4_K:
        return weightQ4_K;
    case BlockType::q5_K:
        return weightQ5_K;
    case BlockType::q6_K:
        return weightQ6_K;
    case BlockType::iq4_nl:
        return weightIq4Nl;
    case BlockType::iq4_xs:
        return weightIq4Xs;
    case BlockType::mxfp4:
        return weightMxfp4;
    case BlockType::nvfp4:
        return weightNvfp4;
    case BlockType::tq1_0:
        return weightTq1_0;
    case BlockType::tq2_0:
        return weightTq2_0;
    case BlockType::q1_0:
        return weightQ1_0;
    case BlockType::q2_0:
        return weightQ2_0;
    case BlockType::iq1_s:
        return weightIq1S;
    case BlockType::iq1_m:
        return weightIq1M;
    case BlockType::iq2_xxs:
        return weightIq2Xxs;
    case BlockType::iq2_xs:
        return weightIq2Xs;
    case BlockType::iq2_s:
        return weightIq2S;
    case BlockType::iq3_xxs:
        return weightIq3Xxs;
    case BlockType::iq3_s:
        return weightIq3S;
    case BlockType::i8:
    case BlockType::i16:
    case BlockType::i32:
    case BlockType::i64:
    case BlockType::f64:
        return nullptr;
    }
    return nullptr;
}

} // namespace

bool canDequantise(BlockType type) noexcept {
    return weightOf(type) != nullptr;
}

void dequantise(BlockType type, std::span<const std::byte> blocks, std::span<float> out) {
    const BlockFormat& format = blockFormat(type);
    const std::string name(format.name);
    const reference::WeightOf weight = weightOf(type);
    if (weight == nullptr) {
        throw Error(ErrorKind::unsupported, "Cannot expand weights of the format " + name +
                                                ": the reference does not know it.");
    }
    const std::size_t count = blocks.size() / format.blockBytes;
    if (blocks.size() % format.blockBytes != 0 || out.size() != count * format.blockSize) {
        throw Error(ErrorKind::badRequest,
                    "Cannot expand " + std::to_string(blocks.size()) + " bytes of " + name +
                        " into " + std::to_string(out.size()) + " weights: the sizes do not fit.");
    }
    for (std::size_t block = 0; block < count; ++block) {
        const reference::BlockReader reader(
            blocks.subspan(block * format.blockBytes, format.blockBytes));
        for (std::uint32_t e = 0; e < format.blockSize; ++e) {
            out[block * format.blockSize + e] = weight(reader, e);
        }
    }
}

std::vector<float> dequantised(BlockType type, std::span<const std::byte> blocks) {
    const BlockFormat& format = blockFormat(type);
    std::vector<float> out(blocks.size() / format.blockBytes * format.blockSize);
    dequantise(type, blocks, out);
    return out;
}

} // namespace conclave
