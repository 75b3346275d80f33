// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q4_0 and Q4_1: 32 nibbles, weights 0-15 in the lower halves, and a half scale, in Q4_1 also a half
// minimum. Planes: nibbles, then scales or {scale, minimum}.
Chunk chunk_q4_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    takeNibbles(weightQuad(address, row + chunk), c.codes);
    c.scale = vec2(planeHalf(address, row + rowLength / 32, chunk));
    c.offset = -8.0 * c.scale;
    return c;
}

Chunk chunk_q4_1(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    takeNibbles(weightQuad(address, row + chunk), c.codes);
    vec2 scaleAndMinimum = unpackHalf2x16(planeWord(address, row + rowLength / 32, chunk));
    c.scale = scaleAndMinimum.xx;
    c.offset = scaleAndMinimum.yy;
    return c;
}
