// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q8_0: 32 signed bytes and a half scale. Planes: bytes, scales.
Chunk chunk_q8_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    [[unroll]] for (uint i = 0; i < 2; ++i) {
        uvec4 q = weightQuad(address, row + chunk * 2 + i);
        [[unroll]] for (uint j = 0; j < 4; ++j) {
            c.codes[4 * i + j] = signedBytes(q[j]);
        }
    }
    c.scale = vec2(planeHalf(address, row + rowLength / 16, chunk));
    c.offset = vec2(0);
    return c;
}
