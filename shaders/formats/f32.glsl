// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// F32: 32 consecutive weights are eight quads.
void expand_f32(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        w[i] = uintBitsToFloat(weightQuad(address, row + chunk * 8 + i));
    }
}
