#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a gated delta net does to each token by itself: the causal convolution with silu, unit length
// for queries and keys, decay and beta. One subgroup per (column, key head) and per (column, head).
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"

layout(push_constant, std430) uniform Params { DeltaParams p; };
layout(set = 0, binding = 0, std430) readonly buffer Qkv { float qkv[]; };
layout(set = 0, binding = 1, std430) writeonly buffer Inputs { float inputs[]; };
layout(set = 0, binding = 2, std430) readonly buffer States { StepState states[]; };
layout(set = 0, binding = 3, std430) readonly buffer Memory { float memory[]; };

#include "shaders/common/delta.glsl"

/// The input of a channel `back` tokens before a column; zero before the first.
float earlier(uint column, uint channel, uint back) {
    if (back == 0 || (!STEP && back <= column)) {
        return projected(column - back, channel);
    }
    uint position = columnPosition(column);
    return back <= position
               ? memory[stateOf(column) + (position - back) % (p.taps - 1) * channelCount() + channel]
               : 0.0;
}

float convolved(uint column, uint channel) {
    float sum = 0;
    for (uint back = 0; back < p.taps; ++back) {
        float weight = weightFloat(p.convolution, channel * p.taps + p.taps - 1 - back);
        sum = fma(weight, earlier(column, channel, back), sum);
    }
    return silu(sum);
}

void prepareKeyHead(uint column, uint head) {
    float q[LANE_KEYS], k[LANE_KEYS];
    vec3 sums = vec3(0); // q . q, k . k, q . k
    [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
        uint at = lane() + i * LANES;
        q[i] = at < KEY_SIZE ? convolved(column, head * KEY_SIZE + at) : 0.0;
        k[i] = at < KEY_SIZE ? convolved(column, keysLength() + head * KEY_SIZE + at) : 0.0;
        sums += vec3(q[i] * q[i], k[i] * k[i], q[i] * k[i]);
    }
    sums = subgroupAdd(sums);
    float queryScale = inversesqrt(float(KEY_SIZE)) / max(sqrt(sums.x), p.epsilon);
    float keyScale = 1.0 / max(sqrt(sums.y), p.epsilon);
    uint base = column * p.inputStride;
    [[unroll]] for (uint i = 0; i < LANE_KEYS; ++i) {
        uint at = lane() + i * LANES;
        if (at < KEY_SIZE) {
            inputs[base + head * KEY_SIZE + at] = q[i] * queryScale;
            inputs[base + keysLength() + head * KEY_SIZE + at] = k[i] * keyScale;
        }
    }
    if (lane() == 0) {
        inputs[base + channelCount() + 2 * p.heads + head] = sums.z * queryScale * keyScale;
    }
}

void prepareHead(uint column, uint head) {
    uint base = column * p.inputStride;
    for (uint i = lane(); i < VALUE_SIZE; i += LANES) {
        uint channel = 2 * keysLength() + head * VALUE_SIZE + i;
        inputs[base + channel] = convolved(column, channel);
    }
    if (lane() == 0) {
        uint first = channelCount() + valuesLength();
        float beta = projected(column, first + head);
        float step_ = projected(column, first + p.heads + head) + weightFloat(p.timeStep, head);
        // log(1 + exp(x)), which loses small results to the 1 and overflows for large x.
        float softplus = step_ > 15 ? step_ : (step_ < -8 ? exp(step_) : log(1.0 + exp(step_)));
        inputs[base + channelCount() + head] = exp(weightFloat(p.decay, head) * softplus);
        inputs[base + channelCount() + p.heads + head] = sigmoid(beta);
    }
}

void main() {
    uint jobs = p.keyHeads + p.heads;
    for (uint i = worker(); i < p.columns * jobs; i += workerCount()) {
        uint column = i / jobs, head = i % jobs;
        if (STEP && states[column].done != 0) {
            continue;
        }
        if (head < p.keyHeads) {
            prepareKeyHead(column, head);
        } else {
            prepareHead(column, head - p.keyHeads);
        }
    }
}
