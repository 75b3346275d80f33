// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The heart of every projection: ROWS rows of a matrix times COLUMNS columns of activations, by one
// subgroup. Lanes take every LANES-th chunk of 32 weights, so no shared memory and no barrier is
// needed; a chunk of activations is read once for all rows.
#ifndef CONCLAVE_MULTIPLY_ROWS_GLSL
#define CONCLAVE_MULTIPLY_ROWS_GLSL

#include "shaders/common/formats.glsl"

/// Four activations of a column, defined by the kernel.
vec4 activation(uint column, uint quad);

float sumOf(vec4 v) { return (v.x + v.y) + (v.z + v.w); }

/// The sums of both runs of activations, for the offsets of weights.
vec2 runSums(vec4 x[8]) {
    return vec2(sumOf((x[0] + x[1]) + (x[2] + x[3])), sumOf((x[4] + x[5]) + (x[6] + x[7])));
}

/// Weights times activations: codes are multiplied as they are stored, and their scales and offsets
/// come in once a run.
float dotChunk(uint format, Chunk w, vec4 x[8], vec2 xSums) {
    vec4 first = w.codes[0] * x[0], second = w.codes[4] * x[4];
    [[unroll]] for (uint i = 1; i < 4; ++i) {
        first = fma(w.codes[i], x[i], first);
        second = fma(w.codes[i + 4], x[i + 4], second);
    }
    float sum = sumOf(first * w.scale.x + second * w.scale.y);
    return hasOffset(format) ? sum + dot(w.offset, xSums) : sum;
}

void loadActivations(uint column, uint start, uint distance_, out vec4 x[8]) {
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        x[i] = activation(column, start / 4 + i);
        x[i + 4] = activation(column, (start + distance_) / 4 + i);
    }
}

/// The result of multiplyRows; global, because GLSL passes no arrays sized by specialisation.
float sums[ROWS * COLUMNS];

/// sums[r * COLUMNS + c]: row (firstRow + r) times column c, complete in every lane. Rows beyond
/// the last repeat it; the caller does not store them.
void multiplyRows(uint format, uvec2 address, uint rowStride, uint firstRow, uint rows,
                  uint rowLength) {
    [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
        sums[i] = 0;
    }
    for (uint chunk = lane(); chunk < rowLength / 32; chunk += LANES) {
        uint start = runStart(format, chunk), distance_ = runDistance(format);
        vec4 x[8];
        vec2 xSums;
        if (COLUMNS == 1) {
            loadActivations(0, start, distance_, x);
            xSums = runSums(x);
        }
        Chunk w[ROWS];
        [[unroll]] for (uint r = 0; r < ROWS; ++r) {
            uint row = min(firstRow + r, rows - 1) * rowStride;
            w[r] = chunkOf(format, address, row, chunk, rowLength);
            if (COLUMNS == 1) {
                sums[r] += dotChunk(format, w[r], x, xSums);
            }
        }
        if (COLUMNS > 1) {
            [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
                loadActivations(c, start, distance_, x);
                xSums = runSums(x);
                [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                    sums[r * COLUMNS + c] += dotChunk(format, w[r], x, xSums);
                }
            }
        }
    }
    [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
        sums[i] = subgroupAdd(sums[i]);
    }
}

/// The sum of row r for column c, in lane r, so that rows are stored side by side. ROWS <= LANES.
float rowSum(uint c) {
    float mine = 0;
    [[unroll]] for (uint r = 0; r < ROWS; ++r) {
        mine = lane() == r ? sums[r * COLUMNS + c] : mine;
    }
    return mine;
}

/// Whether this lane stores a row of a group that begins at firstRow.
bool storesRow(uint firstRow, uint rows) { return lane() < ROWS && firstRow + lane() < rows; }

uint rowGroups(uint rows) { return (rows + ROWS - 1) / ROWS; }

#endif
