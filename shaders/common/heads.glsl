// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Query, key and value heads as pairs that rotate together: lane l of a subgroup holds the pairs
// l, l + LANES, ... of a head, so norm and rotation need no exchange. The KV cache stores a pair as
// two halves in one word, page by page: [page][key or value][head][position][pair].
// FLAGS bit 1: pairs are (2j, 2j + 1) instead of (j, j + size / 2). Needs `p`, `qkv`, `pages`, `pageTable`.

layout(set = 0, binding = CONCLAVE_BINDING_CACHE) uniform utextureBuffer cacheTexels;
layout(constant_id = CONCLAVE_SPEC_HEAD_SIZE) const uint HEAD_SIZE = 64;
layout(constant_id = CONCLAVE_SPEC_GROUP_SIZE) const uint GROUP_SIZE = 1;
const uint PAIRS = HEAD_SIZE / 2;
const uint LANE_PAIRS = (PAIRS + LANES - 1) / LANES;

/// The head at hand; global, because GLSL passes no arrays sized by specialisation.
vec2 v[LANE_PAIRS];

uint headCount() { return p.headCountKv * GROUP_SIZE; }
uint columnStride() { return (headCount() + 2 * p.headCountKv) * HEAD_SIZE; }
uvec2 pairIndices(uint j) {
    return (FLAGS & 1u) != 0 ? uvec2(2 * j, 2 * j + 1) : uvec2(j, j + PAIRS);
}

vec2 ropePair(uint i) {
    vec4 two = TEXELS != 0 ? arenaFloats(p.ropeQuad + i / 2)
                           : uintBitsToFloat(Quads(p.rope).at[i / 2]);
    return (i & 1u) == 0 ? two.xy : two.zw;
}

float qkvValue(uint i) {
    return TEXELS != 0 ? arenaFloats(p.qkvQuad + i / 4)[i & 3u] : qkv[i];
}

uint cachedPair(uint i) { return TEXELS != 0 ? texelFetch(cacheTexels, int(i)).x : pages[i]; }

/// Head `head` of the concatenated [query heads][key heads][value heads] of a column.
void loadHead(uint column, uint head) {
    uint base = column * columnStride() + head * HEAD_SIZE;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        uvec2 at = pairIndices(min(j, PAIRS - 1));
        v[i] = j < PAIRS ? vec2(qkvValue(base + at.x), qkvValue(base + at.y)) : vec2(0);
    }
}

/// RMS norm of the head with its own weight; nothing if there is none.
void normHead(uvec2 norm) {
    if (isNull(norm)) {
        return;
    }
    float sum = 0;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        sum += dot(v[i], v[i]);
    }
    float inverse = inversesqrt(subgroupAdd(sum) / float(HEAD_SIZE) + p.epsilon);
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uvec2 at = pairIndices(min(lane() + i * LANES, PAIRS - 1));
        v[i] *= inverse * vec2(weightFloat(norm, at.x), weightFloat(norm, at.y));
    }
}

/// Rotary position embedding (Su et al., arXiv 2104.09864). The angle of a position is the sum of
/// the angles of its page and of its place in the page, both from exact tables, so that no sine of a
/// large number is ever taken.
void rotateHead(uint position) {
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = min(lane() + i * LANES, PAIRS - 1);
        vec2 fine = ropePair((position % CONCLAVE_PAGE_SIZE) * PAIRS + j);
        vec2 page = ropePair((CONCLAVE_PAGE_SIZE + position / CONCLAVE_PAGE_SIZE) * PAIRS + j);
        vec2 turn = vec2(page.x * fine.x - page.y * fine.y, page.x * fine.y + page.y * fine.x);
        v[i] = vec2(v[i].x * turn.x - v[i].y * turn.y, v[i].x * turn.y + v[i].y * turn.x);
    }
}

/// Word of pair 0 of that position; kind 0: key, 1: value.
uint cacheIndex(uint column, uint kind, uint head, uint position) {
    uint page = pageTable[column * p.pageStride + position / CONCLAVE_PAGE_SIZE];
    return (((page * 2 + kind) * p.headCountKv + head) * CONCLAVE_PAGE_SIZE +
            position % CONCLAVE_PAGE_SIZE) * PAIRS;
}

void storeHead(uint at) {
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        if (j < PAIRS) {
            pages[at + j] = packHalf2x16(v[i]);
        }
    }
}

void loadCached(uint at) {
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        v[i] = j < PAIRS ? unpackHalf2x16(cachedPair(at + j)) : vec2(0);
    }
}
