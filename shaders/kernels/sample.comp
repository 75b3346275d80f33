#version 460
// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Draws the next token of a column from its logits and moves the column one step on: penalties,
// then the thresholds of top-k, top-p and min-p, then the Gumbel-max draw at the temperature. Every
// filter is a lower bound on the logit, so nothing is sorted; tokens that tie at a bound all stay.
// The draw is arg max over tokens of logit / temperature + Gumbel(hash(seed, step, token)), which is
// softmax sampling (Gumbel 1954; Maddison et al., arXiv 1411.0030) without sums or order.
// The same in C++: engine/reference/sampling.h. One workgroup per column.
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/base.glsl"
#include "shaders/common/formats.glsl"

layout(push_constant, std430) uniform Params { SampleParams p; };
layout(set = 0, binding = 0, std430) buffer Logits { float logits[]; };  // [column][vocabulary]
layout(set = 0, binding = 1, std430) buffer States { StepState states[]; };
layout(set = 0, binding = 2, std430) readonly buffer Settings { SampleSettings settings[]; };
layout(set = 0, binding = 3, std430) writeonly buffer Ring { uint ring[]; }; // [column][ring size]
layout(set = 0, binding = 4, std430) writeonly buffer Next { vec4 next[]; }; // [column][row length]

#include "shaders/common/workgroup.glsl"

uint column, base;

/// Repeat and presence penalties on each token of the recent window, once per distinct token.
/// Repeat: Keskar et al., arXiv 1909.05858 (divide positive logits, multiply negative ones).
void penalise() {
    uint count = min(states[column].recentCount, CONCLAVE_RECENT_SIZE);
    for (uint i = gl_LocalInvocationIndex; i < count; i += gl_WorkGroupSize.x) {
        uint token = min(states[column].recent[i], p.vocabularySize - 1);
        bool first = true;
        for (uint j = 0; j < i; ++j) {
            first = first && states[column].recent[j] != token;
        }
        if (first) {
            float l = logits[base + token];
            l = l > 0 ? l / settings[column].repeatPenalty : l * settings[column].repeatPenalty;
            logits[base + token] = l - settings[column].presencePenalty;
        }
    }
    groupBarrier();
}

const uint STEP = 4; // logits looked at together, for the sake of Tuning::maxIterations

/// Logit number k of a step that begins at i; nothing beyond the vocabulary.
uint indexOf(uint i, uint k) { return i + k * gl_WorkGroupSize.x; }
float logitOf(uint index) { return index < p.vocabularySize ? logits[base + index] : -1e30; }

float highest() {
    float best = -1e30;
    for (uint i = gl_LocalInvocationIndex; i < p.vocabularySize; i += STEP * gl_WorkGroupSize.x) {
        [[unroll]] for (uint k = 0; k < STEP; ++k) {
            best = max(best, logitOf(indexOf(i, k)));
        }
    }
    return groupMax(best);
}

/// Tokens with a logit of at least `bound`: how many, and their probability mass relative to `best`.
vec2 countAndMass(float bound, float best) {
    vec2 sum = vec2(0);
    for (uint i = gl_LocalInvocationIndex; i < p.vocabularySize; i += STEP * gl_WorkGroupSize.x) {
        [[unroll]] for (uint k = 0; k < STEP; ++k) {
            float l = logitOf(indexOf(i, k));
            sum += l >= bound ? vec2(1, exp(l - best)) : vec2(0);
        }
    }
    return vec2(groupAdd(sum.x), groupAdd(sum.y));
}

