#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Attention of a decode step: query/key norm, rotation, store of the new key and value, attention
// over the visible part of the cache, merge. One subgroup per (split of the positions x, tile of query heads y, column z).
// The split that owns the newest position stores it and uses it from registers; the split that
// arrives last merges the partial softmaxes of all.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { AttendParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Qkv { float qkv[]; };
layout(set = 0, binding = 1, std430) buffer Pages { uint pages[]; };
layout(set = 0, binding = 2, std430) readonly buffer PageTable { uint pageTable[]; };
layout(set = 0, binding = 3, std430) readonly buffer States { StepState states[]; };
layout(set = 0, binding = 4, std430) writeonly buffer Heads { float heads[]; };
layout(set = 0, binding = 5, std430) coherent buffer Partials { float partials[]; };
layout(set = 0, binding = 6, std430) coherent buffer Arrivals { uint arrivals[]; };

#include "shaders/common/heads.glsl"
#include "shaders/common/attention.glsl"

const uint PARTIAL_SIZE = VALUE_SIZE + 2; // values, then maximum and sum

void storePartial(uint at) {
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        uint base = at + g * PARTIAL_SIZE;
        [[unroll]] for (uint i = 0; i < VALUE_LANE_PAIRS; ++i) {
            uint j = lane() + i * LANES;
            if (j < VALUE_PAIRS) {
                partials[base + 2 * j] = values[g * VALUE_LANE_PAIRS + i].x;
                partials[base + 2 * j + 1] = values[g * VALUE_LANE_PAIRS + i].y;
            }
        }
        if (lane() == 0) {
            partials[base + VALUE_SIZE] = maximum[g];
            partials[base + VALUE_SIZE + 1] = total[g];
        }
    }
}

void mergePartial(uint at) {
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        uint base = at + g * PARTIAL_SIZE;
        float top = partials[base + VALUE_SIZE];
        raise(g, top);
        float shrink = exp(top - maximum[g]);
        total[g] += partials[base + VALUE_SIZE + 1] * shrink;
        [[unroll]] for (uint i = 0; i < VALUE_LANE_PAIRS; ++i) {
            uint j = min(lane() + i * LANES, VALUE_PAIRS - 1);
            values[g * VALUE_LANE_PAIRS + i] +=
                vec2(partials[base + 2 * j], partials[base + 2 * j + 1]) * shrink;
        }
    }
}

void main() {
    uint split = gl_WorkGroupID.x, tile = gl_WorkGroupID.y, column = gl_WorkGroupID.z;
    if (states[column].done != 0) {
        return;
    }
    uint head = headKvOf(tile);
    uint position = states[column].position, first = firstVisible(position);
    uint stretch = (position - first + p.splits) / p.splits; // positions per split, rounded up
    uint begin = first + split * stretch, end = min(begin + stretch, position + 1);

    loadQueries(column, tile, position);
    beginAttention();
    const bool borrowed = (FLAGS & CONCLAVE_BORROWED_KEYS) != 0;
    attendCached(column, head, begin, borrowed ? end : min(end, position));
    if (!borrowed && begin <= position && position < end) {
        float s[GROUP_SIZE];
        makeKey(column, head, position);
        if (isFirstOf(tile)) {
            storeKey(column, head, position);
        }
        [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
            s[g] = score(g);
        }
        makeValue(column, head);
        if (isFirstOf(tile)) {
            storeValue(column, head, position);
        }
        [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
            raise(g, s[g]);
            addPosition(g, s[g]);
        }
    }
    if (p.splits == 1) {
        writeHeads(column, tile);
        return;
    }
    uint job = column * tileCount() + tile;
    storePartial((job * p.splits + split) * GROUP_SIZE * PARTIAL_SIZE);
    memoryBarrierBuffer();
    subgroupBarrier(); // every lane has stored before lane 0 says so
    uint arrived = 0;
    if (lane() == 0) {
        arrived = atomicAdd(arrivals[job], 1) + 1;
    }
    if (subgroupBroadcastFirst(arrived) != p.splits) {
        return;
    }
    memoryBarrierBuffer();
    subgroupBarrier();
    if (lane() == 0) {
        arrivals[job] = 0;
    }
    beginAttention();
    for (uint s = 0; s < p.splits; ++s) {
        mergePartial((job * p.splits + s) * GROUP_SIZE * PARTIAL_SIZE);
    }
    writeHeads(column, tile);
}
