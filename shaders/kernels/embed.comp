#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] = scale * table[tokens[c]]. One lane expands one chunk of 32 values of one column.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/formats.glsl"

layout(push_constant, std430) uniform Params { EmbedParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Tokens { uint tokens[]; };
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { vec4 outputs[]; }; // [column][length]

void main() {
    uint chunks = p.rowLength / 32;
    for (uint i = gl_GlobalInvocationID.x; i < p.columns * chunks;
         i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
        uint column = i / chunks, chunk = i % chunks;
        uint row = min(tokens[column * p.tokenStride], p.table.rows - 1) * p.table.rowStride;
        vec4 w[8];
        expandChunk(FORMAT_A, p.table.address, row, chunk, p.rowLength, w);
        uint start = column * (p.rowLength / 4) + runStart(FORMAT_A, chunk) / 4;
        [[unroll]] for (uint q = 0; q < 4; ++q) {
            outputs[start + q] = p.scale * w[q];
            outputs[start + runDistance(FORMAT_A) / 4 + q] = p.scale * w[q + 4];
        }
    }
}
