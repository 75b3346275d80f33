#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Stores keys (normed, rotated) and values of many columns of one session in the KV cache (prefill).
// One subgroup per (column, key/value head).
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { AttendParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Qkv { float qkv[]; };
layout(set = 0, binding = 1, std430) buffer Pages { uint pages[]; };
layout(set = 0, binding = 2, std430) readonly buffer PageTable { uint pageTable[]; };

#include "shaders/common/heads.glsl"

void main() {
    for (uint i = worker(); i < p.columns * p.headCountKv; i += workerCount()) {
        uint column = i / p.headCountKv, head = i % p.headCountKv;
        uint position = p.firstPosition + column;
        makeKey(column, head, position);
        storeKey(0, head, position);
        makeValue(column, head);
        storeValue(0, head, position);
    }
}
