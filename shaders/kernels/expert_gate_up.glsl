// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// h[a] = silu(G_e . x) * (U_e . x) for every assignment a of a column to an expert e. Tiles along y.
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"
#include "shaders/common/activation.glsl"

layout(push_constant, std430) uniform Params { ExpertParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Inputs { vec4 inputs[]; }; // [column][length]
layout(set = 0, binding = 1, std430) writeonly buffer Hidden { float hidden[]; }; // [assignment][rows]

#include "shaders/common/expert_tiles.glsl"

vec4 activation(uint c, uint quad) {
    return inputs[assignmentOf(c) / p.expertUsedCount * (p.rowLength / 4) + quad];
}

void main() {
    openTile(gl_WorkGroupID.y);
    ExpertRef expert = Experts(p.table).at[tileExpert];
    for (uint group = worker(); group < rowGroups(p.rows); group += workerCount()) {
        float gate[ROWS * COLUMNS];
        multiplyRows(FORMAT_A, expert.gate, p.rowStride, group * ROWS, p.rows, p.rowLength);
        [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
            gate[i] = silu(sums[i]);
        }
        multiplyRows(FORMAT_B, expert.up, p.secondRowStride, group * ROWS, p.rows, p.rowLength);
        if (lane() != 0) {
            continue;
        }
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (c >= tileCount) {
                break;
            }
            [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                if (group * ROWS + r < p.rows) {
                    hidden[assignmentOf(c) * p.rows + group * ROWS + r] =
                        gate[r * COLUMNS + c] * sums[r * COLUMNS + c];
                }
            }
        }
    }
}
