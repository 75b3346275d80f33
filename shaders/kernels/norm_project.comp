#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// y[c] = [A; B; C] . norm(x[c]): the rows of up to three matrices in one grid, such as query, key
// and value. CONCLAVE_WITH_NORM: the norm is applied; else x is used as it is. Columns go in tiles along y.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/multiply_rows.glsl"

layout(push_constant, std430) uniform Params { NormProjectParams p; };
#include "shaders/common/input.glsl"
#include "shaders/common/norm.glsl"
#include "shaders/common/activation.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { float outputs[]; };

uint columnOf(uint c) { return min(gl_WorkGroupID.y * COLUMNS + c, p.columns - 1); }

float inverse[COLUMNS];

vec4 activation(uint column, uint quad) {
    vec4 x = input4((p.firstColumn + columnOf(column)) * (p.inputStride / 4) + quad);
    return (FLAGS & CONCLAVE_WITH_NORM) == 0 ? x : x * inverse[column] * weightFloats(p.norm, quad);
}

void project(uint format, Matrix m, uint group, uint firstOutput) {
    multiplyRows(format, m.address, m.rowStride, group * ROWS, m.rows, p.rowLength);
    [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
        if (gl_WorkGroupID.y * COLUMNS + c >= p.columns) {
            break;
        }
        float y = softCapped(rowSum(c), p.softCap);
        if (storesRow(group * ROWS, m.rows)) {
            outputs[columnOf(c) * p.outputStride + firstOutput + group * ROWS + lane()] = y;
        }
    }
}

void main() {
    if ((FLAGS & CONCLAVE_WITH_NORM) != 0) {
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            inverse[c] = inverseRms((p.firstColumn + columnOf(c)) * (p.inputStride / 4), p.rowLength,
                                    p.epsilon);
        }
    }
    uint groupsA = rowGroups(p.a.rows), groupsB = rowGroups(p.b.rows);
    uint groups = groupsA + groupsB + rowGroups(p.c.rows);
    for (uint group = worker(); group < groups; group += workerCount()) {
        Matrix m = p.a;
        bool third = group >= groupsA + groupsB;
        uint within = group, firstOutput = 0;
        if (group >= groupsA) {
            within = group - groupsA - (third ? groupsB : 0);
            firstOutput = p.a.rows + (third ? p.b.rows : 0);
            m.address = third ? p.c.address : p.b.address;
            m.rowStride = third ? p.c.rowStride : p.b.rowStride;
            m.rows = third ? p.c.rows : p.b.rows;
        }
        // Matrices of one format share their code: a pipeline should compile in no time.
        if (FORMAT_C != FORMAT_A && third) {
            project(FORMAT_C, m, within, firstOutput);
        } else if (FORMAT_B != FORMAT_A && group >= groupsA && !third) {
            project(FORMAT_B, m, within, firstOutput);
        } else {
            project(FORMAT_A, m, within, firstOutput);
        }
    }
}
