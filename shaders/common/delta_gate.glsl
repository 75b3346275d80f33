// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a gated delta net does to the output of a head. Needs delta.glsl and `heads`.

/// head = norm(head) silu(gate)
void gateHead(uint column, uint head) {
    uint base = column * valuesLength() + head * VALUE_SIZE;
    uint gates = channelCount() + head * VALUE_SIZE;
    float sum = 0;
    for (uint i = lane(); i < VALUE_SIZE; i += LANES) {
        sum += heads[base + i] * heads[base + i];
    }
    float inverse = inversesqrt(subgroupAdd(sum) / float(VALUE_SIZE) + p.epsilon);
    for (uint i = lane(); i < VALUE_SIZE; i += LANES) {
        heads[base + i] *= inverse * weightFloat(p.norm, i) * silu(projected(column, gates + i));
    }
}
