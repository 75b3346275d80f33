// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// F32: 32 consecutive weights are eight quads.
Chunk chunk_f32(uvec2 address, uint row, uint chunk, uint rowLength) {
    Chunk c;
    [[unroll]] for (uint i = 0; i < 8; ++i) {
        c.codes[i] = uintBitsToFloat(weightQuad(address, row + chunk * 8 + i));
    }
    c.scale = vec2(1);
    c.offset = vec2(0);
    return c;
}
