#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// y[a] = D_e . h[a] for assignments sorted by expert (prefill); combine_add.comp sums them up.
#extension GL_GOOGLE_include_directive : require
#define CONCLAVE_GROUPED
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { ExpertParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { float outputs[]; }; // [assignment][rows]

#include "shaders/common/expert_tiles.glsl"

vec4 activation(uint c, uint quad) { return input4(assignmentOf(c) * (p.inputStride / 4) + quad); }

void main() {
    openTile(gl_WorkGroupID.y);
    ExpertRef expert = expertRef(p.table, tileExpert);
    for (uint group = worker(); group < rowGroups(p.rows); group += workerCount()) {
        multiplyRows(FORMAT_A, expert.down, p.rowStride, group * ROWS, p.rows, p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (c >= tileCount) {
                break;
            }
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.rows)) {
                if ((FLAGS & CONCLAVE_WITH_BIAS) != 0) {
                    y += weightFloat(expert.bias, p.biasRow + group * ROWS + lane());
                }
                outputs[assignmentOf(c) * p.rows + group * ROWS + lane()] = y;
            }
        }
    }
}
