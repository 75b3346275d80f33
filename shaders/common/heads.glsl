// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Query, key and value heads as pairs that rotate together: lane l of a subgroup holds the pairs
// l, l + LANES, ... of a head, so norm and rotation need no exchange. The KV cache stores heads page by
// page, [page][key or value][head][position], each as words: a pair is two halves of a word; with
// CONCLAVE_CACHE_BYTES two pairs of a lane are the bytes of a word, and a half scale for each 16 pairs
// follows.
//
// A column of qkv holds, from p.firstQuery and p.firstKey on, [query heads][key heads][value heads].
// With CONCLAVE_LATENT (DeepSeek-V2, arXiv 2405.04434) it holds [absorbed queries][query heads][key]:
// a query head is the absorbed one followed by the rotated end of the other, there is one key head,
// and values are the beginning of the keys.
// Needs `p`, `qkv`, `pages`, `pageTable`.
#include "shaders/common/activation.glsl"

layout(set = 0, binding = CONCLAVE_BINDING_CACHE) uniform utextureBuffer cacheTexels;
layout(constant_id = CONCLAVE_SPEC_HEAD_SIZE) const uint HEAD_SIZE = 64;
layout(constant_id = CONCLAVE_SPEC_VALUE_SIZE) const uint VALUE_SIZE = 64;
layout(constant_id = CONCLAVE_SPEC_GROUP_SIZE) const uint GROUP_SIZE = 1;
const uint PAIRS = HEAD_SIZE / 2;
const uint LANE_PAIRS = (PAIRS + LANES - 1) / LANES;
const uint VALUE_PAIRS = VALUE_SIZE / 2;
const uint VALUE_LANE_PAIRS = (VALUE_PAIRS + LANES - 1) / LANES;
const bool LATENT = (FLAGS & CONCLAVE_LATENT) != 0;
const bool BYTES = (FLAGS & CONCLAVE_CACHE_BYTES) != 0;
const uint BYTE_WORDS = (LANE_PAIRS + 1) / 2 * LANES;
const uint HEAD_WORDS = BYTES ? BYTE_WORDS + (PAIRS + 31) / 32 : PAIRS;

/// The head at hand; global, because GLSL passes no arrays sized by specialisation.
vec2 v[LANE_PAIRS];

/// First rotated pair of a head: the rotated part of latent heads is their end.
uint firstRotated() { return LATENT ? VALUE_PAIRS : 0; }

/// Pairs are halves of the rotated part, or neighbours; what is not rotated lies in neighbours.
uvec2 pairIndices(uint j) {
    return (FLAGS & CONCLAVE_INTERLEAVED_PAIRS) != 0 || j >= p.rotatedPairs
               ? uvec2(2 * j, 2 * j + 1)
               : uvec2(j, j + p.rotatedPairs);
}

vec2 ropePair(uint i) {
    vec4 two = TEXELS != 0 ? arenaFloats(p.ropeQuad + i / 2)
                           : uintBitsToFloat(Quads(p.rope).at[i / 2]);
    return (i & 1u) == 0 ? two.xy : two.zw;
}

float qkvValue(uint i) {
    return TEXELS != 0 ? arenaFloats(p.qkvQuad + i / 4)[i & 3u] : qkv[i];
}

uint cachedWord(uint i) { return TEXELS != 0 ? texelFetch(cacheTexels, int(i)).x : pages[i]; }

/// Where value `e` of a query head lies in its column.
uint queryIndex(uint head, uint e) {
    if (LATENT) {
        return e < VALUE_SIZE ? head * VALUE_SIZE + e
                              : p.firstQuery + (head + 1) * p.queryStride - HEAD_SIZE + e;
    }
    return p.firstQuery + head * p.queryStride + e;
}

uint keyIndex(uint head, uint e) { return p.firstKey + head * HEAD_SIZE + e; }

void loadQuery(uint column, uint head) {
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        uvec2 at = pairIndices(min(j, PAIRS - 1));
        uint base = column * p.columnStride;
        v[i] = j < PAIRS ? vec2(qkvValue(base + queryIndex(head, at.x)),
                                qkvValue(base + queryIndex(head, at.y)))
                         : vec2(0);
    }
}

