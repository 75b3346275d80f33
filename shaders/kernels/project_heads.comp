#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// y[c][h] = A[h] . x[c][h]: a matrix for each head, as latent attention has them (arXiv 2405.04434).
// Columns go in tiles along y, heads along z.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { ProjectHeadsParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { float outputs[]; };

uint columnOf(uint c) { return min(gl_WorkGroupID.y * COLUMNS + c, p.columns - 1); }

vec4 activation(uint column, uint quad) {
    return input4((columnOf(column) * p.inputStride + gl_WorkGroupID.z * p.inputHeadStride) / 4 + quad);
}

void main() {
    uvec2 matrix = offsetBy(p.a.address, gl_WorkGroupID.z * p.headQuads);
    for (uint group = worker(); group < rowGroups(p.a.rows); group += workerCount()) {
        multiplyRows(FORMAT_A, matrix, p.a.rowStride, group * ROWS, p.a.rows, p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (gl_WorkGroupID.y * COLUMNS + c >= p.columns) {
                break;
            }
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.a.rows)) {
                outputs[columnOf(c) * p.outputStride + gl_WorkGroupID.z * p.outputHeadStride +
                        group * ROWS + lane()] = y;
            }
        }
    }
}
