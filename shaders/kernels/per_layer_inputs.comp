#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// e[c][l] = (e[c][l] + norm(y[c][l])) / sqrt(2): the second embedding of a token for each layer (Gemma 3n),
// one subgroup per (column, layer). The input was projected from the first embedding.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { PerLayerParams p; };
#include "shaders/common/input.glsl"
#include "shaders/common/norm.glsl"
layout(set = 0, binding = 1, std430) buffer Embedded { vec4 embedded[]; }; // [column][layer][length]

void main() {
    for (uint i = worker(); i < p.columns * p.layers; i += workerCount()) {
        uint first = i * (p.rowLength / 4);
        float inverse = inverseRms(first, p.rowLength, p.epsilon);
        for (uint k = lane(); k < p.rowLength / 4; k += LANES) {
            embedded[first + k] = (embedded[first + k] +
                                   input4(first + k) * inverse * weightFloats(p.norm, k)) *
                                  0.7071067811865476;
        }
    }
}
