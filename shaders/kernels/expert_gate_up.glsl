// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// h[a] = joined(G_e . x, U_e . x) for every assignment a of a column to an expert e. Tiles along y.
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"
#include "shaders/common/gate_up.glsl"

layout(push_constant, std430) uniform Params { ExpertParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Hidden { float hidden[]; }; // [assignment][rows]

#include "shaders/common/expert_tiles.glsl"

vec4 activation(uint c, uint quad) {
    return input4(assignmentOf(c) / p.expertUsedCount * (p.inputStride / 4) + quad);
}

void main() {
    openTile(gl_WorkGroupID.y);
    ExpertRef expert = expertRef(p.table, tileExpert);
    if ((FLAGS & CONCLAVE_WEIGHTED_INPUT) != 0) {
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            inputScale[c] = weightOf(assignmentOf(c));
        }
    }
    for (uint group = worker(); group < rowGroups(p.rows); group += workerCount()) {
        multiplyGateUp(expert.gate, p.rowStride, expert.up, p.secondRowStride, expert.bias, group * ROWS,
                       p.rows, p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (c >= tileCount) {
                break;
            }
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.rows)) {
                hidden[assignmentOf(c) * p.rows + group * ROWS + lane()] = y;
            }
        }
    }
}
