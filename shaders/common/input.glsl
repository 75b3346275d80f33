// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The activations a projection reads: binding 0, or its place in the arena. Needs `p.inputQuad`.
#ifndef CONCLAVE_INPUT_GLSL
#define CONCLAVE_INPUT_GLSL

layout(set = 0, binding = 0, std430) readonly buffer Inputs { vec4 inputs[]; };

vec4 input4(uint quad) { return TEXELS != 0 ? arenaFloats(p.inputQuad + quad) : inputs[quad]; }

#endif
