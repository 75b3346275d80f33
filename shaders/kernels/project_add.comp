#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] += A . y[c] + bias: the output projection of a block and its residual. Columns go in tiles along
// y. CONCLAVE_SHARED_EXPERT: what is added is multiplied by the shared weight of the route.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { ProjectAddParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) buffer Residual { float residual[]; };     // [column][rows]
layout(set = 0, binding = 2, std430) readonly buffer Routes { Route routes[]; }; // [column]

uint columnOf(uint c) { return min(gl_WorkGroupID.y * COLUMNS + c, p.columns - 1); }

vec4 activation(uint column, uint quad) {
    return input4(columnOf(column) * (p.inputStride / 4) + quad);
}

void main() {
    for (uint group = worker(); group < rowGroups(p.a.rows); group += workerCount()) {
        multiplyRows(FORMAT_A, p.a.address, p.a.rowStride, group * ROWS, p.a.rows, p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (gl_WorkGroupID.y * COLUMNS + c >= p.columns) {
                break;
            }
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.a.rows)) {
                if ((FLAGS & CONCLAVE_WITH_BIAS) != 0) {
                    y += weightFloat(p.bias, group * ROWS + lane());
                }
                if ((FLAGS & CONCLAVE_SHARED_EXPERT) != 0) {
                    y *= routes[columnOf(c)].sharedWeight;
                }
                residual[columnOf(c) * p.a.rows + group * ROWS + lane()] += y;
            }
        }
    }
}
