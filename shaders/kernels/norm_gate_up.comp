#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// h[c] = joined(G . norm(x[c]), U . norm(x[c])): SwiGLU and its kin, the dense block.
// CONCLAVE_WITH_NORM: the norm is applied; else x is used as it is. Columns go in tiles along y.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"
#include "shaders/common/gate_up.glsl"

layout(push_constant, std430) uniform Params { NormGateUpParams p; };
#include "shaders/common/input.glsl"
#include "shaders/common/norm.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { float outputs[]; }; // [column][rows]

uint columnOf(uint c) { return min(gl_WorkGroupID.y * COLUMNS + c, p.columns - 1); }

float inverse[COLUMNS];

vec4 activation(uint column, uint quad) {
    vec4 x = input4(columnOf(column) * (p.rowLength / 4) + quad);
    return (FLAGS & CONCLAVE_WITH_NORM) == 0 ? x : x * inverse[column] * weightFloats(p.norm, quad);
}

void main() {
    if ((FLAGS & CONCLAVE_WITH_NORM) != 0) {
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            inverse[c] = inverseRms(columnOf(c) * (p.rowLength / 4), p.rowLength, p.epsilon);
        }
    }
    for (uint group = worker(); group < rowGroups(p.gate.rows); group += workerCount()) {
        multiplyGateUp(p.gate.address, p.gate.rowStride, p.up.address, p.up.rowStride, uvec2(0),
                       group * ROWS,
                       p.gate.rows, p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (gl_WorkGroupID.y * COLUMNS + c >= p.columns) {
                break;
            }
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.gate.rows)) {
                outputs[columnOf(c) * p.gate.rows + group * ROWS + lane()] = y;
            }
        }
    }
}
