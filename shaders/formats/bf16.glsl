// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// BF16: the upper half of a float32, eight to a quad.
vec4 bfloat4(uint low, uint high) {
    return uintBitsToFloat(uvec4(low << 16, low & 0xFFFF0000u, high << 16, high & 0xFFFF0000u));
}

Chunk chunk_bf16(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uvec4 q = weightQuad(address, row + chunk * 4 + i);
        c.codes[2 * i] = bfloat4(q.x, q.y);
        c.codes[2 * i + 1] = bfloat4(q.z, q.w);
    }
    c.scale = vec2(1);
    c.offset = vec2(0);
    return c;
}
