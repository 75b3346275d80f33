// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Softmax attention over a stretch of positions, in one pass with a running maximum (Milakov and
// Gimelshein, arXiv 1805.02867; Dao et al., arXiv 2205.14135). A tile is GROUP_SIZE query heads that
// share a key/value head and are taken together.

const uint BLOCK = 4; // positions whose scores are taken together

// The running state of the tile's heads, and their queries.
float maximum[GROUP_SIZE];
float total[GROUP_SIZE];
vec2 values[GROUP_SIZE * VALUE_LANE_PAIRS];
vec2 queries[GROUP_SIZE * LANE_PAIRS];

uint tileCount() { return p.headCount / GROUP_SIZE; }
uint headKvOf(uint tile) { return tile * GROUP_SIZE * p.headCountKv / p.headCount; }
/// Whether the tile is the one that stores keys and values.
bool isFirstOf(uint tile) {
    return tile * GROUP_SIZE % (p.headCount / p.headCountKv) == 0;
}

void beginAttention() {
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        maximum[g] = -1e30;
        total[g] = 0;
        [[unroll]] for (uint i = 0; i < VALUE_LANE_PAIRS; ++i) {
            values[g * VALUE_LANE_PAIRS + i] = vec2(0);
        }
    }
}

/// Score of the head at hand as a key.
float score(uint g) {
    float sum = 0;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        sum += dot(queries[g * LANE_PAIRS + i], v[i]);
    }
    return softCapped(subgroupAdd(sum) * p.scale, p.softCap);
}

/// Makes room for scores up to `top` in the running softmax of head g.
void raise(uint g, float top) {
    float higher = max(maximum[g], top);
    float shrink = exp(maximum[g] - higher);
    maximum[g] = higher;
    total[g] *= shrink;
    [[unroll]] for (uint i = 0; i < VALUE_LANE_PAIRS; ++i) {
        values[g * VALUE_LANE_PAIRS + i] *= shrink;
    }
}

/// Adds the head at hand as the value of a position with score s.
void addPosition(uint g, float s) {
    float weight = exp(s - maximum[g]);
    total[g] += weight;
    [[unroll]] for (uint i = 0; i < VALUE_LANE_PAIRS; ++i) {
        values[g * VALUE_LANE_PAIRS + i] += weight * v[i];
    }
}

/// Cached positions [begin, end) of one key/value head.
void attendCached(uint tableColumn, uint head, uint begin, uint end) {
    for (uint first = begin; first < end; first += BLOCK) {
        float s[GROUP_SIZE * BLOCK];
        [[unroll]] for (uint t = 0; t < BLOCK; ++t) {
            loadCached(cacheIndex(tableColumn, 0, head, min(first + t, end - 1)));
            [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
                float value = score(g);
                s[g * BLOCK + t] = first + t < end ? value : -1e30;
            }
        }
        [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
            float top = s[g * BLOCK];
            [[unroll]] for (uint t = 1; t < BLOCK; ++t) {
                top = max(top, s[g * BLOCK + t]);
            }
            raise(g, top);
        }
        [[unroll]] for (uint t = 0; t < BLOCK; ++t) {
            loadCached(cacheIndex(tableColumn, 1, head, min(first + t, end - 1)));
            [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
                addPosition(g, s[g * BLOCK + t]);
            }
        }
    }
}

/// The query heads of the tile, normed and rotated.
void loadQueries(uint column, uint tile, uint position) {
    float whole = (FLAGS & CONCLAVE_WHOLE_NORM) != 0
                      ? inverseOfAll(column, p.firstQuery, p.headCount * HEAD_SIZE)
                      : 0.0;
    float growth =
        1.0 + p.temperature *
                  log(1.0 + float((position + p.temperatureOffset) / p.temperatureLength));
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        uint head = tile * GROUP_SIZE + g;
        loadQuery(column, head);
        addHeadBias(head);
        if (!LATENT) {
            normHead(p.queryNorm, head, whole);
        }
        rotateHead(position);
        [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
            queries[g * LANE_PAIRS + i] = v[i] * growth;
        }
    }
}

/// A sink takes part in the softmax and has no value; arXiv 2309.17453.
void addSinks(uint tile) {
    if (isNull(p.sinks)) {
        return;
    }
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        float sink = weightFloat(p.sinks, tile * GROUP_SIZE + g);
        raise(g, sink);
        total[g] += exp(sink - maximum[g]);
    }
}

/// The pair of values that pair j of a head lies in: rotated pairs of a value head lie as in a key.
void writeHeads(uint column, uint tile) {
    addSinks(tile);
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        uint base = (column * p.headCount + tile * GROUP_SIZE + g) * VALUE_SIZE;
        [[unroll]] for (uint i = 0; i < VALUE_LANE_PAIRS; ++i) {
            uint j = lane() + i * LANES;
            if (j < VALUE_PAIRS) {
                vec2 value = values[g * VALUE_LANE_PAIRS + i] / total[g];
                uvec2 at = pairIndices(j);
                if ((FLAGS & CONCLAVE_GATED) != 0) {
                    uint gates = column * p.columnStride + queryIndex(tile * GROUP_SIZE + g, HEAD_SIZE);
                    value *= vec2(sigmoid(qkvValue(gates + at.x)), sigmoid(qkvValue(gates + at.y)));
                }
                heads[base + at.x] = value.x;
                heads[base + at.y] = value.y;
            }
        }
    }
}
