// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q4_K: 256 weights in nine quads, in file order: {d, dmin, 8 six-bit scales and minima}, then 128
// bytes of nibbles. Every 32 bytes hold 64 weights: low nibbles the first 32, high ones the others.

uint byteOf(uint word, uint i) { return bitfieldExtract(word, int(8 * i), 8); }
vec4 bytes4(uint word) {
    return vec4(word & 0xFFu, bitfieldExtract(word, 8, 8), bitfieldExtract(word, 16, 8), word >> 24);
}

/// Scale and minimum of sub-block j from the header quad of Q4_K and Q5_K.
vec2 scaleAndMin(uvec4 header, uint j) {
    uint i = j & 3;
    uint low = byteOf(header.y, i), middle = byteOf(header.z, i), high = byteOf(header.w, i);
    vec2 packed = j < 4 ? vec2(low & 63u, middle & 63u)
                        : vec2((high & 15u) | ((low >> 6) << 4), (high >> 4) | ((middle >> 6) << 4));
    return packed * unpackHalf2x16(header.x);
}

void expand_q4_K(uvec2 address, uint row, uint chunk, uint rowLength, out vec4 w[8]) {
    uint block = row + (chunk / 8) * 9;
    uint piece = chunk % 8;
    uvec4 header = weightQuad(address, block);
    uvec4 q = weightQuad(address, block + 1 + piece);
    vec2 low = scaleAndMin(header, piece & 6u);
    vec2 high = scaleAndMin(header, piece | 1u);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        w[i] = low.x * bytes4(q[i] & 0x0F0F0F0Fu) - low.y;
        w[i + 4] = high.x * bytes4((q[i] >> 4) & 0x0F0F0F0Fu) - high.y;
    }
}
