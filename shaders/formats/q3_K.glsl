// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q3_K: 256 weights of 3 bits in seven quads: {12 bytes of 16 six-bit scales, half d, padding}, 32
// bytes of third bits (bit j of byte i belongs to weight i of stretch j of 32), then the lower two
// bits as in Q2_K. Scale s has its low nibble in byte s % 8 and its upper bits in byte 8 + s % 4.
Chunk chunk_q3_K(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint block = row + (chunk / 8) * 7;
    uint piece = chunk & 7u, stretch = piece & 6u, side = piece & 1u;
    uvec4 header = weightQuad(address, block);
    uvec4 third = weightQuad(address, block + 1 + side) >> stretch;
    uvec4 q = twoBitQuad(address, block + 3, piece);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        c.codes[i] = bytes4((q[i] & 0x03030303u) | (third[i] & 0x01010101u) << 2);
        c.codes[i + 4] = bytes4(((q[i] >> 2) & 0x03030303u) | (third[i] & 0x02020202u) << 1);
    }
    // Both runs at once: their scales lie 16 bits apart.
    uint low = ((piece & 2u) == 0 ? header.x : header.y) >> (8 * side + (piece & 4u));
    uint high = header.z >> (8 * side + stretch);
    uint packed = (low & 0x000F000Fu) | (high & 0x00030003u) << 4;
    float d = unpackHalf2x16(header.w).x;
    c.scale = d * (vec2(packed & 63u, packed >> 16) - 32.0);
    c.offset = -4.0 * c.scale;
    return c;
}