/// Key head `head`, or value head `head - p.headCountKv`.
void loadKey(uint column, uint head) {
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        uvec2 at = pairIndices(min(j, PAIRS - 1));
        uint base = column * p.columnStride;
        v[i] = j < PAIRS
                   ? vec2(qkvValue(base + keyIndex(head, at.x)), qkvValue(base + keyIndex(head, at.y)))
                   : vec2(0);
    }
}

/// Adds the bias of head `head` of all [query, key, value] heads.
void addHeadBias(uint head) {
    if (isNull(p.bias)) {
        return;
    }
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        uvec2 at = pairIndices(min(j, PAIRS - 1)) + head * HEAD_SIZE;
        v[i] += j < PAIRS ? vec2(weightFloat(p.bias, at.x), weightFloat(p.bias, at.y)) : vec2(0);
    }
}

/// 1 / sqrt(mean square + epsilon) of the first `pairs` pairs of the head.
float inverseOfHead(uint pairs) {
    float sum = 0;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        sum += lane() + i * LANES < pairs ? dot(v[i], v[i]) : 0.0;
    }
    return inversesqrt(subgroupAdd(sum) / float(2 * pairs) + p.epsilon);
}

/// The same of `count` values of a column from `first` on.
float inverseOfAll(uint column, uint first, uint count) {
    float sum = 0;
    for (uint i = lane(); i < count; i += LANES) {
        float x = qkvValue(column * p.columnStride + first + i);
        sum += x * x;
    }
    return inversesqrt(subgroupAdd(sum) / float(count) + p.epsilon);
}

/// RMS norm of the head with its own weight; nothing if there is none. `whole`: inverseOfAll() of the
/// projection that it is head `head` of. Of a latent key only the part that is not rotated is normed.
void normHead(uvec2 norm, uint head, float whole) {
    if (isNull(norm)) {
        return;
    }
    const bool together = (FLAGS & CONCLAVE_WHOLE_NORM) != 0;
    const uint pairs = LATENT ? VALUE_PAIRS : PAIRS;
    float inverse = together ? whole : inverseOfHead(pairs);
    uint first = together ? head * HEAD_SIZE : 0;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        uvec2 at = first + pairIndices(min(j, pairs - 1));
        v[i] *= j < pairs ? inverse * vec2(weightFloat(norm, at.x), weightFloat(norm, at.y)) : vec2(1);
    }
}

/// Rotary position embedding (Su et al., arXiv 2104.09864). The angle of a position is the sum of
/// the angles of its page and of its place in the page, both from exact tables, so that no sine of a
/// large number is ever taken.
void rotateHead(uint position) {
    if (p.rotatedPairs == 0) {
        return;
    }
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES - firstRotated(); // wraps before the first rotated pair
        uint k = min(j, p.rotatedPairs - 1);
        vec2 fine = ropePair((position % CONCLAVE_PAGE_SIZE) * p.rotatedPairs + k);
        vec2 page = ropePair((CONCLAVE_PAGE_SIZE + position / CONCLAVE_PAGE_SIZE) * p.rotatedPairs + k);
        vec2 turn = vec2(page.x * fine.x - page.y * fine.y, page.x * fine.y + page.y * fine.x);
        vec2 turned = vec2(v[i].x * turn.x - v[i].y * turn.y, v[i].x * turn.y + v[i].y * turn.x);
        v[i] = j < p.rotatedPairs ? turned : v[i];
    }
    if ((FLAGS & CONCLAVE_UNWEIGHTED_NORM) != 0) {
        float inverse = inverseOfHead(PAIRS);
        [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
            v[i] *= inverse;
        }
    }
}

/// Key head `head` of a column as the cache holds it.
void makeKey(uint column, uint head, uint position) {
    float whole = (FLAGS & CONCLAVE_WHOLE_NORM) != 0
                      ? inverseOfAll(column, p.firstKey, p.headCountKv * HEAD_SIZE)
                      : 0.0;
    loadKey(column, head);
    addHeadBias(p.headCount + head);
    normHead(p.keyNorm, head, whole);
    rotateHead(position);
}

