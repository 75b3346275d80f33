// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Q6_K: 256 weights of 6 bits, a signed scale per 16, a half factor. Planes: low nibbles, high pairs
// of bits, scales, factors.
Chunk chunk_q6_K(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    uint block = chunk / 8;
    uint half_ = (chunk / 4) & 1u;
    uint piece = chunk & 3u;
    uint highPlane = row + rowLength / 32;
    uint scalePlane = highPlane + rowLength / 64;
    uint factorPlane = scalePlane + rowLength / 256;
    uvec4 q = weightQuad(address, row + chunk);
    uvec4 h = weightQuad(address, highPlane + block * 4 + half_ * 2 + (piece & 1u)) >> (piece & 2u);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        c.codes[i] = bytes4((q[i] & 0x0F0F0F0Fu) | (h[i] & 0x03030303u) << 4);
        c.codes[i + 4] = bytes4(((q[i] >> 4) & 0x0F0F0F0Fu) | (h[i] & 0x30303030u));
    }
    ivec2 scales = ivec2(planePair(address, scalePlane, chunk / 4));
    float d = planeHalf(address, factorPlane, block);
    c.scale = d * vec2(bitfieldExtract(scales, int(8 * piece), 8));
    c.offset = -32.0 * c.scale;
    return c;
}
