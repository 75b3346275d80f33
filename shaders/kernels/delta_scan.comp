#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The recurrence of a gated delta net, token after token:
// S = decay S + k (beta (v - decay S^T k))^T, out = S^T q. Values do not depend on each other, so a
// subgroup carries ROWS values of a head in registers through all tokens of its session, and both
// products with the state are taken before it changes: S'^T q = decay S^T q + (k . q) correction.
// Decode: the subgroup that arrives last at a head norms and gates it; in prefill delta_gate.comp does.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { DeltaParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Qkv { float qkv[]; };
layout(set = 0, binding = 1, std430) readonly buffer Inputs { float inputs[]; };
layout(set = 0, binding = 2, std430) readonly buffer States { StepState states[]; };
layout(set = 0, binding = 3, std430) buffer Memory { float memory[]; };
layout(set = 0, binding = 4, std430) coherent buffer Heads { float heads[]; };
layout(set = 0, binding = 5, std430) coherent buffer Arrivals { uint arrivals[]; };

#include "shaders/common/delta.glsl"
#include "shaders/common/delta_gate.glsl"

const uint SLABS = (VALUE_SIZE + ROWS - 1) / ROWS; // of a head

float prepared(uint column, uint i) {
    uint at = column * p.inputStride + i;
    return TEXELS != 0 ? arenaFloats(p.inputQuad + at / 4)[at & 3u] : inputs[at];
}

float part[ROWS * LANE_KEYS]; // of the state: [value][key of this lane]

uint valueOf(uint slab, uint r) { return min(slab * ROWS + r, VALUE_SIZE - 1); }

uint memoryIndex(uint column, uint head, uint slab, uint r) {
    return stateOf(column) + firstMemory(head) + valueOf(slab, r) * KEY_SIZE;
}

void loadPart(uint column, uint head, uint slab) {
    bool known = columnPosition(column) > 0;
    [[unroll]] for (uint r = 0; r < ROWS; ++r) {
        uint base = memoryIndex(column, head, slab, r);
        [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
            uint at = lane() + i * LANES;
            part[r * LANE_KEYS + i] = known && at < KEY_SIZE ? memory[base + at] : 0.0;
        }
    }
}

void storePart(uint column, uint head, uint slab) {
    [[unroll]] for (uint r = 0; r < ROWS; ++r) {
        uint base = memoryIndex(column, head, slab, r);
        [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
            uint at = lane() + i * LANES;
            if (at < KEY_SIZE && slab * ROWS + r < VALUE_SIZE) {
                memory[base + at] = part[r * LANE_KEYS + i];
            }
        }
    }
}

void takeToken(uint column, uint head, uint slab) {
    uint keyHead = keyHeadOf(head);
    float decay = prepared(column, channelCount() + head);
    float beta = prepared(column, channelCount() + p.heads + head);
    float queryKey = prepared(column, channelCount() + 2 * p.heads + keyHead);
    float q[LANE_KEYS], k[LANE_KEYS];
    [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
        uint at = min(lane() + i * LANES, KEY_SIZE - 1); // beyond the last the state is 0
        bool there = lane() + i * LANES < KEY_SIZE;
        q[i] = prepared(column, keyHead * KEY_SIZE + at);
        k[i] = there ? prepared(column, keysLength() + keyHead * KEY_SIZE + at) : 0.0;
    }
    float mine = 0;
    [[unroll]] for (uint r = 0; r < ROWS; ++r) {
        vec2 sums = vec2(0);
        [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
            sums += part[r * LANE_KEYS + i] * vec2(k[i], q[i]);
        }
        sums = subgroupAdd(sums) * decay;
        float value = prepared(column, 2 * keysLength() + head * VALUE_SIZE + valueOf(slab, r));
        float correction = beta * (value - sums.x);
        [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
            part[r * LANE_KEYS + i] = fma(k[i], correction, part[r * LANE_KEYS + i] * decay);
        }
        mine = lane() == r ? fma(queryKey, correction, sums.y) : mine;
    }
    if (lane() < ROWS && slab * ROWS + lane() < VALUE_SIZE) {
        heads[column * valuesLength() + head * VALUE_SIZE + slab * ROWS + lane()] = mine;
    }
}

/// Keeps the last inputs of the convolution of columns [first, end).
void storeInputs(uint first, uint end) {
    uint kept = min(end - first, p.taps - 1);
    for (uint i = worker() * LANES + lane(); i < kept * channelCount(); i += workerCount() * LANES) {
        uint column = end - 1 - i / channelCount(), channel = i % channelCount();
        uint row = columnPosition(column) % (p.taps - 1);
        memory[stateOf(column) + row * channelCount() + channel] = projected(column, channel);
    }
}

/// Whether all slabs of a head have been stored, and this subgroup is the one to know it.
bool isLastOf(uint column, uint head) {
    memoryBarrierBuffer();
    subgroupBarrier(); // every lane has stored before lane 0 says so
    uint job = column * p.heads + head, arrived = 0;
    if (lane() == 0) {
        arrived = atomicAdd(arrivals[job], 1) + 1;
    }
    if (subgroupBroadcastFirst(arrived) != SLABS) {
        return false;
    }
    memoryBarrierBuffer();
    subgroupBarrier();
    if (lane() == 0) {
        arrivals[job] = 0;
    }
    return true;
}

void main() {
    uint first = STEP ? gl_WorkGroupID.y : 0, end = STEP ? first + 1 : p.columns;
    if (STEP && states[first].done != 0) {
        return;
    }
    for (uint job = worker(); job < p.heads * SLABS; job += workerCount()) {
        uint head = job / SLABS, slab = job % SLABS;
        loadPart(first, head, slab);
        for (uint column = first; column < end; ++column) {
            takeToken(column, head, slab);
        }
        storePart(first, head, slab);
        if (STEP && isLastOf(first, head)) {
            gateHead(first, head);
        }
    }
    storeInputs(first, end);
}
