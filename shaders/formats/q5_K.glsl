// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q5_K: 256 weights in eleven quads, in file order: the header of Q4_K, 32 bytes of fifth bits (bit
// j of byte i belongs to weight i of sub-block j), then the nibbles of Q4_K.
void expand_q5_K(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    uint block = row + (chunk / 8) * 11;
    uint piece = chunk % 8;
    uvec4 header = weightQuad(address, block);
    uvec4 fifth = weightQuad(address, block + 1 + (piece & 1u)) >> (piece & 6u);
    uvec4 q = weightQuad(address, block + 3 + piece);
    vec2 low = scaleAndMin(header, piece & 6u);
    vec2 high = scaleAndMin(header, piece | 1u);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uint lowBits = (fifth[i] & 0x01010101u) << 4;
        uint highBits = (fifth[i] & 0x02020202u) << 3;
        w[i] = low.x * bytes4((q[i] & 0x0F0F0F0Fu) | lowBits) - low.y;
        w[i + 4] = high.x * bytes4(((q[i] >> 4) & 0x0F0F0F0Fu) | highBits) - high.y;
    }
}