/// Value head `head` of a column; a latent key is its own value.
void makeValue(uint column, uint head) {
    if (!LATENT) {
        loadKey(column, p.headCountKv + head);
        addHeadBias(p.headCount + p.headCountKv + head);
        if ((FLAGS & CONCLAVE_VALUE_NORM) != 0) {
            float inverse = inverseOfHead(PAIRS);
            [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
                v[i] *= inverse;
            }
        }
    }
}

/// The first position that a token sees.
uint firstVisible(uint position) {
    if (p.window == 0) {
        return 0;
    }
    return (FLAGS & CONCLAVE_CHUNKED) != 0 ? position / p.window * p.window
                                           : position + 1 - min(position + 1, p.window);
}

/// First word of that position; kind 0: key, 1: value.
uint cacheIndex(uint column, uint kind, uint head, uint position) {
    uint page = pageTable[column * p.pageStride + position / CONCLAVE_PAGE_SIZE];
    uint block = LATENT ? page : page * 2 + kind;
    return ((block * p.headCountKv + head) * CONCLAVE_PAGE_SIZE + position % CONCLAVE_PAGE_SIZE) *
           HEAD_WORDS;
}

/// Largest magnitude among 16 pairs, in every lane.
float largestOf(uint group) {
    float largest = 0;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        float here = max(abs(v[i].x), abs(v[i].y));
        largest = (lane() + i * LANES) / 16 == group ? max(largest, here) : largest;
    }
    return subgroupMax(largest);
}

void storeBytes(uint at) {
    // A scale is rounded to a half first, so that what is stored is what bytes are made with.
    vec2 quotient[LANE_PAIRS];
    [[unroll]] for (uint g = 0; g < (PAIRS + 15) / 16; g += 2) {
        uint halves = packHalf2x16(vec2(largestOf(g), largestOf(g + 1)) / 127.0);
        if (lane() == 0) {
            pages[at + BYTE_WORDS + g / 2] = halves;
        }
        vec2 scales = unpackHalf2x16(halves);
        [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
            uint group = (lane() + i * LANES) / 16;
            float scale = (group & 1u) == 0 ? scales.x : scales.y;
            if (group / 2 == g / 2) {
                quotient[i] = scale > 0 ? v[i] / scale : vec2(0);
            }
        }
    }
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; i += 2) {
        bool both = i + 1 < LANE_PAIRS;
        vec4 four = vec4(quotient[i], both ? quotient[both ? i + 1 : i] : vec2(0));
        ivec4 bytes = ivec4(clamp(roundEven(four), -127.0, 127.0));
        pages[at + i / 2 * LANES + lane()] =
            (bytes.x & 255) | (bytes.y & 255) << 8 | (bytes.z & 255) << 16 | bytes.w << 24;
    }
}

void storeHead(uint at) {
    if (BYTES) {
        storeBytes(at);
        return;
    }
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        if (j < PAIRS) {
            pages[at + j] = packHalf2x16(v[i]);
        }
    }
}

void storeKey(uint tableColumn, uint head, uint position) {
    storeHead(cacheIndex(tableColumn, 0, head, position));
}

void storeValue(uint tableColumn, uint head, uint position) {
    if (!LATENT) {
        storeHead(cacheIndex(tableColumn, 1, head, position));
    }
}

void loadBytes(uint at) {
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES, group = min(j, PAIRS - 1) / 16;
        vec2 scales = unpackHalf2x16(cachedWord(at + BYTE_WORDS + group / 2));
        int word = int(cachedWord(at + i / 2 * LANES + lane())) >> (i & 1u) * 16;
        vec2 bytes = vec2(bitfieldExtract(word, 0, 8), bitfieldExtract(word, 8, 8));
        v[i] = j < PAIRS ? bytes * ((group & 1u) == 0 ? scales.x : scales.y) : vec2(0);
    }
}

void loadCached(uint at) {
    if (BYTES) {
        loadBytes(at);
        return;
    }
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        uint j = lane() + i * LANES;
        v[i] = j < PAIRS ? unpackHalf2x16(cachedWord(at + j)) : vec2(0);
    }
}
