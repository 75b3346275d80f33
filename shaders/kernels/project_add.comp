#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] += A . y[c]: the output projection of a block and its residual. Columns go in tiles along y.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { ProjectAddParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) buffer Residual { float residual[]; };     // [column][rows]

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
                residual[columnOf(c) * p.a.rows + group * ROWS + lane()] += y;
            }
        }
    }
}
