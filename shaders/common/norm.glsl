// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// RMS norm (Zhang and Sennrich, arXiv 1910.07467) recomputed by every subgroup that needs it: a few
// kilobytes from cache are cheaper than a dispatch of their own. Needs `input4(quad)`.
#ifndef CONCLAVE_NORM_GLSL
#define CONCLAVE_NORM_GLSL

/// Of `length_` values from `firstQuad` on.
float inverseRms(uint firstQuad, uint length_, float epsilon) {
    float sum = 0;
    for (uint i = lane(); i < length_ / 4; i += LANES) {
        vec4 x = input4(firstQuad + i);
        sum += dot(x, x);
    }
    return inversesqrt(subgroupAdd(sum) / float(length_) + epsilon);
}

#endif
