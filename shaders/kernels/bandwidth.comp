#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reads a stretch of device memory once, quad by quad, to measure the bandwidth kernels can reach.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { BandwidthParams p; };
layout(set = 0, binding = 0, std430) writeonly buffer Sink { uint sink[]; };

void main() {
    uvec4 sum = uvec4(0);
    uint threads = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
    for (uint i = gl_GlobalInvocationID.x; i < p.quads; i += threads) {
        sum ^= Quads(p.address).at[i];
    }
    if ((sum.x ^ sum.y ^ sum.z ^ sum.w) == 0x5EED5EEDu) { // keeps the loads from being removed
        sink[0] = sum.x;
    }
}
