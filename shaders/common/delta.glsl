// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Gated delta nets (Yang et al., arXiv 2412.06464). A column of qkv holds [queries, keys, values]
// (together the channels of the convolution), then [gates], then [betas], then [decays] of all heads,
// as projected. delta_prepare.comp makes of it a column of what the recurrence reads: [queries]
// [keys][values], convolved and normed, then for each head [decay] and [beta], then for each key head
// [query . key]. The state of a session is its last inputs of the convolution, the one of position t in
// row t % (taps - 1), then [head][value][key].
// Decode (CONCLAVE_STEP): column c is the next token of session c. Prefill: columns are one session.
// Needs `p`, `qkv`, `inputs`, `states`, `memory`.
#include "shaders/common/activation.glsl"

layout(constant_id = CONCLAVE_SPEC_HEAD_SIZE) const uint KEY_SIZE = 64;
layout(constant_id = CONCLAVE_SPEC_VALUE_SIZE) const uint VALUE_SIZE = 64;
const bool STEP = (FLAGS & CONCLAVE_STEP) != 0;
const uint LANE_KEYS = (KEY_SIZE + LANES - 1) / LANES;

uint valuesLength() { return p.heads * VALUE_SIZE; }
uint keysLength() { return p.keyHeads * KEY_SIZE; }
uint channelCount() { return 2 * keysLength() + valuesLength(); }

float projected(uint column, uint i) {
    uint at = column * p.columnStride + i;
    return TEXELS != 0 ? arenaFloats(p.qkvQuad + at / 4)[at & 3u] : qkv[at];
}

/// The key head that value head `head` shares.
uint keyHeadOf(uint head) {
    return (FLAGS & CONCLAVE_TURNS) != 0 ? head % p.keyHeads : head / (p.heads / p.keyHeads);
}

/// Where the state of a column's session begins.
uint stateOf(uint column) {
    return (STEP ? states[column].stateSlot : p.slot) * p.slotFloats;
}

uint firstMemory(uint head) {
    return (p.taps - 1) * channelCount() + head * VALUE_SIZE * KEY_SIZE;
}

uint columnPosition(uint column) {
    return STEP ? states[column].position : p.firstPosition + column;
}
