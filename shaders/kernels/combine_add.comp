#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// x[c] += sum over slots of weight * y[c, slot] (prefill), after expert_down_grouped.comp.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { ExpertParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Inputs { float inputs[]; }; // [assignment][rows]
layout(set = 0, binding = 1, std430) buffer Residual { float residual[]; };      // [column][rows]
layout(set = 0, binding = 2, std430) readonly buffer Routes { Route routes[]; };

void main() {
    for (uint i = gl_GlobalInvocationID.x; i < p.columns * p.rows;
         i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
        uint column = i / p.rows, row = i % p.rows;
        float sum = (FLAGS & CONCLAVE_OVERWRITE) != 0 ? 0.0 : residual[i];
        for (uint slot = 0; slot < p.expertUsedCount; ++slot) {
            uint a = column * p.expertUsedCount + slot;
            float y = inputs[a * p.rows + row];
            sum += (FLAGS & CONCLAVE_WEIGHTED_INPUT) != 0 ? y : routes[column].weight[slot] * y;
        }
        residual[i] = sum;
    }
}
