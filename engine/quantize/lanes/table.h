// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The functions of this instruction set.
#pragma once

#include "engine/quantize/lanes/expand_low.h"
#include "engine/quantize/lanes/iq4.h"
#include "engine/quantize/lanes/ternary.h"

namespace conclave::quantize::CONCLAVE_LANES {

inline MakeRow maker(BlockType type) noexcept {
    switch (type) {
    case BlockType::f32:
        return makeF32;
    case BlockType::f16:
        return makeF16;
    case BlockType::bf16:
        return makeBf16;
    case BlockType::q4_0:
        return makeSymmetric<4>;
    case BlockType::q4_1:
        return makeAffine<4>;
    case BlockType::q5_0:
        return makeSymmetric<5>;
    case BlockType::q5_1:
        return makeAffine<5>;
    case BlockType::q8_0:
        return makeQ8_0;
    case BlockType::q2_K:
        return makeQ2_K;
    case BlockType::q3_K:
        return makeQ3_K;
    case BlockType::q4_K:
        return makeFourOrFiveBits<4>;
    case BlockType::q5_K:
        return makeFourOrFiveBits<5>;
    case BlockType::q6_K:
        return makeQ6_K;
    case BlockType::iq4_nl:
        return makeIq4Nl;
    case BlockType::iq4_xs:
        return makeIq4Xs;
    case BlockType::iq3_s:
        return makeIq3S;
    case BlockType::iq3_xxs:
        return makeIq3Xxs;
    case BlockType::iq2_s:
        return makeIq2S;
    case BlockType::iq2_xs:
        return makeIq2Xs;
    case BlockType::iq2_xxs:
        return makeIq2Xxs;
    case BlockType::iq1_m:
        return makeIq1M;
    case BlockType::iq1_s:
        return makeIq1S;
    case BlockType::mxfp4:
        return makeMxfp4;
    case BlockType::tq1_0:
        return makeTq1_0;
    case BlockType::tq2_0:
        return makeTq2_0;
    case BlockType::q1_0:
        return makeQ1_0;
    case BlockType::q2_0:
        return makeQ2_0;
    default:
        return nullptr;
    }
}

inline ExpandRow expander(BlockType type) noexcept {
    switch (type) {
    case BlockType::f32:
        return expandF32;
    case BlockType::f16:
        return expandF16;
    case BlockType::bf16:
        return expandBf16;
    case BlockType::q4_0:
        return expandSymmetric<4>;
    case BlockType::q4_1:
        return expandAffine<4>;
    case BlockType::q5_0:
        return expandSymmetric<5>;
    case BlockType::q5_1:
        return expandAffine<5>;
    case BlockType::q8_0:
        return expandQ8_0;
    case BlockType::q2_K:
        return expandQ2_K;
    case BlockType::q3_K:
        return expandQ3_K;
    case BlockType::q4_K:
        return expandFourOrFiveBits<4>;
    case BlockType::q5_K:
        return expandFourOrFiveBits<5>;
    case BlockType::q6_K:
        return expandQ6_K;
    case BlockType::mxfp4:
        return expandMxfp4;
    case BlockType::tq1_0:
        return expandTq1_0;
    case BlockType::tq2_0:
        return expandTq2_0;
    case BlockType::q1_0:
        return expandQ1_0;
    case BlockType::q2_0:
        return expandQ2_0;
    default:
        return nullptr;
    }
}

const RowTools& rowTools() noexcept {
    static constexpr RowTools kTools{maker, expander, allFinite, squaredDistance};
    return kTools;
}

} // namespace conclave::quantize::CONCLAVE_LANES
