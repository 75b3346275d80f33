// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q5_0 and Q5_1: as Q4_0 and Q4_1 with a word of 32 fifth bits. Planes of Q5_0: nibbles, fifth bits,
// scales. Of Q5_1: nibbles, then {{scale, minimum}, fifth bits}.
void takeFiveBits(uvec4 q, uint fifth, out vec4 codes[8]) {
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        codes[i] = bytes4((q[i] & 0x0F0F0F0Fu) | spreadBits(fifth >> (4 * i)) << 4);
        codes[i + 4] = bytes4(((q[i] >> 4) & 0x0F0F0F0Fu) | spreadBits(fifth >> (4 * i + 16)) << 4);
    }
}

Chunk chunk_q5_0(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint blocks = rowLength / 32;
    uint fifthPlane = row + blocks;
    takeFiveBits(weightQuad(address, row + chunk), planeWord(address, fifthPlane, chunk), c.codes);
    c.scale = vec2(planeHalf(address, fifthPlane + planeQuads(blocks * 4), chunk));
    c.offset = -16.0 * c.scale;
    return c;
}

Chunk chunk_q5_1(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uvec2 more = planePair(address, row + rowLength / 32, chunk);
    takeFiveBits(weightQuad(address, row + chunk), more.y, c.codes);
    vec2 scaleAndMinimum = unpackHalf2x16(more.x);
    c.scale = scaleAndMinimum.xx;
    c.offset = scaleAndMinimum.yy;
    return c;
}
