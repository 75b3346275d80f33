// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// sums = joined(G x, U x) for the rows of a group, with biases where there are any.
#include "shaders/common/activation.glsl"

float gateSums[ROWS * COLUMNS];
/// [column] factor on the input, with CONCLAVE_WEIGHTED_INPUT.
float inputScale[COLUMNS];

void addBias(uvec2 bias, uint firstBias, uint firstRow, uint rows) {
    [[unroll]] for (uint r = 0; r < ROWS; ++r) {
        float b = weightFloat(bias, firstBias + min(firstRow + r, rows - 1));
        [[unroll]] for (uint c = 0; c < COLUMNS; ++c) {
            sums[r * COLUMNS + c] += b;
        }
    }
}

void scaleInput() {
    if ((FLAGS & CONCLAVE_WEIGHTED_INPUT) != 0) {
        [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
            sums[i] *= inputScale[i % COLUMNS];
        }
    }
}

void finishGate(uvec2 bias, uint firstRow, uint rows) {
    scaleInput();
    if ((FLAGS & CONCLAVE_WITH_BIAS) != 0) {
        addBias(bias, 0, firstRow, rows);
    }
    [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
        gateSums[i] = sums[i];
    }
}

/// `bias` holds those of all gate rows, then those of all up rows; read with CONCLAVE_WITH_BIAS.
void multiplyGateUp(uvec2 gate, uint gateStride, uvec2 up, uint upStride, uvec2 bias, uint firstRow,
                    uint rows, uint rowLength) {
    if (FORMAT_A != FORMAT_B) {
        multiplyRows(FORMAT_A, gate, gateStride, firstRow, rows, rowLength);
        finishGate(bias, firstRow, rows);
        multiplyRows(FORMAT_B, up, upStride, firstRow, rows, rowLength);
    } else {
        // One format: one copy of the code, run twice.
        [[dont_unroll]] for (uint matrix = 0; matrix < 2; ++matrix) {
            if (matrix == 1) {
                finishGate(bias, firstRow, rows);
            }
            multiplyRows(FORMAT_A, matrix == 0 ? gate : up, matrix == 0 ? gateStride : upStride,
                         firstRow, rows, rowLength);
        }
    }
    scaleInput();
    if ((FLAGS & CONCLAVE_WITH_BIAS) != 0) {
        addBias(bias, rows, firstRow, rows);
    }
    [[unroll]] for (uint i = 0; i < ROWS * COLUMNS; ++i) {
        sums[i] = joined(gateSums[i], sums[i]);
    }
}
