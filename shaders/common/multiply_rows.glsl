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

float dot8(vec4 a[8], vec4 b[8]) {
    vec4 sum = a[0] * b[0];
    [[unroll]] for (uint i = 1; i < 8; ++i) {
        sum = fma(a[i], b[i], sum);
    }
    return (sum.x + sum.y) + (sum.z + sum.w);
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
        if (COLUMNS == 1) {
            vec4 x[8];
            loadActivations(0, start, distance_, x);
            [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                vec4 w[8];
                expandChunk(format, address, min(firstRow + r, rows - 1) * rowStride, chunk,
                            rowLength, w);
                sums[r] += dot8(w, x);
            }
        } else {
            vec4 w[ROWS][8];
            [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                expandChunk(format, address, min(firstRow + r, rows - 1) * rowStride, chunk,
                            rowLength, w[r]);
            }
            [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
                vec4 x[8];
                loadActivations(c, start, distance_, x);
                [[unroll]] for (uint r = 0; r < ROWS; ++r) {
                    sums[r * COLUMNS + c] += dot8(w[r], x);
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
