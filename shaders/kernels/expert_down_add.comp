#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] += sum over slots s of weight_s (D_e(s) . h[c, s]): each output row gathers all chosen
// experts in registers (decode). Columns along y.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { ExpertParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Hidden { vec4 hidden[]; }; // [assignment][length]
layout(set = 0, binding = 1, std430) buffer Residual { float residual[]; };     // [column][rows]
layout(set = 0, binding = 2, std430) readonly buffer Routes { Route routes[]; };

uint assignment;

vec4 activation(uint c, uint quad) { return hidden[assignment * (p.rowLength / 4) + quad]; }

void main() {
    uint column = gl_WorkGroupID.y;
    for (uint group = worker(); group < rowGroups(p.rows); group += workerCount()) {
        float total[ROWS];
        [[unroll]] for (uint r = 0; r < ROWS; ++r) {
            total[r] = 0;
        }
        for (uint slot = 0; slot < p.expertUsedCount; ++slot) {
            assignment = column * p.expertUsedCount + slot;
            uint e = min(routes[column].expert[slot], p.expertCount - 1);
            multiplyRows(FORMAT_A, Experts(p.table).at[e].down, p.rowStride, group * ROWS, p.rows,
                         p.rowLength);
            [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                total[r] += routes[column].weight[slot] * sums[r];
            }
        }
        if (lane() == 0) {
            [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                if (group * ROWS + r < p.rows) {
                    residual[column * p.rows + group * ROWS + r] += total[r];
                }
            }
        }
    }
}
