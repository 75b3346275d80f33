// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q5_K: 256 weights in eleven quads, in file order: the header of Q4_K, 32 bytes of fifth bits (bit
// j of byte i belongs to weight i of sub-block j), then the nibbles of Q4_K.
Chunk chunk_q5_K(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint block = row + (chunk / 8) * 11;
    uint piece = chunk & 7u;
    takeScales(weightQuad(address, block), piece, c.scale, c.offset);
    uvec4 fifth = weightQuad(address, block + 1 + (piece & 1u)) >> (piece & 6u);
    uvec4 q = weightQuad(address, block + 3 + piece);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        c.codes[i] = bytes4((q[i] & 0x0F0F0F0Fu) | (fifth[i] & 0x01010101u) << 4);
        c.codes[i + 4] = bytes4(((q[i] >> 4) & 0x0F0F0F0Fu) | (fifth[i] & 0x02020202u) << 3);
    }
    return c;
}
