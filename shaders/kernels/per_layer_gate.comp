#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// y[c] = joined(G . x[c], e[c][layer]): the second embedding of a layer, gated. Columns go in tiles along
// y.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"
#include "shaders/common/activation.glsl"

layout(push_constant, std430) uniform Params { PerLayerGateParams p; };
#include "shaders/common/input.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { float outputs[]; }; // [column][rows]
layout(set = 0, binding = 2, std430) readonly buffer Factors { float factors[]; };  // [column][layer][rows]

uint columnOf(uint c) { return min(gl_WorkGroupID.y * COLUMNS + c, p.columns - 1); }

vec4 activation(uint column, uint quad) {
    return input4(columnOf(column) * (p.inputStride / 4) + quad);
}

void main() {
    for (uint group = worker(); group < rowGroups(p.gate.rows); group += workerCount()) {
        multiplyRows(FORMAT_A, p.gate.address, p.gate.rowStride, group * ROWS, p.gate.rows,
                     p.rowLength);
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            if (gl_WorkGroupID.y * COLUMNS + c >= p.columns) {
                break;
            }
            float y = rowSum(c);
            if (storesRow(group * ROWS, p.gate.rows)) {
                uint row = group * ROWS + lane();
                outputs[columnOf(c) * p.outputStride + row] =
                    joined(y, factors[columnOf(c) * p.factorStride + p.firstFactor + row]);
            }
        }
    }
}
