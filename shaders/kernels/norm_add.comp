#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] = scale (x[c] + norm(y[c])): the norm behind a block (Gemma 2, arXiv 2408.00118), one subgroup
// per column. CONCLAVE_OVERWRITE: x[c] = norm(y[c]).
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { NormAddParams p; };
#include "shaders/common/input.glsl"
#include "shaders/common/norm.glsl"
layout(set = 0, binding = 1, std430) buffer Residual { vec4 residual[]; }; // [column][length]

void main() {
    for (uint column = worker(); column < p.columns; column += workerCount()) {
        uint first = column * (p.rowLength / 4);
        float inverse = inverseRms(first, p.rowLength, p.epsilon);
        for (uint i = lane(); i < p.rowLength / 4; i += LANES) {
            vec4 y = input4(first + i) * inverse * weightFloats(p.norm, i);
            residual[first + i] =
                (FLAGS & CONCLAVE_OVERWRITE) != 0 ? y : p.scale * (residual[first + i] + y);
        }
    }
}