/// The highest bound that keeps at least `wanted` (of the count, or of the mass), not below `low`.
/// Bisects the logit down to neighbouring floats of the order of the last bit.
float boundFor(bool byMass, float wanted, float low, float best) {
    float high = best;
    vec2 atBest = countAndMass(best, best);
    if ((byMass ? atBest.y : atBest.x) >= wanted) {
        return best;
    }
    for (uint step_ = 0; step_ < 30; ++step_) {
        float middle = 0.5 * (low + high);
        if (middle <= low || middle >= high) {
            break;
        }
        vec2 kept = countAndMass(middle, best);
        if ((byMass ? kept.y : kept.x) >= wanted) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/// PCG-RXS-M-XS-32 (O'Neill, HMC-CS-2014-0905), used as a hash.
uint hash(uint v) {
    uint state = v * 747796405u + 2891336453u;
    uint word = ((state >> ((state >> 28) + 4u)) ^ state) * 277803737u;
    return (word >> 22) ^ word;
}

float gumbel(uint token) {
    uint bits = hash(token ^ hash(states[column].generated ^ hash(settings[column].seedLow ^
                                                                  hash(settings[column].seedHigh))));
    float uniform_ = (float(bits >> 9) + 0.5) * (1.0 / 8388608.0); // in (0, 1), 23 bits
    return -log(-log(uniform_));
}

uint draw(float bound, float temperature) {
    float best = -1e30;
    uint token = p.vocabularySize - 1;
    for (uint i = gl_LocalInvocationIndex; i < p.vocabularySize; i += STEP * gl_WorkGroupSize.x) {
        [[unroll]] for (uint k = 0; k < STEP; ++k) {
            uint index = indexOf(i, k);
            float l = logitOf(index);
            if (l >= bound) {
                float s = temperature > 0 ? l / temperature + gumbel(index) : l;
                if (s > best) {
                    best = s;
                    token = index;
                }
            }
        }
    }
    float top = groupMax(best);
    return groupMin(best == top ? token : p.vocabularySize - 1);
}

bool ends(uint token) {
    bool stop = false;
    for (uint i = 0; i < min(settings[column].stopCount, CONCLAVE_MAX_STOP_TOKENS); ++i) {
        stop = stop || settings[column].stopTokens[i] == token;
    }
    return stop || states[column].generated + 1 >= settings[column].maxGenerated ||
           states[column].position + 1 >= settings[column].maxPosition;
}

void stepOn(uint token) {
    uint generated = states[column].generated;
    bool done = ends(token);
    ring[column * CONCLAVE_RING_SIZE + generated % CONCLAVE_RING_SIZE] = token;
    states[column].recent[states[column].recentCount % CONCLAVE_RECENT_SIZE] = token;
    states[column].recentCount += 1;
    states[column].token = token;
    states[column].position += 1;
    states[column].generated = generated + 1;
    states[column].done = done ? 1 : 0;
}

void main() {
    column = gl_WorkGroupID.x;
    base = column * p.vocabularySize;
    if (states[column].done != 0) {
        return;
    }
    if (settings[column].repeatPenalty != 1.0 || settings[column].presencePenalty != 0.0) {
        penalise();
    }
    float best = highest();
    float temperature = settings[column].temperature;
    float bound = best;
    if (temperature > 0) {
        // Nothing is lost by leaving out what is e^-24 as likely as the best.
        float low = best - 24.0 * max(temperature, 1.0);
        uint topK = settings[column].topK;
        if (topK > 0 && topK < p.vocabularySize) {
            low = boundFor(false, float(topK), low, best);
        }
        bound = low;
        if (settings[column].topP < 1.0) {
            float mass = countAndMass(low, best).y;
            bound = boundFor(true, settings[column].topP * mass, low, best);
        }
        if (settings[column].minP > 0) {
            bound = max(bound, best + log(settings[column].minP));
        }
    }
    uint token = draw(bound, temperature);
    for (uint chunk = gl_LocalInvocationIndex; chunk < p.rowLength / 32;
         chunk += gl_WorkGroupSize.x) {
        vec4 w[8];
        expandChunk(FORMAT_A, p.table.address, min(token, p.table.rows - 1) * p.table.rowStride,
                    chunk, p.rowLength, w);
        uint start = column * (p.rowLength / 4) + runStart(FORMAT_A, chunk) / 4;
        [[unroll]] for (uint q = 0; q < 4; ++q) {
            next[start + q] = p.scale * w[q];
            next[start + runDistance(FORMAT_A) / 4 + q] = p.scale * w[q + 4];
        }
    }
    groupBarrier();
    if (gl_LocalInvocationIndex == 0) {
        stepOn(token);
    }
}
