// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Reductions over a workgroup. A workgroup of one subgroup, as software devices get it, needs
// neither shared memory nor barriers.
#ifndef CONCLAVE_WORKGROUP_GLSL
#define CONCLAVE_WORKGROUP_GLSL

layout(constant_id = CONCLAVE_SPEC_GROUP_SIZE) const uint SUBGROUPS = 1;

shared float groupScratch[64];

void groupBarrier() {
    if (SUBGROUPS > 1) {
        memoryBarrierBuffer();
        barrier();
    }
}

float groupMax(float v) {
    v = subgroupMax(v);
    if (SUBGROUPS > 1) {
        barrier();
        groupScratch[gl_SubgroupID] = v;
        barrier();
        for (uint i = 0; i < SUBGROUPS; ++i) {
            v = max(v, groupScratch[i]);
        }
    }
    return v;
}

float groupAdd(float v) {
    v = subgroupAdd(v);
    if (SUBGROUPS > 1) {
        barrier();
        groupScratch[gl_SubgroupID] = v;
        barrier();
        v = 0;
        for (uint i = 0; i < SUBGROUPS; ++i) {
            v += groupScratch[i];
        }
    }
    return v;
}

uint groupMin(uint v) {
    v = subgroupMin(v);
    if (SUBGROUPS > 1) {
        barrier();
        groupScratch[gl_SubgroupID] = uintBitsToFloat(v);
        barrier();
        for (uint i = 0; i < SUBGROUPS; ++i) {
            v = min(v, floatBitsToUint(groupScratch[i]));
        }
    }
    return v;
}

#endif
