#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Chooses the experts of many columns from router logits, one subgroup per column (prefill). The input is
// what the router saw.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { NormRouteParams p; };
layout(set = 0, binding = 2, std430) readonly buffer Logits { float logits[]; }; // [column][expert]
layout(set = 0, binding = 1, std430) buffer Routes { Route routes[]; };          // [column]

#include "shaders/common/input.glsl"

vec4 activation(uint column, uint quad) { return input4(column * (p.rowLength / 4) + quad); }

#include "shaders/common/route.glsl"

void main() {
    for (uint column = worker(); column < p.columns; column += workerCount()) {
        chooseExperts(column);
    }
}
