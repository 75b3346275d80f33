// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q2_K: 256 weights of 2 bits, for each 16 a nibble of scale and one of minimum. Planes: 64 bytes of
// weights, 16 bytes of scales and minima, {half d, dmin}. Of 128 weights, 32 bytes hold those 32
// apart in ascending pairs of bits, so a quad holds four runs, of which a chunk takes two.
void takePairsOfBits(uvec4 q, out vec4 codes[8]) {
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        codes[i] = bytes4(q[i] & 0x03030303u);
        codes[i + 4] = bytes4((q[i] >> 2) & 0x03030303u);
    }
}

/// The quad with a chunk of such weights, shifted so that its runs are the lowest four bits.
uvec4 twoBitQuad(uvec2 address, uint plane, uint chunk) {
    uint quad = (chunk / 4) * 2 + (chunk & 1u);
    return weightQuad(address, plane + quad) >> (2 * (chunk & 2u));
}

Chunk chunk_q2_K(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint scalePlane = row + rowLength / 64, factorPlane = scalePlane + rowLength / 256;
    takePairsOfBits(twoBitQuad(address, row, chunk), c.codes);
    // Runs 2 apart share a word: bytes 0 and 2, or 1 and 3.
    uint packed = planeWord(address, scalePlane, chunk / 2) >> (8 * (chunk & 1u));
    vec2 factors = unpackHalf2x16(planeWord(address, factorPlane, chunk / 8));
    c.scale = factors.x * vec2(packed & 15u, (packed >> 16) & 15u);
    c.offset = -factors.y * vec2((packed >> 4) & 15u, (packed >> 20) & 15u);
    return c;
}
