// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// sums = silu(G x) * (U x), SwiGLU (Shazeer, arXiv 2002.05202), for the rows of a group.
#include "shaders/common/activation.glsl"

void multiplyGateUp(uvec2 gate, uint gateStride, uvec2 up, uint upStride, uint firstRow, uint rows,
                    uint rowLength) {
    float activated[ROWS * COLUMNS];
    if (FORMAT_A != FORMAT_B) {
        multiplyRows(FORMAT_A, gate, gateStride, firstRow, rows, rowLength);
        [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
            activated[i] = silu(sums[i]);
        }
        multiplyRows(FORMAT_B, up, upStride, firstRow, rows, rowLength);
    } else {
        // One format: one copy of the code, run twice.
        [[dont_unroll]] for (uint matrix = 0; matrix < 2; ++matrix) {
            if (matrix == 1) {
                [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
                    activated[i] = silu(sums[i]);
                }
            }
            multiplyRows(FORMAT_A, matrix == 0 ? gate : up, matrix == 0 ? gateStride : upStride,
                         firstRow, rows, rowLength);
        }
    }
    [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
        sums[i] *= activated[i];
    }
}
