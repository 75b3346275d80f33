// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Softmax attention of the query heads of one group over a stretch of positions, in one pass with a
// running maximum (Milakov and Gimelshein, arXiv 1805.02867; Dao et al., arXiv 2205.14135).

const uint BLOCK = 4; // positions whose scores are taken together

// The running state of the group's heads, and their queries.
float maximum[GROUP_SIZE];
float total[GROUP_SIZE];
vec2 values[GROUP_SIZE * LANE_PAIRS];
vec2 queries[GROUP_SIZE * LANE_PAIRS];

void beginAttention() {
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        maximum[g] = -1e30;
        total[g] = 0;
        [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
            values[g * LANE_PAIRS + i] = vec2(0);
        }
    }
}

/// Score of the head at hand as a key.
float score(uint g) {
    float sum = 0;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        sum += dot(queries[g * LANE_PAIRS + i], v[i]);
    }
    return subgroupAdd(sum) * p.scale;
}

/// Makes room for scores up to `top` in the running softmax of head g.
void raise(uint g, float top) {
    float higher = max(maximum[g], top);
    float shrink = exp(maximum[g] - higher);
    maximum[g] = higher;
    total[g] *= shrink;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        values[g * LANE_PAIRS + i] *= shrink;
    }
}

/// Adds the head at hand as the value of a position with score s.
void addPosition(uint g, float s) {
    float weight = exp(s - maximum[g]);
    total[g] += weight;
    [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
        values[g * LANE_PAIRS + i] += weight * v[i];
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

/// The query heads of the group, normed and rotated.
void loadQueries(uint column, uint head, uint position) {
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        loadHead(column, head * GROUP_SIZE + g);
        normHead(p.queryNorm);
        rotateHead(position);
        [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
            queries[g * LANE_PAIRS + i] = v[i];
        }
    }
}

void writeHeads(uint column, uint head) {
    [[unroll]] for (uint g = 0; g < GROUP_SIZE; ++g) {
        uint base = (column * headCount() + head * GROUP_SIZE + g) * HEAD_SIZE;
        [[unroll]] for (uint i = 0; i < LANE_PAIRS; ++i) {
            uint j = lane() + i * LANES;
            if (j < PAIRS) {
                vec2 value = values[g * LANE_PAIRS + i] / total[g];
                heads[base + pairIndices(j).x] = value.x;
                heads[base + pairIndices(j).y] = value.y;
            }
        }
    }
}
