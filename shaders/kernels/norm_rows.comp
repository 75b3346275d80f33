#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// n[c] = norm(x[c]) for many columns, one subgroup per column (prefill).
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { NormRowsParams p; };
#include "shaders/common/input.glsl"
#include "shaders/common/norm.glsl"
layout(set = 0, binding = 1, std430) writeonly buffer Outputs { vec4 outputs[]; }; // [column][length]

void main() {
    for (uint column = worker(); column < p.columns; column += workerCount()) {
        float inverse = inverseRms(column * (p.rowLength / 4), p.rowLength, p.epsilon);
        for (uint i = lane(); i < p.rowLength / 4; i += LANES) {
            uint at = column * (p.rowLength / 4) + i;
            outputs[at] = input4(at) * inverse * weightFloats(p.norm, i);
        }
    }
}
