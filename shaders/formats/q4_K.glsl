// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q4_K: 256 weights in nine quads, in file order: {d, dmin, 8 six-bit scales and minima}, then 128
// bytes of nibbles. Every 32 bytes hold 64 weights: low nibbles the first 32, high ones the others.

/// Scale and minimum of sub-block j from the header quad of Q4_K and Q5_K.
vec2 scaleAndMinimum(uvec4 header, uint j) {
    uint i = j & 3;
    uint low = byteOf(header.y, i), middle = byteOf(header.z, i), high = byteOf(header.w, i);
    vec2 packed = j < 4 ? vec2(low & 63u, middle & 63u)
                        : vec2((high & 15u) | ((low >> 6) << 4), (high >> 4) | ((middle >> 6) << 4));
    return packed * unpackHalf2x16(header.x);
}

/// Those of the two sub-blocks that a chunk takes its runs from.
void takeScales(uvec4 header, uint piece, out vec2 scale, out vec2 offset) {
    vec2 first = scaleAndMinimum(header, piece & 6u), second = scaleAndMinimum(header, piece | 1u);
    scale = vec2(first.x, second.x);
    offset = -vec2(first.y, second.y);
}

Chunk chunk_q4_K(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint block = row + (chunk / 8) * 9;
    uint piece = chunk & 7u;
    takeScales(weightQuad(address, block), piece, c.scale, c.offset);
    takeNibbles(weightQuad(address, block + 1 + piece), c.codes);
    return c;
}
