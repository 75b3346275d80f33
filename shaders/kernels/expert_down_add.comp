#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] += sum over slots s of weight_s (D_e(s) . h[c, s]): each output row gathers all chosen
// experts in registers (decode). Columns along y.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { ExpertParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) buffer Residual { float residual[]; };     // [column][rows]
layout(set = 0, binding = 2, std430) readonly buffer Routes { Route routes[]; };

uint assignment;

vec4 activation(uint c, uint quad) { return input4(assignment * (p.inputStride / 4) + quad); }

void main() {
    uint column = gl_WorkGroupID.y;
    for (uint group = worker(); group < rowGroups(p.rows); group += workerCount()) {
        float total = 0; // of the row that this lane stores
        for (uint slot = 0; slot < p.expertUsedCount; ++slot) {
            assignment = column * p.expertUsedCount + slot;
            uint e = min(routes[column].expert[slot], p.expertCount - 1);
            ExpertRef expert = expertRef(p.table, e);
            multiplyRows(FORMAT_A, expert.down, p.rowStride, group * ROWS, p.rows, p.rowLength);
            float y = rowSum(0);
            if ((FLAGS & CONCLAVE_WITH_BIAS) != 0) {
                y += weightFloat(expert.bias, p.biasRow + min(group * ROWS + lane(), p.rows - 1));
            }
            total += (FLAGS & CONCLAVE_WEIGHTED_INPUT) != 0 ? y : routes[column].weight[slot] * y;
        }
        if (storesRow(group * ROWS, p.rows)) {
            uint at = column * p.rows + group * ROWS + lane();
            residual[at] = (FLAGS & CONCLAVE_OVERWRITE) != 0 ? total : residual[at] + total;
        }
    }
}
