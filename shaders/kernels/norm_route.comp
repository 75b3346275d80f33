#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// n[c] = norm(x[c]); logits = router . n[c] + bias; the last subgroup to arrive chooses the experts of all
// columns and leaves n for the experts. See route.glsl.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { NormRouteParams p; };
#include "shaders/common/input.glsl"
#include "shaders/common/norm.glsl"
layout(set = 0, binding = 1, std430) coherent buffer Logits { float logits[]; }; // [column][expert]
layout(set = 0, binding = 2, std430) buffer Routes { Route routes[]; };          // [column]
layout(set = 0, binding = 3, std430) writeonly buffer Normed { vec4 normed[]; }; // [column][length]
layout(set = 0, binding = 4, std430) coherent buffer Arrivals { uint arrivals[]; };

#include "shaders/common/route.glsl"

float inverse[COLUMNS];

vec4 activation(uint column, uint quad) {
    return input4(column * (p.rowLength / 4) + quad) * inverse[column] * weightFloats(p.norm, quad);
}

void main() {
    [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
        inverse[c] = inverseRms(c * (p.rowLength / 4), p.rowLength, p.epsilon);
    }
    for (uint group = worker(); group < rowGroups(p.router.rows); group += workerCount()) {
        multiplyRows(FORMAT_A, p.router.address, p.router.rowStride, group * ROWS, p.router.rows,
                     p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.router.rows)) {
                logits[c * p.expertCount + group * ROWS + lane()] = y;
            }
        }
    }
    memoryBarrierBuffer();
    subgroupBarrier(); // every lane has stored before lane 0 says so
    uint arrived = 0;
    if (lane() == 0) {
        arrived = atomicAdd(arrivals[0], 1) + 1;
    }
    if (subgroupBroadcastFirst(arrived) != workerCount()) {
        return;
    }
    memoryBarrierBuffer();
    subgroupBarrier();
    if (lane() == 0) {
        arrivals[0] = 0;
    }
    for (uint c = 0; c < COLUMNS; ++c) {
        for (uint i = lane(); i < p.rowLength / 4; i += LANES) {
            normed[c * (p.rowLength / 4) + i] =
                isNull(p.expertNorm) ? activation(c, i)
                                     : input4(c * (p.rowLength / 4) + i) * inverse[c] *
                                           weightFloats(p.expertNorm, i);
        }
        chooseExperts(c);
    }
}
