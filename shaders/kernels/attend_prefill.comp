#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Causal attention of many columns of one session, whose keys and values rope_store.comp has put in
// the cache. One subgroup per (column, tile of query heads).
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { AttendParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Qkv { float qkv[]; };
layout(set = 0, binding = 1, std430) buffer Pages { uint pages[]; };
layout(set = 0, binding = 2, std430) readonly buffer PageTable { uint pageTable[]; };
layout(set = 0, binding = 3, std430) writeonly buffer Heads { float heads[]; };

#include "shaders/common/heads.glsl"
#include "shaders/common/attention.glsl"

void main() {
    for (uint i = worker(); i < p.columns * tileCount(); i += workerCount()) {
        uint column = i / tileCount(), tile = i % tileCount();
        uint position = p.firstPosition + column;
        loadQueries(column, tile, position);
        beginAttention();
        attendCached(0, headKvOf(tile), firstVisible(position), position + 1);
        writeHeads(column, tile);
    }
}
