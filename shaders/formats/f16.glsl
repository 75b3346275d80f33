// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// F16: 32 consecutive weights are four quads of eight IEEE 754 half floats.
Chunk chunk_f16(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        uvec4 q = weightQuad(address, row + chunk * 4 + i);
        c.codes[2 * i] = vec4(unpackHalf2x16(q.x), unpackHalf2x16(q.y));
        c.codes[2 * i + 1] = vec4(unpackHalf2x16(q.z), unpackHalf2x16(q.w));
    }
    c.scale = vec2(1);
    c.offset = vec2(0);
    return c;
}
