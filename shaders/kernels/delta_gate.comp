#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Norm and gate of the heads of a delta net (prefill), one subgroup per (column, head).
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { DeltaParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Qkv { float qkv[]; };
layout(set = 0, binding = 1, std430) buffer Heads { float heads[]; };
layout(set = 0, binding = 2, std430) readonly buffer States { StepState states[]; };

#include "shaders/common/delta.glsl"
#include "shaders/common/delta_gate.glsl"

void main() {
    for (uint i = worker(); i < p.columns * p.heads; i += workerCount()) {
        gateHead(i / p.heads, i % p.heads);
    }
}
